import { describe, expect, test } from '@jest/globals';
import { resolveRange, spanBefore } from '../../../server/reports/shared/range.js';

const NOW = new Date('2026-03-31T12:00:00.000Z');

describe('The range of a report', () => {
  test('When nothing is said, it is the thirty days up to and including the present millisecond', () => {
    expect(resolveRange({}, NOW)).toEqual({
      from: new Date('2026-03-01T12:00:00.001Z'),
      to: new Date('2026-03-31T12:00:00.001Z'),
      bucket: 'DAY',
      timeZone: 'UTC',
      currency: null,
    });
    expect(resolveRange({ from: null, to: null, bucket: null, currency: null }, NOW)).toEqual(
      resolveRange({}, NOW),
    );
  });

  test('When only the end is given, it is the thirty days before it', () => {
    const to = new Date('2025-01-31T00:00:00.000Z');
    expect(resolveRange({ to }, NOW)).toMatchObject({ from: new Date('2025-01-01T00:00:00.000Z'), to });
  });

  test('When only the start is given, it lasts up to now', () => {
    const from = new Date('2025-01-31T00:00:00.000Z');
    expect(resolveRange({ from, bucket: 'WEEK', currency: 'KES' }, NOW)).toEqual({
      from,
      to: new Date('2026-03-31T12:00:00.001Z'),
      bucket: 'WEEK',
      timeZone: 'UTC',
      currency: 'KES',
    });
  });

  test.each([
    ['the start is after the end', { from: new Date(2), to: new Date(1) }],
    ['it is empty', { from: new Date(1), to: new Date(1) }],
    ['it starts in the future and has no end', { from: new Date('2027-01-01'), to: undefined }],
  ])('When %s, it is bad input', (_name, input) => {
    expect(() => resolveRange(input, NOW)).toThrow(
      expect.objectContaining({
        code: 'BAD_USER_INPUT',
        details: {
          from: input.from.toISOString(),
          to: (input.to ?? new Date(NOW.getTime() + 1)).toISOString(),
        },
      }),
    );
  });

  test('When a moment is none, it is bad input that names the field', () => {
    expect(() => resolveRange({ to: new Date(NaN), from: new Date(0) }, NOW)).toThrow(
      expect.objectContaining({ code: 'BAD_USER_INPUT', details: { field: 'to' } }),
    );
  });

  test('The range before it is as long and ends where it starts', () => {
    expect(spanBefore({ from: 100, to: 130 })).toEqual({ from: 70, to: 100 });
  });
});
