import { expect, test } from '@jest/globals';
import { Disk, SECTOR_BYTES, type Left } from './disk.js';
import type { Step } from './trace.js';

const NAME: Step = { kind: 'name', path: 'a', file: 1 };
const FLUSH_NAMES: Step = { kind: 'flushNames', folder: '.', covers: Infinity };

function write(offset: number, text: string): Step {
  return { kind: 'write', file: 1, offset, bytes: Buffer.from(text) };
}

function diskAfter(...steps: readonly Step[]): Disk {
  const disk = new Disk();
  for (const step of steps) disk.take(step);
  return disk;
}

/** Texts of the files, where of each change in turn this is left. */
function found(disk: Disk, ...left: readonly Left[]): Record<string, string> {
  expect(disk.pending).toHaveLength(left.length);
  const files = disk.after((_change, index) => left[index] ?? 'all');
  return Object.fromEntries([...files].map(([path, bytes]) => [path, bytes.toString()]));
}

test('Nothing but what was flushed is there for certain', () => {
  const disk = diskAfter(NAME, write(0, 'abcd'), FLUSH_NAMES);
  expect(found(disk, 'nothing')).toEqual({ a: '' });
  expect(found(disk, 'all')).toEqual({ a: 'abcd' });
  disk.take({ kind: 'flush', file: 1, covers: 2 });
  disk.take(write(1, 'XYZZ'));
  expect(found(disk, 'nothing')).toEqual({ a: 'abcd' });
  expect(found(disk, 'all')).toEqual({ a: 'aXYZZ' });
});

test('A flush leaves open what came after it had begun, and what belongs to another file', () => {
  const other: Step = { kind: 'write', file: 2, offset: 0, bytes: Buffer.from('other') };
  const disk = diskAfter(NAME, FLUSH_NAMES, write(0, 'ab'), other, write(2, 'cd'), {
    kind: 'flush',
    file: 1,
    covers: 4,
  });
  expect(found(disk, 'nothing', 'nothing')).toEqual({ a: 'ab' });
});

test('A later write may be there without an earlier one, with zeros where there was nothing', () => {
  const disk = diskAfter(NAME, FLUSH_NAMES, write(0, 'ab'), write(4, 'ef'));
  expect(found(disk, 'nothing', 'all')).toEqual({ a: '\0\0\0\0ef' });
  expect(found(disk, 'all', 'room')).toEqual({ a: 'ab\0\0\0\0' });
});

test('A torn write has some sectors of the file as they were', () => {
  const before = 'a'.repeat(SECTOR_BYTES * 2);
  const disk = diskAfter(NAME, FLUSH_NAMES, write(0, before), { kind: 'flush', file: 1, covers: 3 });
  disk.take(write(SECTOR_BYTES - 2, 'bbbb'));
  expect(found(disk, (sector) => sector === 1).a).toBe(
    `${'a'.repeat(SECTOR_BYTES)}bb${'a'.repeat(SECTOR_BYTES - 2)}`,
  );
  expect(found(disk, (sector) => sector === 0).a).toBe(
    `${'a'.repeat(SECTOR_BYTES - 2)}bb${'a'.repeat(SECTOR_BYTES)}`,
  );
});

test('What a file is cut off by comes back as zeros', () => {
  const disk = diskAfter(NAME, FLUSH_NAMES, write(0, 'abcd'), { kind: 'resize', file: 1, size: 2 });
  disk.take({ kind: 'resize', file: 1, size: 4 });
  expect(found(disk, 'all', 'all', 'all')).toEqual({ a: 'ab\0\0' });
  expect(found(disk, 'all', 'nothing', 'all')).toEqual({ a: 'abcd' });
});

test('A name may be lost although what was written is on the disk, and an old one may come back', () => {
  const disk = diskAfter(NAME, write(0, 'ab'), { kind: 'flush', file: 1, covers: 2 });
  expect(found(disk, 'nothing')).toEqual({});
  expect(found(disk, 'all')).toEqual({ a: 'ab' });
  disk.take(FLUSH_NAMES);
  disk.take({ kind: 'unname', path: 'a' });
  expect(found(disk, 'nothing')).toEqual({ a: 'ab' });
  expect(found(disk, 'all')).toEqual({});
});

test('A file is found only where its folder is', () => {
  const disk = diskAfter(
    { kind: 'name', path: 'in', file: undefined },
    { kind: 'name', path: 'in/a', file: 1 },
  );
  expect(found(disk, 'nothing', 'all')).toEqual({});
  expect(found(disk, 'all', 'all')).toEqual({ 'in/a': '' });
  disk.take({ kind: 'flushNames', folder: 'in', covers: 2 });
  expect(found(disk, 'nothing')).toEqual({});
});
