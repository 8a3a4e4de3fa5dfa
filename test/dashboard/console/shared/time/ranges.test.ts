import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  BUCKET_NAMES,
  bucketsFor,
  defaultBucket,
  isPreset,
  ownRange,
  presetOf,
  presetRange,
  PRESETS,
  spanBefore,
  stepRange,
} from '../../../../../dashboard/src/console/shared/time/ranges';
import { daysIn, isDay, spanOf } from '../../../../../dashboard/src/shared/time/days';

const NOW = new Date('2026-03-15T09:20:30Z');

function noonOf(day: string): Date {
  return new Date(`${day}T12:00Z`);
}

describe('A preset', () => {
  test.each([
    ['today', '2026-03-15', '2026-03-15'],
    ['7d', '2026-03-09', '2026-03-15'],
    ['30d', '2026-02-14', '2026-03-15'],
    ['90d', '2025-12-16', '2026-03-15'],
    ['this-month', '2026-03-01', '2026-03-15'],
    ['last-month', '2026-02-01', '2026-02-28'],
  ] as const)('%s is from %s to %s', (preset, from, to) => {
    expect(presetRange(preset, NOW)).toMatchObject({ from, to });
    expect(presetOf(ownRange({ from, to }, NOW), NOW)).toBe(preset);
  });

  test.each([
    ['the first of a month so far', '2026-03-01', '2026-03-01', '2026-03-01', 'today'],
    ['the first week of a month so far', '2026-03-01', '2026-03-07', '2026-03-07', 'this-month'],
    ['a month of thirty days on its last', '2026-11-01', '2026-11-30', '2026-11-30', 'this-month'],
  ] as const)('is the name of %s, chosen by its days', (_name, from, to, day, preset) => {
    expect(presetOf(ownRange({ from, to }, noonOf(day)), noonOf(day))).toBe(preset);
  });
});

describe('A step', () => {
  test.each([
    ['a week', '2026-03-09', '2026-03-15', -1, '2026-03-02', '2026-03-08'],
    ['a day over a leap day', '2024-03-01', '2024-03-01', -1, '2024-02-29', '2024-02-29'],
    ['a whole month', '2026-02-01', '2026-02-28', -1, '2026-01-01', '2026-01-31'],
    ['this month so far', '2026-03-01', '2026-03-15', -1, '2026-02-01', '2026-02-28'],
    ['last month, to this one so far', '2026-02-01', '2026-02-28', 1, '2026-03-01', '2026-03-15'],
  ] as const)('of %s', (_name, from, to, steps, newFrom, newTo) => {
    expect(stepRange(ownRange({ from, to }, NOW), steps, NOW)).toMatchObject({ from: newFrom, to: newTo });
  });

  // On each of these days two presets are the same days, or the one that is stepped from is a whole month.
  test.each([
    ['2026-11-07', '7d', '2026-10-25', '2026-10-31'],
    ['2026-11-07', 'this-month', '2026-10-01', '2026-10-31'],
    ['2026-11-30', '30d', '2026-10-02', '2026-10-31'],
    ['2026-11-30', 'this-month', '2026-10-01', '2026-10-31'],
    ['2026-10-30', '30d', '2026-09-01', '2026-09-30'],
    ['2026-02-28', '30d', '2025-12-31', '2026-01-29'],
    ['2026-02-28', 'this-month', '2026-01-01', '2026-01-31'],
    ['2026-02-28', 'last-month', '2025-12-01', '2025-12-31'],
    ['2026-03-01', 'today', '2026-02-28', '2026-02-28'],
    ['2026-03-01', 'this-month', '2026-02-01', '2026-02-28'],
    ['2026-03-01', 'last-month', '2026-01-01', '2026-01-31'],
    ['2026-03-31', '30d', '2026-01-31', '2026-03-01'],
    ['2026-03-31', 'this-month', '2026-02-01', '2026-02-28'],
    ['2027-01-01', 'today', '2026-12-31', '2026-12-31'],
    ['2027-01-01', 'this-month', '2026-12-01', '2026-12-31'],
    ['2028-02-29', '7d', '2028-02-16', '2028-02-22'],
    ['2028-02-29', 'this-month', '2028-01-01', '2028-01-31'],
  ] as const)(
    'back on %s from the preset %s leads to %s till %s, and forward to it',
    (day, preset, from, to) => {
      const now = noonOf(day);
      const before = stepRange(presetRange(preset, now), -1, now);
      expect(before).toMatchObject({ from, to });
      expect(presetOf(stepRange(before, 1, now), now)).toBe(preset);
    },
  );

  test('over any days is by months from a preset of months, and by days from one of days', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('2020-01-01'), max: new Date('2040-01-01'), noInvalidDate: true }),
        fc.constantFrom(...Object.keys(PRESETS).filter(isPreset)),
        (now, preset) => {
          const range = presetRange(preset, now);
          const before = stepRange(range, -1, now);
          if (preset.endsWith('month')) expect(before.from).toMatch(/-01$/);
          else expect(daysIn(before)).toBe(daysIn(range));
          expect(daysIn({ from: before.to, to: range.from })).toBe(2);
        },
      ),
    );
  });

  test('back and forward leads to where it began', () => {
    const day = fc
      .date({ min: new Date('2020-01-01'), max: new Date('2026-03-15'), noInvalidDate: true })
      .map((date) => date.toISOString().slice(0, 10));
    fc.assert(
      fc.property(fc.tuple(day, day), (days) => {
        const [from = '', to = ''] = days.toSorted();
        const range = ownRange({ from, to }, NOW);
        expect(stepRange(stepRange(range, -1, NOW), 1, NOW)).toEqual(range);
      }),
    );
  });
});

