import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from '@jest/globals';

/** Time until which a state must come true, in milliseconds; it ends before jest's own limit, which says nothing. */
export const ANSWER_WITHIN_MS = 60_000;

/** Reads again and again until what is read equals what is expected: a busy machine shows late what was asked for. */
export async function expectSoon(read: () => unknown, expected: unknown): Promise<void> {
  const deadline = performance.now() + ANSWER_WITHIN_MS;
  for (;;) {
    const found = await read();
    try {
      expect(found).toEqual(expected);
      return;
    } catch (mistake) {
      if (performance.now() > deadline) throw mistake;
    }
    await sleep(50);
  }
}
