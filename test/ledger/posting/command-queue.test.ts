import { expect, test } from '@jest/globals';
import type { Queued } from '../../../server/ledger/model/command.js';
import { patientCaller } from '../../../server/ledger/model/caller.js';
import { CommandQueue, type Waiting } from '../../../server/ledger/posting/command-queue.js';
import { batchOf, depositTo, item } from '../../support/commands.js';

const WALLET = { id: 'w', ownerId: 'o', currency: 'KES' } as const;

function waitingFor(command: Queued): Waiting {
  const accepted = { command, claim: undefined, acceptedAt: new Date(0) };
  return { accepted, caller: patientCaller, resolve: () => undefined, reject: () => undefined };
}

function batchWith(items: number): Waiting {
  const transfers = Array.from({ length: items }, () => item(WALLET, { walletId: 'x' }, 1));
  return waitingFor({ ...batchOf(WALLET, 'ATOMIC', transfers), contentDigest: 'd' });
}

const deposit = waitingFor(depositTo(WALLET, 1));

/** A queue with a pace: so many seconds for a unit of work. */
function queueThatTakes(seconds: number): CommandQueue {
  const queue = new CommandQueue();
  queue.learn(Array<Waiting>(256).fill(deposit), seconds);
  return queue;
}

/** Adds until it is refused. @returns The number that waits then. */
function fill(queue: CommandQueue, waiting: Waiting, max = 20_000): number {
  try {
    for (let count = 0; count < max; count += 1) queue.add(waiting);
  } catch (error) {
    expect(error).toMatchObject({
      code: 'UNAVAILABLE',
      message: 'The ledger has too much to do; nothing happened',
    });
  }
  return queue.length;
}

test('When it is known how long a transaction takes, then as many wait as are done in two seconds', () => {
  // 256 in a quarter of a second.
  expect(fill(queueThatTakes(0.25), deposit)).toBe(2_049);
});

test('When transactions take long, then a burst waits all the same', () => {
  expect(fill(queueThatTakes(30), deposit)).toBe(513);
});

test('When nothing is known yet, then the number of commands is the bound', () => {
  expect(fill(new CommandQueue(), deposit)).toBe(10_000);
});

test('When units of work become faster, then more may wait', () => {
  const queue = queueThatTakes(30);
  for (let count = 0; count < 100; count += 1) queue.learn(Array<Waiting>(256).fill(deposit), 0.25);
  const length = fill(queue, deposit);
  expect([2_048, 2_049]).toContain(length);
});

test('When units of work are small, then they say nothing of a long queue', () => {
  const queue = queueThatTakes(0.25);
  for (let count = 0; count < 100; count += 1) queue.learn([deposit], 30);
  expect(fill(queue, deposit)).toBe(2_049);
});

test('When batches wait, then each of their transfers counts, and one that is taken makes room', () => {
  const queue = queueThatTakes(0.25);
  expect(fill(queue, batchWith(1_000))).toBe(3);
  expect(queue.next()).toHaveLength(1);
  queue.add(batchWith(1_000));
  expect(queue.length).toBe(3);
});