test('A span ends right after the last day', () => {
  expect(spanOf({ from: '2026-03-14', to: '2026-03-15' })).toEqual({
    from: '2026-03-14T00:00:00.000Z',
    to: '2026-03-16T00:00:00.000Z',
  });
});

test('A range that is not over is compared with as much of the one before', () => {
  expect(spanBefore(presetRange('today', NOW), NOW)).toEqual({
    from: '2026-03-14T00:00:00.000Z',
    to: '2026-03-14T09:21:00.000Z',
  });
  expect(spanBefore(presetRange('this-month', NOW), NOW)).toEqual({
    from: '2026-02-01T00:00:00.000Z',
    to: '2026-02-15T09:21:00.000Z',
  });
  expect(spanBefore(presetRange('last-month', NOW), NOW)).toEqual({
    from: '2026-01-01T00:00:00.000Z',
    to: '2026-01-29T00:00:00.000Z',
  });
});

test('A comparison never reaches into the range itself', () => {
  const lastOfMarch = new Date('2026-03-31T12:00Z');
  expect(spanBefore(presetRange('this-month', lastOfMarch), lastOfMarch)).toEqual({
    from: '2026-02-01T00:00:00.000Z',
    to: '2026-03-01T00:00:00.000Z',
  });
});

test('A preset of days is compared with as many days, also where they are those of a month', () => {
  const now = new Date('2026-11-30T12:00Z');
  expect(spanBefore(presetRange('30d', now), now)).toEqual({
    from: '2026-10-02T00:00:00.000Z',
    to: '2026-10-31T12:00:00.000Z',
  });
  expect(spanBefore(presetRange('this-month', now), now)).toEqual({
    from: '2026-10-01T00:00:00.000Z',
    to: '2026-10-30T12:00:00.000Z',
  });
});

test('Every length of range has a bucket of its own choice, which is one of those that are offered', () => {
  for (let days = 1; days < 3_660; days += 1) {
    const to = new Date(Date.UTC(2020, 0, days)).toISOString().slice(0, 10);
    const range = { from: '2020-01-01', to };
    expect(daysIn(range)).toBe(days);
    expect(bucketsFor(range)).toContain(defaultBucket(range));
    expect(Object.keys(BUCKET_NAMES)).toEqual(expect.arrayContaining(bucketsFor(range)));
  }
});

test.each(['2026-02-29', '2026-2-1', 'yesterday', '', '2026-01-01T00:00Z'])('%j is not a day', (text) => {
  expect(isDay(text)).toBe(false);
});

test('Only the presets are presets', () => {
  expect(Object.keys(PRESETS).every(isPreset)).toBe(true);
  expect(isPreset('toString')).toBe(false);
});
