/** One thing that a process did to a disk, or said to a client. Files go by a number, because a name may pass to another one. */
export type Step =
  | { readonly kind: 'write'; readonly file: number; readonly offset: number; readonly bytes: Buffer }
  | { readonly kind: 'resize'; readonly file: number; readonly size: number }
  /** Puts what was done to the file in the first so many steps on the disk. */
  | { readonly kind: 'flush'; readonly file: number; readonly covers: number }
  /** The name of a file, or of a folder where there is no number. */
  | { readonly kind: 'name'; readonly path: string; readonly file: number | undefined }
  | { readonly kind: 'unname'; readonly path: string }
  /** The same for the names in a folder. */
  | { readonly kind: 'flushNames'; readonly folder: string; readonly covers: number }
  | { readonly kind: 'say'; readonly text: string };

/** Calls that have to be recorded. Of these, one that touches the folder and that nothing is known of here is a mistake. */
export const TRACED_CALLS = [
  ...['open', 'openat', 'openat2', 'creat', 'close', 'write', 'writev', 'pwrite64', 'pwritev', 'pwritev2'],
  ...['fsync', 'fdatasync', 'sync_file_range', 'ftruncate', 'truncate', 'fallocate', 'unlink', 'unlinkat'],
  ...['rename', 'renameat', 'renameat2', 'link', 'linkat', 'mkdir', 'mkdirat', 'rmdir', 'copy_file_range'],
];

const CALL = /^(\w+)\((.*)\)\s+= (-?\d+)/s;
/** strace writes all texts as bytes in hex, so that neither quotes nor commas are in them. */
const TEXT = /"((?:\\x[0-9a-f]{2})*)"/g;
const DESCRIPTOR = /^(\d+)/;
/** A descriptor whose name begins with `socket:`. */
const SOCKET = /^\d+<(socket:|\\x73\\x6f\\x63\\x6b\\x65\\x74\\x3a)/;

interface OpenFile {
  readonly file: number;
  /** Offset of the next `write`. */
  at: number;
}

/**
 * Reads what `strace -f -y -xx` wrote of one process after the other, as far as it concerns a folder and what is in it.
 * Writes and answers count from when they begin, and a flush from when it has ended, for what was written before it began.
 */
export class TraceReader {
  readonly steps: Step[] = [];
  readonly #files = new Map<string, number>();
  readonly #folders: Set<string>;
  readonly #open = new Map<number, OpenFile>();
  readonly #openFolders = new Map<number, string>();
  /** Calls that have begun, by their thread. */
  readonly #begun = new Map<
    string,
    { readonly text: string; readonly covers: number; readonly done: boolean }
  >();
  #lastFile = 0;

  constructor(private readonly root: string) {
    this.#folders = new Set([root]);
  }

  read(trace: string): void {
    this.#open.clear();
    this.#openFolders.clear();
    this.#begun.clear();
    for (const line of trace.split('\n')) this.#line(line);
  }

  #line(line: string): void {
    const [, thread = '', rest = ''] = /^(\d+)\s+(.*)$/s.exec(line) ?? [];
    const resumed = /^<\.\.\. \w+ resumed>(.*)$/s.exec(rest);
    if (resumed) {
      const begun = this.#begun.get(thread);
      this.#begun.delete(thread);
      if (begun && !begun.done) this.#call(begun.text + (resumed[1] ?? ''), begun.covers);
      return;
    }
    const unfinished = /^(.*) <unfinished \.\.\.>$/s.exec(rest);
    if (!unfinished) {
      this.#call(rest, this.steps.length);
      return;
    }
    const [, text = ''] = unfinished;
    // The effect of such a call may be seen before it returns, and it is told whole when it begins.
    const done = /^(write|writev|pwrite64|close)\(/.test(text);
    this.#begun.set(thread, { text, covers: this.steps.length, done });
    if (done) this.#call(`${text}) = 0`, this.steps.length);
  }

  #call(text: string, covers: number): void {
    const [, name = '', args = '', result = ''] = CALL.exec(text) ?? [];
    if (name === '' || Number(result) < 0) return;
    const fd = Number(DESCRIPTOR.exec(args)?.[1]);
    const opened = this.#open.get(fd);
    const path = /^(AT_FDCWD<[^>]*>, )?"/.test(args) ? firstText(args) : '';
    const here = path === this.root || path.startsWith(`${this.root}/`);
    switch (name) {
      case 'open':
      case 'openat':
        if (here) this.#opening(path, args, Number(result));
        return;
      case 'close':
        this.#open.delete(fd);
        this.#openFolders.delete(fd);
        return;
      case 'write':
      case 'pwrite64':
      case 'writev':
        this.#write(fd, args, name);
        return;
      case 'ftruncate':
        if (opened) this.steps.push({ kind: 'resize', file: opened.file, size: lastNumber(args) });
        return;
      case 'fsync':
      case 'fdatasync':
        this.#flush(fd, covers);
        return;
      case 'mkdir':
        if (here) this.#folders.add(path);
        if (here && path !== this.root)
          this.steps.push({ kind: 'name', path: this.#local(path), file: undefined });
        return;
      case 'unlink':
        if (here) this.steps.push({ kind: 'unname', path: this.#local(path) });
        this.#files.delete(path);
        return;
      case 'link': {
        const file = this.#files.get(path);
        if (here && file !== undefined) this.#name(firstText(args.slice(args.indexOf(', '))), file);
        return;
      }
      default:
        if (here || opened) throw new Error(`Nothing is known of the call ${name} on ${path || String(fd)}`);
    }
  }

  #opening(path: string, args: string, fd: number): void {
    if (this.#folders.has(path)) {
      this.#openFolders.set(fd, path);
      return;
    }
    let file = this.#files.get(path);
    const isNew = file === undefined;
    file ??= this.#lastFile += 1;
    if (isNew) this.#name(path, file);
    else if (args.includes('O_TRUNC')) this.steps.push({ kind: 'resize', file, size: 0 });
    this.#open.set(fd, { file, at: 0 });
  }

  #name(path: string, file: number): void {
    this.#files.set(path, file);
    this.steps.push({ kind: 'name', path: this.#local(path), file });
  }

  #write(fd: number, args: string, call: 'write' | 'writev' | 'pwrite64'): void {
    const opened = this.#open.get(fd);
    const [bytes] = textsIn(args);
    if (opened && bytes) {
      const offset = call === 'pwrite64' ? lastNumber(args) : opened.at;
      if (call !== 'pwrite64') opened.at += bytes.length;
      this.steps.push({ kind: 'write', file: opened.file, offset, bytes });
    } else if (SOCKET.test(args)) {
      this.steps.push({ kind: 'say', text: Buffer.concat(textsIn(args)).toString('utf8') });
    }
  }

  #flush(fd: number, covers: number): void {
    const opened = this.#open.get(fd);
    const folder = this.#openFolders.get(fd);
    if (opened) this.steps.push({ kind: 'flush', file: opened.file, covers });
    else if (folder !== undefined)
      this.steps.push({ kind: 'flushNames', folder: this.#local(folder), covers });
  }

  /** The path from the folder on. */
  #local(path: string): string {
    return path === this.root ? '.' : path.slice(this.root.length + 1);
  }
}

function textsIn(args: string): Buffer[] {
  return [...args.matchAll(TEXT)].map(([, text = '']) => Buffer.from(text.replaceAll('\\x', ''), 'hex'));
}

function firstText(args: string): string {
  return textsIn(args)[0]?.toString('utf8') ?? '';
}

function lastNumber(args: string): number {
  return Number(args.slice(args.lastIndexOf(', ') + 2));
}
