import { setTimeout as sleep } from 'node:timers/promises';
import type { Changes } from '../ledger/database/changes.js';
import { Alarm } from './alarm.js';

/** The least time from one look at the database to the next: what is committed meanwhile is read together. */
const PAUSE_MS = 100;
/** Commits of other processes wake nobody here, so everybody also looks by themselves this often. */
const LOOK_MS = 15_000;

/**
 * When to look at the database: at once, then whenever something that is watched has changed, until the signal is aborted.
 * Whoever takes the turns does so when they are ready; the changes that they had no time for are one turn, kept nowhere.
 */
export class Turns {
  readonly #alarm = new Alarm();
  #lookedAt = -Infinity;

  /** @param topics Those of `Changes`; without them every commit counts. */
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

  /** @returns False when it is over. */
  async next(): Promise<boolean> {
    await this.#alarm.next(this.lookMs);
    const pause = this.#lookedAt + PAUSE_MS - performance.now();
    if (pause > 0 && !this.signal.aborted) await sleep(pause, undefined, { ref: false });
    this.#alarm.reset();
    this.#lookedAt = performance.now();
    return !this.signal.aborted;
  }

  /** There is more than was read in this turn: the next one comes without waiting for a change. */
  more(): void {
    this.#alarm.raise();
  }
}
