import { expect, test } from '@jest/globals';
import { Load, type LoadLimits } from '../../../server/http/limits/load.js';

const LIMITS: LoadLimits = { burst: 10, waitMs: 1_000, pauseMs: 0 };
const FRESH = { waited: false };

/** A load with a clock that only the test moves. */
function newLoad() {
  const clock = { ms: 0 };
  return { load: new Load(LIMITS, () => clock.ms), clock };
}

/** Answers so many requests one after the other, each in the given time. */
function answerInTurn({ load, clock }: ReturnType<typeof newLoad>, count: number, ms: number): void {
  for (let index = 0; index < count; index += 1) {
    load.begin();
    clock.ms += ms;
    load.end(true);
  }
}

/** Lets requests begin until there are too many. @returns The number that there is then. */
function fill(load: Load, request = FRESH): number {
  while (!load.isTooHighFor(request)) load.begin();
  return load.underWay;
}

test('A server that has answered nothing yet takes a burst', () => {
  expect(fill(newLoad().load)).toBe(10);
});

test('A fast server takes as many as it answers while one may wait', () => {
  const served = newLoad();
  answerInTurn(served, 1_000, 10);
  expect(fill(served.load)).toBe(100);
});

test('A slow server takes a burst all the same', () => {
  const served = newLoad();
  answerInTurn(served, 20, 500);
  expect(fill(served.load)).toBe(10);
});

test('Time in which nobody asks says nothing of the pace', () => {
  const served = newLoad();
  for (let index = 0; index < 1_000; index += 1) {
    answerInTurn(served, 1, 10);
    served.clock.ms += 10_000;
  }
  expect(fill(served.load)).toBe(100);
});

test('Requests whose clients have hung up make room, and say nothing of the pace', () => {
  const { load, clock } = newLoad();
  for (let index = 0; index < 1_000; index += 1) {
    load.begin();
    clock.ms += 1;
    load.end(index % 10 === 0);
  }
  expect(load.underWay).toBe(0);
  expect(fill(load)).toBe(100);
});

test('A server that becomes slower takes fewer, and one that becomes faster more', () => {
  const served = newLoad();
  answerInTurn(served, 1_000, 10);
  answerInTurn(served, 1_000, 50);
  const few = fill(served.load);
  expect([20, 21]).toContain(few);
  for (let index = 0; index < few; index += 1) served.load.end(false);
  answerInTurn(served, 10_000, 5);
  expect([200, 201]).toContain(fill(served.load));
});

test('Who was kept waiting finds room only where half of it is left', () => {
  const served = newLoad();
  answerInTurn(served, 1_000, 10);
  expect(fill(served.load, { waited: true })).toBe(50);
  expect(fill(served.load)).toBe(100);
});
