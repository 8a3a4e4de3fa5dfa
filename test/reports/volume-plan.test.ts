import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { planVolumes } from '../../server/reports/volume-plan.js';

const HOUR = 3_600_000;

describe('The plan for reading a volume', () => {
  test('When nothing is rolled up, everything is read live', () => {
    expect(planVolumes({ from: 1, to: 9 * HOUR }, null)).toEqual({
      rolled: null,
      live: [{ from: 1, to: 9 * HOUR }],
    });
  });

  test('When the range ends before the mark, its partial hours are read live and those between from the roll-up', () => {
    expect(planVolumes({ from: 1, to: 5 * HOUR + 7 }, 9 * HOUR)).toEqual({
      rolled: { from: HOUR, to: 5 * HOUR },
      live: [
        { from: 1, to: HOUR },
        { from: 5 * HOUR, to: 5 * HOUR + 7 },
      ],
    });
  });

  test('When the range reaches beyond a mark inside an hour, that hour is read up to the mark and live from it', () => {
    expect(planVolumes({ from: HOUR, to: 5 * HOUR + 7 }, 5 * HOUR + 3)).toEqual({
      rolled: { from: HOUR, to: 6 * HOUR },
      live: [{ from: 5 * HOUR + 3, to: 5 * HOUR + 7 }],
    });
  });

  test('Every moment inside the range is counted once and no other, wherever the mark is', () => {
    // Times close to the borders of a few hours are where mistakes would be.
    const time = fc
      .tuple(fc.integer({ min: -3, max: 3 }), fc.integer({ min: -2, max: 2 }))
      .map(([hour, offset]) => hour * HOUR + offset);
    fc.assert(
      fc.property(
        time,
        time,
        fc.option(time),
        fc.array(time, { minLength: 20 }),
        (one, other, mark, moments) => {
          const span = { from: Math.min(one, other), to: Math.max(one, other) };
          const plan = planVolumes(span, mark);
          for (const at of moments) {
            const hour = Math.floor(at / HOUR) * HOUR;
            const rolled =
              plan.rolled !== null &&
              mark !== null &&
              at < mark &&
              hour >= plan.rolled.from &&
              hour < plan.rolled.to;
            const live = plan.live.filter(({ from, to }) => at >= from && at < to).length;
            expect(Number(rolled) + live).toBe(at >= span.from && at < span.to ? 1 : 0);
          }
        },
      ),
      { numRuns: 2_000 },
    );
  });
});
