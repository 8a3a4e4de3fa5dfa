import { closeSync, fsyncSync, mkdirSync, openSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

/** Waits until a file is on the disk, so that a later rename never leads to a half-written file. */
export function flushFile(path: string): void {
  const file = openSync(path, 'r+');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** Waits until the folder of this file is on the disk, and with it the names of the files in it. */
export function flushFolderOf(path: string): void {
  // Windows opens no folders, and keeps their names itself.
  if (process.platform === 'win32') return;
  const folder = openSync(dirname(path), 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}

/** Makes a missing folder, with those that it is in, and waits until they are on the disk. */
export function makeFolder(path: string): void {
  const first = mkdirSync(path, { recursive: true });
  if (first === undefined) return;
  const highest = resolve(first);
  for (let made = resolve(path); ; made = dirname(made)) {
    flushFolderOf(made);
    if (made === highest) return;
  }
}
