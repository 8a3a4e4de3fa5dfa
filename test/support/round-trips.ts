import { Worker } from 'node:worker_threads';
import { jest } from '@jest/globals';
import { onCleanup } from './ledger.js';
import { sqlOf } from './statements.js';

/** Statements that were sent to the thread of a database, message by message. */
export interface Sent {
  readonly messages: readonly (readonly string[])[];
  /** Statements none of which waited for an answer to another one. */
  readonly trips: readonly (readonly string[])[];
}

/**
 * Records what this process sends to the threads of its databases, from now on. A round trip begins with a message that is sent
 * while no answer is outstanding. Only for one thread at a time.
 */
export function recordSent(): Sent {
  const messages: string[][] = [];
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
    messages.push(sqlOf(message));
    trips.at(-1)?.push(...sqlOf(message));
    send.call(this, message);
  });
  onCleanup(() => spy.mockRestore());
  return { messages, trips };
}
