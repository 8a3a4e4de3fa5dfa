import { expect, test } from '@jest/globals';
import { TraceReader, type Step } from './trace.js';

/** A text as `strace -xx` writes it. */
function hex(text: string): string {
  return [...Buffer.from(text)].map((byte) => `\\x${byte.toString(16).padStart(2, '0')}`).join('');
}

function opens(path: string, fd: number, flags = 'O_RDWR|O_CREAT'): string {
  return `7  openat(AT_FDCWD<${hex('/')}>, "${hex(path)}", ${flags}, 0600) = ${fd}<${hex(path)}>`;
}

function read(...traces: readonly string[][]): Step[] {
  const reader = new TraceReader('/data');
  for (const lines of traces) reader.read(lines.join('\n'));
  return reader.steps;
}

const bytes = (text: string): Buffer => Buffer.from(text);

test('Writes, sizes, flushes and names are read, those elsewhere and those that failed are not', () => {
  const steps = read([
    `7  mkdir("${hex('/data')}", 0777) = 0`,
    `7  mkdir("${hex('/data/in')}", 0777) = 0`,
    opens('/data/in/a.db', 3),
    opens('/etc/other', 4),
    `7  pwrite64(3<${hex('/data/in/a.db')}>, "${hex('one, "two"')}", 10, 4096) = 10`,
    `7  pwrite64(4<${hex('/etc/other')}>, "${hex('no')}", 2, 0) = 2`,
    `7  pwrite64(3<${hex('/data/in/a.db')}>, "${hex('no')}", 2, 0) = -1 ENOSPC (No space left on device)`,
    `7  ftruncate(3<${hex('/data/in/a.db')}>, 8192) = 0`,
    `7  fsync(3<${hex('/data/in/a.db')}>) = 0`,
    `7  openat(AT_FDCWD<${hex('/')}>, "${hex('/data/in')}", O_RDONLY) = 5<${hex('/data/in')}>`,
    `7  fsync(5<${hex('/data/in')}>) = 0`,
    `7  close(3<${hex('/data/in/a.db')}>) = 0`,
    `7  fsync(3<${hex('/data/in/a.db')}>) = 0`,
    `7  unlink("${hex('/data/in/a.db')}") = 0`,
  ]);
  expect(steps).toEqual([
    { kind: 'name', path: 'in', file: undefined },
    { kind: 'name', path: 'in/a.db', file: 1 },
    { kind: 'write', file: 1, offset: 4096, bytes: bytes('one, "two"') },
    { kind: 'resize', file: 1, size: 8192 },
    { kind: 'flush', file: 1, covers: 4 },
    { kind: 'flushNames', folder: 'in', covers: 5 },
    { kind: 'unname', path: 'in/a.db' },
  ]);
});

test('A file that is written from where it is keeps its place, and a link is another name of it', () => {
  const steps = read([
    opens('/data/key.new', 3),
    `7  write(3<${hex('/data/key.new')}>, "${hex('ab')}", 2) = 2`,
    `7  write(3<${hex('/data/key.new')}>, "${hex('cd')}", 2) = 2`,
    `7  link("${hex('/data/key.new')}", "${hex('/data/key')}") = 0`,
  ]);
  expect(steps.slice(1)).toEqual([
    { kind: 'write', file: 1, offset: 0, bytes: bytes('ab') },
    { kind: 'write', file: 1, offset: 2, bytes: bytes('cd') },
    { kind: 'name', path: 'key', file: 1 },
  ]);
});

test('A flush is no earlier than its end and covers no write that began after it; an answer counts from its beginning', () => {
  const steps = read([
    opens('/data/a', 3),
    `7  pwrite64(3<${hex('/data/a')}>, "${hex('1')}", 1, 0) = 1`,
    `7  fsync(3<${hex('/data/a')}> <unfinished ...>`,
    `8  pwrite64(3<${hex('/data/a')}>, "${hex('2')}", 1, 1 <unfinished ...>`,
    `9  writev(9<${hex('socket:[77]')}>, [{iov_base="${hex('done ')}", iov_len=5}, {iov_base="${hex('it')}", iov_len=2}], 2 <unfinished ...>`,
    `8  <... pwrite64 resumed>) = 1`,
    `7  <... fsync resumed>)              = 0`,
    `9  <... writev resumed>) = 7`,
  ]);
  expect(steps.slice(1)).toEqual([
    { kind: 'write', file: 1, offset: 0, bytes: bytes('1') },
    { kind: 'write', file: 1, offset: 1, bytes: bytes('2') },
    { kind: 'say', text: 'done it' },
    { kind: 'flush', file: 1, covers: 2 },
  ]);
});

test('A later process finds the files of the one before, and a new file of an old name is another one', () => {
  const steps = read(
    [opens('/data/a', 3), opens('/data/b', 4), `7  unlink("${hex('/data/b')}") = 0`],
    [
      opens('/data/a', 4),
      `7  pwrite64(4<${hex('/data/a')}>, "${hex('1')}", 1, 0) = 1`,
      opens('/data/b', 5),
      opens('/data/a', 6, 'O_WRONLY|O_CREAT|O_TRUNC'),
    ],
  );
  expect(steps.slice(3)).toEqual([
    { kind: 'write', file: 1, offset: 0, bytes: bytes('1') },
    { kind: 'name', path: 'b', file: 3 },
    { kind: 'resize', file: 1, size: 0 },
  ]);
});

test('A call that changes the folder in a way that is not known stops the reading', () => {
  expect(() => read([`7  rename("${hex('/data/a')}", "${hex('/data/b')}") = 0`])).toThrow(
    'Nothing is known of the call rename on /data/a',
  );
});
