import { closeSync, openSync } from 'node:fs';

export const OWNER_ONLY = 0o600;

/**
 * Makes a file that is not there yet, for its owner's eyes only: it will hold everybody's history and password hashes.
 * SQLite takes an empty file for an empty database and gives its journals the same rights.
 *
 * A file that is there is never opened: closing it again would drop the locks that SQLite holds on it in this process.
 */
export function makePrivate(path: string): void {
  try {
    closeSync(openSync(path, 'wx', OWNER_ONLY));
  } catch {
    // It is there already, or it cannot be made, and then SQLite, which comes next, says why.
  }
}
