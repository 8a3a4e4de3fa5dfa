import { existsSync, linkSync, rmSync, writeFileSync } from 'node:fs';
import { flushFolderOf } from '../files/flush.js';
import { OWNER_ONLY } from '../files/private-file.js';

/**
 * Creates a key file. Two processes may do this at once: a file gets its name only when it is whole, and the first one
 * keeps it. It is on the disk before anything is sealed or signed with it.
 */
export function makeKeyFile(path: string, text: string): void {
  const unfinished = `${path}.${process.pid}.unfinished`;
  writeFileSync(unfinished, text, { mode: OWNER_ONLY, flush: true });
  try {
    linkSync(unfinished, path);
  } catch (error) {
    if (!existsSync(path)) throw error;
  } finally {
    rmSync(unfinished, { force: true });
  }
  flushFolderOf(path);
}
