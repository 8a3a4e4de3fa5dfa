import type { Snapshot } from '../../ledger/database/snapshot.js';

/** Remembers what was read on a snapshot, where it never changes, for all figures that are made of it. */
export class OnceASnapshot<Result> {
  readonly #read = new WeakMap<Snapshot, Map<string, Promise<Result>>>();

  /** @param name Tells results apart that are read on one snapshot. */
  async get(snapshot: Snapshot, name: string, read: () => Promise<Result>): Promise<Result> {
    const known = this.#read.get(snapshot) ?? new Map<string, Promise<Result>>();
    this.#read.set(snapshot, known);
    const result = known.get(name) ?? read();
    known.set(name, result);
    return result;
  }
}
