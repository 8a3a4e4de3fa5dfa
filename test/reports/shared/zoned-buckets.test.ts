import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { BUCKETS, bucketStart, bucketStarts, type Bucket } from '../../../server/reports/shared/buckets.js';
import { parseTimeZone } from '../../../server/reports/shared/time-zone.js';
import { startsByTheClock } from '../../support/wall-clock.js';
import { short } from '../../support/short.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

const isoStarts = (from: string, to: string, bucket: Bucket, timeZone: string) =>
  bucketStarts({ from: Date.parse(from), to: Date.parse(to) }, bucket, timeZone).map((start) =>
    new Date(start).toISOString().replace(':00.000Z', 'Z'),
  );

describe('Days', () => {
  test('of Nairobi begin at nine in the evening before', () => {
    expect(isoStarts('2026-01-31T12:00Z', '2026-02-02T00:00Z', 'DAY', 'Africa/Nairobi')).toEqual([
      '2026-01-30T21:00Z',
      '2026-01-31T21:00Z',
      '2026-02-01T21:00Z',
    ]);
    expect(isoStarts('2026-01-31T12:00Z', '2026-02-02T00:00Z', 'MONTH', 'Africa/Nairobi')).toEqual([
      '2025-12-31T21:00Z',
      '2026-01-31T21:00Z',
    ]);
  });

  test('have 23 and 25 hours where clocks are set, and are still divided into hours', () => {
    for (const [from, to, hours] of [
      ['2026-03-08T05:00Z', '2026-03-09T04:00Z', 23],
      ['2026-11-01T04:00Z', '2026-11-02T05:00Z', 25],
    ] as const) {
      expect(isoStarts(from, to, 'DAY', 'America/New_York')).toEqual([from]);
      expect(isoStarts(from, to, 'HOUR', 'America/New_York')).toHaveLength(hours);
    }
  });

  test('begin later where midnight was skipped, and are left out where all of the day was', () => {
    expect(isoStarts('2018-11-03T12:00Z', '2018-11-05T12:00Z', 'DAY', 'America/Sao_Paulo')).toEqual([
      '2018-11-03T03:00Z',
      '2018-11-04T03:00Z',
      '2018-11-05T02:00Z',
    ]);
    expect(isoStarts('2011-12-30T00:00Z', '2012-01-01T10:00Z', 'DAY', 'Pacific/Apia')).toEqual([
      '2011-12-29T10:00Z',
      '2011-12-30T10:00Z',
      '2011-12-31T10:00Z',
    ]);
  });
});

test('An hour is never longer than an hour, also where the clock is set by half of one', () => {
  expect(isoStarts('2026-04-04T13:00Z', '2026-04-04T16:30Z', 'HOUR', 'Australia/Lord_Howe')).toEqual([
    '2026-04-04T13:00Z',
    '2026-04-04T14:00Z',
    '2026-04-04T15:00Z',
    '2026-04-04T15:30Z',
  ]);
});

/** Zones whose clocks have been through something, and when. */
const SET_CLOCKS = [
  ['America/New_York', '2026-03-08T07:00Z'],
  ['America/New_York', '2026-11-01T06:00Z'],
  ['Europe/London', '2026-10-25T01:00Z'],
  ['America/Sao_Paulo', '2018-11-04T03:00Z'],
  ['America/Sao_Paulo', '2018-02-18T02:00Z'],
  ['Africa/Cairo', '2026-04-23T22:00Z'],
  ['Africa/Cairo', '2026-10-29T21:00Z'],
  ['Asia/Beirut', '2026-03-28T22:00Z'],
  ['Asia/Beirut', '2026-10-24T21:00Z'],
  ['America/Havana', '2026-03-08T05:00Z'],
  ['America/Havana', '2026-11-01T05:00Z'],
  ['America/St_Johns', '2005-10-30T02:31Z'],
  ['Australia/Lord_Howe', '2026-04-04T15:00Z'],
  ['Australia/Lord_Howe', '2026-10-03T15:30Z'],
  ['Pacific/Apia', '2011-12-30T10:00Z'],
  ['Pacific/Chatham', '2026-04-04T14:00Z'],
  ['Africa/Casablanca', '2026-02-15T02:00Z'],
  ['America/Caracas', '2007-12-09T07:00Z'],
  ['Asia/Pyongyang', '2018-05-04T15:00Z'],
  ['Asia/Kathmandu', '1985-12-31T18:30Z'],
] as const;
const ZONES = [
  ...new Set<string>([
    ...SET_CLOCKS.map(([zone]) => zone),
    'Asia/Kolkata',
    'Asia/Tehran',
    'Asia/Gaza',
    'Etc/UTC',
  ]),
];

const occasion = fc.oneof(
  fc
    .tuple(fc.constantFrom(...SET_CLOCKS), fc.integer({ min: -3 * DAY_MS, max: DAY_MS }))
    .map(([[timeZone, at], offset]) => ({ timeZone, from: Date.parse(at) + offset })),
  fc.record({
    timeZone: fc.constantFrom(...ZONES),
    from: fc.integer({ min: Date.parse('1980-01-01'), max: Date.parse('2035-01-01') }),
  }),
);

describe('Whatever a zone’s clocks have been through', () => {
  test('its hours, days, weeks and months begin where a clock on the wall says so', () => {
    fc.assert(
      fc.property(
        occasion,
        fc.constantFrom(...BUCKETS),
        fc.integer({ min: 1, max: 4 * DAY_MS }),
        (where, bucket, length) => {
          const span = { from: where.from, to: where.from + length };
          expect(bucketStarts(span, bucket, where.timeZone)).toEqual(
            startsByTheClock(span, bucket, where.timeZone),
          );
        },
      ),
      { numRuns: 150, interruptAfterTimeLimit: 40_000 },
    );
  });

  test('its buckets follow each other without a gap or an overlap, wherever one begins to look', () => {
    fc.assert(
      fc.property(
        occasion,
        fc.constantFrom(...BUCKETS),
        fc.integer({ min: 1, max: 60 * DAY_MS }),
        (where, bucket, length) => {
          const { from, timeZone } = where;
          const starts = bucketStarts({ from, to: from + length }, bucket, timeZone);
          expect(starts[0]).toBeLessThanOrEqual(from);
          // All of them take long to look at where they are hours.
          for (const [index, start] of starts.slice(0, 40).entries()) {
            expect(bucketStart(start, bucket, timeZone)).toBe(start);
            if (index > 0) expect(bucketStart(start - 1, bucket, timeZone)).toBe(starts[index - 1]);
          }
        },
      ),
      { numRuns: 40 },
    );
  });
});

describe('A time zone', () => {
  test.each(['Africa/Nairobi', 'UTC', 'Asia/Calcutta', 'Etc/GMT+3'])('%s is one', (name) => {
    expect(parseTimeZone(name)).toBe(name);
  });

  const wrong = ['', 'Africa/Nowhere', '+03:00', 'EAT time', '../../etc/passwd', 'x'.repeat(10_000)];
  test.each(wrong.map((name) => [short(name), name] as const))('%s is none', (_short, name) => {
    expect(() => parseTimeZone(name)).toThrow(
      expect.objectContaining({ code: 'BAD_USER_INPUT', details: { field: 'timeZone' } }),
    );
  });
});
