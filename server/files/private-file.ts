import { closeSync, openSync } from 'node:fs';

export const OWNER_ONLY = 0o600;

/**
 * Creates a missing database file that only its owner may read, because it will hold everybody's history and password
 * hashes. SQLite takes an empty file for an empty database and gives its journals the same rights.
 *
 * An existing file is never opened, because closing it would drop the locks that SQLite holds on it in this process.
 */
export function makePrivate(path: string): void {
  try {
    closeSync(openSync(path, 'wx', OWNER_ONLY));
  } catch {
    // The file exists, or it cannot be created; then SQLite, which opens it next, says why.
  }
}
