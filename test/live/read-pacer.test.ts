import { setImmediate as turnOfLoop } from 'node:timers/promises';
import { describe, expect, test } from '@jest/globals';
import { Changes } from '../../server/ledger/database/changes.js';
import { ReadPacer } from '../../server/live/read-pacer.js';

/** Counts reads until it is stopped. */
function counting(changes: Changes, topics: readonly string[] | undefined, lookMs?: number) {
  const controller = new AbortController();
  const pacer = new ReadPacer(changes, topics, controller.signal, lookMs);
  const counted = { reads: 0 };
  const done = (async () => {
    while (await pacer.next()) counted.reads += 1;
  })();
  return { counted, done, stop: () => controller.abort() };
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await turnOfLoop();
}

describe('Paced reads', () => {
  test('come at once, and then for changes of what is watched', async () => {
    const changes = new Changes();
    const { counted, done, stop } = counting(changes, ['a', 'b']);
    await until(() => counted.reads === 1);
    changes.publish(['c']);
    changes.publish(['b']);
    await until(() => counted.reads === 2);

    stop();
    await done;

    expect(counted.reads).toBe(2);
  });

  test('are few, however many changes there are', async () => {
    const changes = new Changes();
    const { counted, done, stop } = counting(changes, undefined);
    const startedAt = performance.now();
    const elapsedMs = () => performance.now() - startedAt;
    let published = 0;
    while (elapsedMs() < 450 || published < 100) {
      changes.publish(['a']);
      published += 1;
      await turnOfLoop();
    }
    stop();
    await done;

    // One at once, and one more in each tenth of a second; a timer may be a little early.
    expect(counted.reads).toBeLessThanOrEqual(2 + elapsedMs() / 98);
  });

  test('come by themselves where nothing tells of a change', async () => {
    const { counted, done, stop } = counting(new Changes(), ['a'], 10);
    await until(() => counted.reads === 3);
    stop();
    await done;

    expect(counted.reads).toBe(3);
  });

  test('leave nothing behind when they end', async () => {
    const changes = new Changes();
    const woken: string[] = [];
    const unwatch = changes.watch(['a'], () => woken.push('a'));
    const { done, stop } = counting(changes, ['a']);
    stop();
    await done;
    changes.publish(['a']);
    unwatch();
    changes.publish(['a']);

    expect(woken).toEqual(['a']);
    expect(changes.version).toBe(2);
  });
});
