import { setImmediate as nextTurn } from 'node:timers/promises';
import type { EntityManager } from '@mikro-orm/core';
import { readSnapshot, type Snapshot } from '../../ledger/database/snapshot.js';

interface Waiting {
  readonly read: (snapshot: Snapshot) => Promise<unknown>;
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Gathers what is asked for in one turn of the event loop and reads it from one snapshot, so that figures shown side by
 * side agree with each other while the ledger moves on. One read that fails leaves the others alone.
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

  /** Never throws: whatever goes wrong is the answer to those who wait. */
  async #readAll(): Promise<void> {
    await nextTurn();
    const waiting = this.#waiting;
    this.#waiting = [];
    try {
      await readSnapshot(this.reader, async (snapshot) => {
        for (const { read, resolve, reject } of waiting) await read(snapshot).then(resolve, reject);
      });
    } catch (error) {
      // Those who have their answer already do not hear this one.
      for (const { reject } of waiting) reject(error);
    }
  }
}
