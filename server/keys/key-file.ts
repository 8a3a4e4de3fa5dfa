import { existsSync, linkSync, rmSync, writeFileSync } from 'node:fs';

/** File mode that gives access only to the user that the server runs as. */
export const OWNER_ONLY = 0o600;

/**
 * Creates a key file. Two processes may do this at once: a file gets its name only when it is whole, and the first one
 * keeps it.
 */
export function makeKeyFile(path: string, text: string): void {
  const unfinished = `${path}.${process.pid}.unfinished`;
  writeFileSync(unfinished, text, { mode: OWNER_ONLY });
  try {
    linkSync(unfinished, path);
  } catch (error) {
    if (!existsSync(path)) throw error;
  } finally {
    rmSync(unfinished, { force: true });
  }
}
