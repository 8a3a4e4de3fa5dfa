import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { planVolumes } from '../../../server/reports/volumes/volume-plan.js';

const HOUR = 3_600_000;

describe('The plan for reading a volume', () => {
  test('When nothing is rolled up, everything is read live', () => {
    expect(planVolumes({ from: 1, to: 9 * HOUR }, null)).toEqual({
      rolled: [],
      live: [{ from: 1, to: 9 * HOUR }],
    });
  });

  test('When the range ends before the mark, its partial hours are read live and those between from the roll-up', () => {
    expect(planVolumes({ from: 1, to: 5 * HOUR + 7 }, 9 * HOUR)).toEqual({
      rolled: [{ from: HOUR, to: 5 * HOUR }],
      live: [
        { from: 1, to: HOUR },
        { from: 5 * HOUR, to: 5 * HOUR + 7 },
      ],
    });
  });

  test('When the range reaches beyond a mark inside an hour, that hour is read up to the mark and live from it', () => {
    expect(planVolumes({ from: HOUR, to: 5 * HOUR + 7 }, 5 * HOUR + 3)).toEqual({
      rolled: [{ from: HOUR, to: 6 * HOUR }],
      live: [{ from: 5 * HOUR + 3, to: 5 * HOUR + 7 }],
    });
  });

  test('An hour with a cut inside is read live, and where all are it is one stretch', () => {
    expect(planVolumes({ from: 0, to: 5 * HOUR }, 9 * HOUR, [HOUR, 2 * HOUR + 5])).toEqual({
      rolled: [
        { from: 0, to: 2 * HOUR },
        { from: 3 * HOUR, to: 5 * HOUR },
      ],
      live: [{ from: 2 * HOUR, to: 3 * HOUR }],
    });
    expect(planVolumes({ from: 5, to: 3 * HOUR }, 9 * HOUR, [HOUR + 5, 2 * HOUR + 5])).toEqual({
      rolled: [],
      live: [{ from: 5, to: 3 * HOUR }],
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
        fc.array(time, { maxLength: 3 }),
        (one, other, mark, moments, cuts) => {
          const span = { from: Math.min(one, other), to: Math.max(one, other) };
          const plan = planVolumes(
            span,
            mark,
            cuts.toSorted((a, b) => a - b),
          );
          for (const at of moments) {
            const hour = Math.floor(at / HOUR) * HOUR;
            const read = plan.rolled.filter(({ from, to }) => hour >= from && hour < to).length;
            const rolled = mark !== null && at < mark ? read : 0;
            // An hour with a cut in it is never read as one.
            if (cuts.some((cut) => cut > hour && cut < hour + HOUR && hour < span.to && hour >= span.from)) {
              expect(read).toBe(0);
            }
            const live = plan.live.filter(({ from, to }) => at >= from && at < to).length;
            expect(rolled + live).toBe(at >= span.from && at < span.to ? 1 : 0);
          }
        },
      ),
      { numRuns: 2_000 },
    );
  });
});
