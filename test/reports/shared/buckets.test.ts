import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  BUCKETS,
  bucketStart,
  bucketStarts,
  SERIES_BUCKETS_MAX,
  type Bucket,
} from '../../../server/reports/shared/buckets.js';

const startOf = (at: string, bucket: Bucket): string =>
  new Date(bucketStart(Date.parse(at), bucket)).toISOString();

describe('The bucket of a moment', () => {
  test.each([
    ['HOUR', '2026-03-01T10:59:59.999Z', '2026-03-01T10:00:00.000Z'],
    ['DAY', '2026-03-01T23:59:59.999Z', '2026-03-01T00:00:00.000Z'],
    ['WEEK', '2026-03-01T23:59:59.999Z', '2026-02-23T00:00:00.000Z'],
    ['WEEK', '2026-03-02T00:00:00.000Z', '2026-03-02T00:00:00.000Z'],
    ['MONTH', '2024-02-29T12:00:00.000Z', '2024-02-01T00:00:00.000Z'],
    ['HOUR', '1969-12-31T23:30:00.000Z', '1969-12-31T23:00:00.000Z'],
    ['DAY', '1969-12-31T23:30:00.000Z', '1969-12-31T00:00:00.000Z'],
    ['WEEK', '1970-01-01T00:00:00.000Z', '1969-12-29T00:00:00.000Z'],
    ['MONTH', '1969-12-31T23:30:00.000Z', '1969-12-01T00:00:00.000Z'],
  ] as const)('starts, as %s of %s, at %s', (bucket, at, start) => {
    expect(startOf(at, bucket)).toBe(start);
  });

  test('A week starts on Monday, whatever the day', () => {
    fc.assert(
      fc.property(fc.date({ noInvalidDate: true, min: new Date(-1e13), max: new Date(1e13) }), (date) => {
        const start = new Date(bucketStart(date.getTime(), 'WEEK'));
        expect(start.getUTCDay()).toBe(1);
        expect(date.getTime() - start.getTime()).toBeLessThan(7 * 86_400_000);
        expect(start.getTime()).toBeLessThanOrEqual(date.getTime());
      }),
    );
  });
});

describe('The buckets of a span', () => {
  test('The first may begin before the span, and one that begins at the end is not part of it', () => {
    const span = { from: Date.parse('2026-01-31T12:00Z'), to: Date.parse('2026-03-01T00:00Z') };
    expect(bucketStarts(span, 'MONTH').map((start) => new Date(start).toISOString().slice(0, 10))).toEqual([
      '2026-01-01',
      '2026-02-01',
    ]);
  });

  test('They follow each other without a gap and hold every moment of the span', () => {
    const moment = fc.integer({ min: Date.parse('2024-01-01'), max: Date.parse('2024-03-20') });
    fc.assert(
      fc.property(moment, moment, fc.constantFrom(...BUCKETS), (one, other, bucket) => {
        fc.pre(one !== other);
        const span = { from: Math.min(one, other), to: Math.max(one, other) };
        const starts = bucketStarts(span, bucket);
        expect(starts[0]).toBe(bucketStart(span.from, bucket));
        expect(starts.at(-1)).toBe(bucketStart(span.to - 1, bucket));
        for (const [index, start] of starts.entries()) {
          expect(bucketStart(start, bucket)).toBe(start);
          if (index > 0) expect(bucketStart(start - 1, bucket)).toBe(starts[index - 1]);
        }
      }),
    );
  });

  test('As many as allowed are fine, and one more is bad input', () => {
    const hours = (count: number) => ({ from: 0, to: count * 3_600_000 });
    expect(bucketStarts(hours(SERIES_BUCKETS_MAX), 'HOUR')).toHaveLength(SERIES_BUCKETS_MAX);
    expect(() => bucketStarts(hours(SERIES_BUCKETS_MAX + 1), 'HOUR')).toThrow(
      expect.objectContaining({
        code: 'BAD_USER_INPUT',
        details: { bucket: 'HOUR', bucketsMax: SERIES_BUCKETS_MAX },
      }),
    );
    // A range that nobody can have meant is refused before it fills the memory.
    expect(() => bucketStarts({ from: -8e15, to: 8e15 }, 'HOUR')).toThrow('at most 2000 buckets');
  });
});
