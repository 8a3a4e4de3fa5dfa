import { setTimeout as sleep } from 'node:timers/promises';
import type { Changes } from '../ledger/database/changes.js';
import { Alarm } from './alarm.js';

/** Minimum time between two reads of the database; commits in between are read together. */
const PAUSE_MS = 100;
/** Maximum time between two reads, because commits of other processes wake no reader in this one. */
const LOOK_MS = 15_000;

/**
 * Paces a reader of the database: a turn at once, then one after each change of a watched topic, until the signal is
 * aborted. Changes that come while the reader is busy become a single turn, so nothing queues up behind a slow one.
 */
export class Turns {
  readonly #alarm = new Alarm();
  #lookedAt = -Infinity;

  /** @param topics Topics of `Changes` to watch; undefined for every commit. */
  constructor(
    changes: Changes,
    topics: readonly string[] | undefined,
    private readonly signal: AbortSignal,
    private readonly lookMs = LOOK_MS,
  ) {
    this.#alarm.raise();
    if (signal.aborted) return;
    const { raise } = this.#alarm;
    const unwatch = topics ? changes.watch(topics, raise) : changes.watchAll(raise);
    signal.addEventListener('abort', unwatch, { once: true });
    signal.addEventListener('abort', raise, { once: true });
  }

  /** @returns False when the signal is aborted. */
  async next(): Promise<boolean> {
    await this.#alarm.next(this.lookMs);
    const pause = this.#lookedAt + PAUSE_MS - performance.now();
    if (pause > 0 && !this.signal.aborted) await sleep(pause, undefined, { ref: false });
    this.#alarm.reset();
    this.#lookedAt = performance.now();
    return !this.signal.aborted;
  }

  /** Makes the next turn come without waiting for a change, because this one has not read everything. */
  more(): void {
    this.#alarm.raise();
  }
}
