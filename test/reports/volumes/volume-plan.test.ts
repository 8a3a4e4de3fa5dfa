import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { planVolumes } from '../../../server/reports/volumes/volume-plan.js';

const HOUR = 3_600_000;
const HALF = HOUR / 2;

describe('The plan for reading a volume', () => {
  test('Whole hours are read from their totals', () => {
    expect(planVolumes({ from: HOUR, to: 5 * HOUR }, 9 * HOUR)).toEqual({
      hours: [{ from: HOUR, to: 5 * HOUR }],
      parts: [],
      rows: [],
    });
  });

  test('The hour that is still open is read from its total alone, because nothing was posted after now', () => {
    const now = 5 * HOUR + HALF;
    for (const newest of [now, now - 1, 4 * HOUR]) {
      expect(planVolumes({ from: 5 * HOUR, to: now + 1 }, newest)).toEqual({
        hours: [{ from: 5 * HOUR, to: 6 * HOUR }],
        parts: [],
        rows: [],
      });
    }
  });

  test('What was posted since is taken from the total of the open hour', () => {
    const now = 5 * HOUR + HALF;
    expect(planVolumes({ from: 4 * HOUR, to: now }, now + 20)).toEqual({
      hours: [{ from: 4 * HOUR, to: 5 * HOUR }],
      parts: [{ hour: 5 * HOUR, from: 5 * HOUR, without: [{ from: now, to: now + 21 }] }],
      rows: [],
    });
  });

  test('Of an hour at an end, the shorter part is read row by row', () => {
    expect(planVolumes({ from: 9, to: 5 * HOUR + 7 }, 9 * HOUR)).toEqual({
      hours: [{ from: HOUR, to: 5 * HOUR }],
      parts: [{ hour: 0, from: 9, without: [{ from: 0, to: 9 }] }],
      rows: [{ from: 5 * HOUR, to: 5 * HOUR + 7 }],
    });
    expect(planVolumes({ from: 9, to: HOUR - 7 }, 9 * HOUR)).toEqual({
      hours: [],
      parts: [
        {
          hour: 0,
          from: 9,
          without: [
            { from: 0, to: 9 },
            { from: HOUR - 7, to: HOUR },
          ],
        },
      ],
      rows: [],
    });
  });

  test('An hour with a cut inside is read row by row, and where all have one it is one stretch', () => {
    expect(planVolumes({ from: 0, to: 5 * HOUR }, 9 * HOUR, [HOUR, 2 * HOUR + 5])).toEqual({
      hours: [
        { from: 0, to: 2 * HOUR },
        { from: 3 * HOUR, to: 5 * HOUR },
      ],
      parts: [],
      rows: [{ from: 2 * HOUR, to: 3 * HOUR }],
    });
    expect(planVolumes({ from: 5, to: 3 * HOUR }, 9 * HOUR, [9, HOUR + 5, 2 * HOUR + 5])).toEqual({
      hours: [],
      parts: [],
      rows: [{ from: 5, to: 3 * HOUR }],
    });
  });

  test('Every transaction inside the range is counted once and no other, whenever the newest was posted', () => {
    // Times close to the borders and the middle of a few hours are where mistakes would be.
    const time = fc
      .tuple(fc.integer({ min: -3, max: 3 }), fc.integer({ min: -2, max: 2 }), fc.boolean())
      .map(([hour, offset, inTheMiddle]) => hour * HOUR + offset + (inTheMiddle ? HALF : 0));
    fc.assert(
      fc.property(
        time,
        time,
        fc.array(time, { maxLength: 40 }),
        fc.array(time, { maxLength: 3 }),
        (one, other, moments, cuts) => {
          const span = { from: Math.min(one, other), to: Math.max(one, other) };
          fc.pre(span.from < span.to);
          const inOrder = cuts.toSorted((a, b) => a - b);
          const before = moments.filter((at) => at < Math.ceil(span.to / HOUR) * HOUR);
          const newest = before.length === 0 ? null : Math.max(...before);
          const plan = planVolumes(span, newest, inOrder);
          const times = (spans: readonly { from: number; to: number }[], at: number) =>
            spans.filter(({ from, to }) => at >= from && at < to).length;
          for (const at of moments) {
            const hour = Math.floor(at / HOUR) * HOUR;
            const parts = plan.parts.filter((part) => part.hour === hour);
            const totals = times(plan.hours, hour) + parts.length;
            const taken = parts.reduce((sum, { without }) => sum + times(without, at), 0);
            expect(totals - taken + times(plan.rows, at)).toBe(at >= span.from && at < span.to ? 1 : 0);
            // An hour that is divided is never read as one.
            if (cuts.some((cut) => cut > Math.max(hour, span.from) && cut < Math.min(hour + HOUR, span.to)))
              expect(totals).toBe(0);
          }
          for (const { hour, from } of plan.parts) expect(from).toBe(Math.max(hour, span.from));
        },
      ),
      { numRuns: 2_000 },
    );
  });
});
