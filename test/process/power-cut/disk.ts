import { dirname } from 'node:path';
import type { Step } from './trace.js';

/** Part of a file that a disk writes whole or not at all. */
export const SECTOR_BYTES = 512;

type FileChange = { readonly step: number } & (
  Extract<Step, { kind: 'write' }> | Extract<Step, { kind: 'resize' }>
);
type NameChange = { readonly step: number } & (
  Extract<Step, { kind: 'name' }> | Extract<Step, { kind: 'unname' }>
);

/** A change that no flush has put on the disk yet. */
export type Pending = FileChange | NameChange;

/**
 * The part of a change that a power cut leaves: all of it, nothing, room for it with nothing but zeros where the file was shorter, or some
 * sectors of the file.
 */
export type Left = 'all' | 'nothing' | 'room' | ((sector: number) => boolean);

/** A disk that recorded steps are taken on: what is on it for certain, and what may be there or not. */
export class Disk {
  readonly #files = new Map<number, Image>();
  readonly #names = new Map<string, number | undefined>();
  #pending: Pending[] = [];
  #steps = 0;

  take(step: Step): void {
    const number = this.#steps;
    this.#steps += 1;
    if (step.kind === 'flush') {
      this.#settle(
        step.covers,
        (change) => 'file' in change && change.kind !== 'name' && change.file === step.file,
      );
    } else if (step.kind === 'flushNames') {
      this.#settle(step.covers, (change) => 'path' in change && dirname(change.path) === step.folder);
    } else if (step.kind !== 'say') {
      this.#pending.push({ ...step, step: number });
    }
  }

  get pending(): readonly Pending[] {
    return this.#pending;
  }

  /** Files by their paths, as somebody finds them after the power was cut. */
  after(left: (change: Pending, index: number) => Left): Map<string, Buffer> {
    const names = new Map(this.#names);
    const touched = new Map<number, [FileChange, Left][]>();
    this.#pending.forEach((change, index) => {
      const what = left(change, index);
      if (what === 'nothing') return;
      if (change.kind === 'name' || change.kind === 'unname') apply(names, change);
      else touched.set(change.file, [...(touched.get(change.file) ?? []), [change, what]]);
    });
    const found = new Map<string, Buffer>();
    for (const [path, file] of names) {
      if (file === undefined || !isReachable(path, names)) continue;
      const image = new Image(this.#files.get(file)?.bytes);
      for (const [change, what] of touched.get(file) ?? []) image.change(change, what);
      found.set(path, image.bytes);
    }
    return found;
  }

  #settle(covers: number, isMeant: (change: Pending) => boolean): void {
    this.#pending = this.#pending.filter((change) => {
      if (change.step >= covers || !isMeant(change)) return true;
      if (change.kind === 'name' || change.kind === 'unname') apply(this.#names, change);
      else this.#imageOf(change.file).change(change, 'all');
      return false;
    });
  }

  #imageOf(file: number): Image {
    const image = this.#files.get(file) ?? new Image();
    this.#files.set(file, image);
    return image;
  }
}

function apply(names: Map<string, number | undefined>, change: NameChange): void {
  if (change.kind === 'name') names.set(change.path, change.file);
  else names.delete(change.path);
}

/** False for what is in a folder that has no name itself. */
function isReachable(path: string, names: ReadonlyMap<string, unknown>): boolean {
  const folder = dirname(path);
  return folder === '.' || (names.has(folder) && isReachable(folder, names));
}

/** The bytes of a file, which can be written to anywhere. */
class Image {
  #room: Buffer;
  #size: number;

  constructor(bytes: Buffer = Buffer.alloc(0)) {
    this.#room = Buffer.from(bytes);
    this.#size = bytes.length;
  }

  get bytes(): Buffer {
    return this.#room.subarray(0, this.#size);
  }

  change(change: FileChange, left: Left): void {
    if (left === 'nothing') return;
    if (change.kind === 'resize') {
      this.#room.fill(0, change.size);
      this.#resize(change.size);
    } else if (left !== 'all' && left !== 'room') {
      this.#tear(change.offset, change.bytes, left);
    } else {
      this.#resize(Math.max(this.#size, change.offset + change.bytes.length));
      if (left === 'all') change.bytes.copy(this.#room, change.offset);
    }
  }

  #tear(offset: number, bytes: Buffer, isLeft: (sector: number) => boolean): void {
    const end = offset + bytes.length;
    for (let at = offset; at < end;) {
      const sector = Math.floor(at / SECTOR_BYTES);
      const next = Math.min(end, (sector + 1) * SECTOR_BYTES);
      if (isLeft(sector)) {
        this.#resize(Math.max(this.#size, next));
        bytes.copy(this.#room, at, at - offset, next - offset);
      }
      at = next;
    }
  }

  #resize(size: number): void {
    if (size > this.#room.length) {
      this.#room = Buffer.concat([this.#room], Math.max(size, this.#room.length * 2));
    }
    this.#size = size;
  }
}
