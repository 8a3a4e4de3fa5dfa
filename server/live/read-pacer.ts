import { setTimeout as sleep } from 'node:timers/promises';
import type { Changes } from '../ledger/database/changes.js';
import { ManualResetEvent } from './manual-reset-event.js';

/** Minimum time between two reads of the database; commits in between are read together. */
const PAUSE_MS = 100;
/** Maximum time between two reads, because commits of other processes wake no reader in this one. */
const LOOK_MS = 15_000;

/**
 * Paces a reader of the database: one read at once, then one after each change of a watched topic, until the signal is
 * aborted. Changes that come while the reader is busy lead to a single read, so nothing queues up behind a slow one.
 */
export class ReadPacer {
  readonly #wanted = new ManualResetEvent();
  #lookedAt = -Infinity;

  /** @param topics Topics of `Changes` to watch; undefined for every commit. */
  constructor(
    changes: Changes,
    topics: readonly string[] | undefined,
    private readonly signal: AbortSignal,
    private readonly lookMs = LOOK_MS,
  ) {
    this.#wanted.set();
    if (signal.aborted) return;
    const { set } = this.#wanted;
    const unwatch = topics ? changes.watch(topics, set) : changes.watchAll(set);
    signal.addEventListener('abort', unwatch, { once: true });
    signal.addEventListener('abort', set, { once: true });
  }

  /** Resolves when it is time for the next read. @returns False when the signal is aborted. */
  async next(): Promise<boolean> {
    await this.#wanted.wait(this.lookMs);
    const pause = this.#lookedAt + PAUSE_MS - performance.now();
    if (pause > 0 && !this.signal.aborted) await sleep(pause, undefined, { ref: false });
    this.#wanted.reset();
    this.#lookedAt = performance.now();
    return !this.signal.aborted;
  }

  /** Makes the next read come without waiting for a change, because the last one has not read everything. */
  more(): void {
    this.#wanted.set();
  }
}
