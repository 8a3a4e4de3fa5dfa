import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { makeFolder } from '../files/flush.js';

/** The file of a SQLite database, and the clean-up after its last use. */
export interface DatabaseFile {
  readonly path: string;
  /** False for `sqlite::memory:`, which need not survive a crash, so that commits wait for no flush to the disk. */
  readonly durable: boolean;
  readonly dispose: () => void;
}

/**
 * Resolves `sqlite:<path>` and `sqlite::memory:`.
 *
 * SQLite's own in-memory databases belong to one connection, and the ledger reads on another one than it writes on. So
 * `:memory:` is a private file, in shared memory where the system has it, that is removed on close.
 */
export function resolveDatabaseFile(url: string): DatabaseFile {
  const path = url.slice('sqlite:'.length);
  if (path !== ':memory:') {
    makeFolder(dirname(path));
    return { path, durable: true, dispose: () => undefined };
  }
  const folder = mkdtempSync(join(isDirectory('/dev/shm') ? '/dev/shm' : tmpdir(), 'nissmart-'));
  return {
    path: join(folder, 'nissmart.db'),
    durable: false,
    dispose: () => {
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function isDirectory(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
