import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from '@jest/globals';

/** What has not come true by then never will; said before jest gives up without a word. */
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
