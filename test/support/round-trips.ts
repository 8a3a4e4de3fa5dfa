import { Worker } from 'node:worker_threads';
import { jest } from '@jest/globals';
import { onCleanup } from './ledger.js';

/** Statements that a thread was sent together: none of them waited for an answer to another one. */
export type RoundTrip = readonly string[];

/**
 * Records what this process sends to the threads of its databases, from now on, by round trips: one begins with a message that is
 * sent while no answer is outstanding. Only for one thread at a time.
 */
export function recordRoundTrips(): RoundTrip[] {
  const trips: string[][] = [];
  const heard = new WeakSet<Worker>();
  let outstanding = 0;
  const send = Reflect.get<Worker, 'postMessage'>(Worker.prototype, 'postMessage');
  const spy = jest.spyOn(Worker.prototype, 'postMessage').mockImplementation(function (
    this: Worker,
    message: unknown,
  ) {
    if (!heard.has(this)) {
      heard.add(this);
      this.on('message', () => (outstanding -= 1));
    }
    if (outstanding === 0) trips.push([]);
    outstanding += 1;
    const { sql = String(message) } = Object(message) as { sql?: string };
    trips.at(-1)?.push(sql);
    send.call(this, message);
  });
  onCleanup(() => spy.mockRestore());
  return trips;
}
