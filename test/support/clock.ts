import type { Clock } from '../../server/ledger/model/clock.js';

/** A clock that stands still until the test moves it, forwards or back. */
export class SettableClock implements Clock {
  #nowMs: number;

  constructor(start = '2026-01-15T09:00:00.000Z') {
    this.#nowMs = Date.parse(start);
  }

  now(): Date {
    return new Date(this.#nowMs);
  }

  advance(milliseconds: number): void {
    this.#nowMs += milliseconds;
  }
}
