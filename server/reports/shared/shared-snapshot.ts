import { setImmediate as nextTurn } from 'node:timers/promises';
import type { EntityManager } from '@mikro-orm/core';
import { readSnapshot, type Snapshot } from '../../ledger/database/snapshot.js';

interface Waiting {
  readonly read: (snapshot: Snapshot) => Promise<unknown>;
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Gathers the reads of one turn of the event loop and runs them on one snapshot, so that figures shown side by side
 * agree while the ledger moves on. A read that fails does not affect the others.
 */
export class SharedSnapshot {
  #waiting: Waiting[] = [];

  constructor(private readonly reader: EntityManager) {}

  async read<Result>(read: (snapshot: Snapshot) => Promise<Result>): Promise<Result> {
    return new Promise<Result>((resolve, reject) => {
      this.#waiting.push({ read, resolve: (result) => resolve(result as Result), reject });
      if (this.#waiting.length === 1) void this.#readAll();
    });
  }

  /** Runs the waiting reads. Never throws: an error rejects the promises of the callers. */
  async #readAll(): Promise<void> {
    await nextTurn();
    const waiting = this.#waiting;
    this.#waiting = [];
    try {
      await readSnapshot(this.reader, async (snapshot) => {
        for (const { read, resolve, reject } of waiting) await read(snapshot).then(resolve, reject);
      });
    } catch (error) {
      // Has no effect on promises that are settled already.
      for (const { reject } of waiting) reject(error);
    }
  }
}
