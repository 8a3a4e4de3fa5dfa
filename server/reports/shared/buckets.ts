import { LedgerError } from '../../ledger/errors.js';
import { HOUR_MS, type Span } from './span.js';
import { UTC } from './time-zone.js';
import { zonedStarts } from './zoned-buckets.js';

export const BUCKETS = ['HOUR', 'DAY', 'WEEK', 'MONTH'] as const;
/** A unit that a zone's time is divided into. Weeks start on Monday, as in ISO 8601. */
export type Bucket = (typeof BUCKETS)[number];

/** Maximum number of buckets in a series. */
export const SERIES_BUCKETS_MAX = 2_000;

const DAY_MS = 24 * HOUR_MS;
/** The first Monday after the epoch, which was a Thursday: weeks are counted from it. */
const FIRST_MONDAY_MS = 4 * DAY_MS;

/**
 * Length of the equal parts that a bucket consists of, apart from clock changes; a day for months, which differ in
 * length.
 */
export const PART_MS: Readonly<Record<Bucket, number>> = {
  HOUR: HOUR_MS,
  DAY: DAY_MS,
  WEEK: 7 * DAY_MS,
  MONTH: DAY_MS,
};

/** Returns the start of the bucket that contains a moment. Both are in milliseconds since 1970. */
export function bucketStart(at: number, bucket: Bucket, timeZone = UTC): number {
  return startsFrom(at, bucket, timeZone).next().value;
}

/**
 * Returns the starts of all buckets that a span touches, in order. The first one lies before the span when the span
 * begins inside a bucket.
 *
 * @throws LedgerError BAD_USER_INPUT when there are more than `SERIES_BUCKETS_MAX`.
 */
export function bucketStarts({ from, to }: Span, bucket: Bucket, timeZone = UTC): number[] {
  const starts: number[] = [];
  for (const start of startsFrom(from, bucket, timeZone)) {
    if (start >= to) break;
    if (starts.length === SERIES_BUCKETS_MAX) {
      throw new LedgerError(
        'BAD_USER_INPUT',
        `A series has at most ${SERIES_BUCKETS_MAX} buckets; ask for a shorter range or longer buckets`,
        { bucket, bucketsMax: SERIES_BUCKETS_MAX },
      );
    }
    starts.push(start);
  }
  return starts;
}

/** Yields bucket starts. UTC, which nearly all callers use, needs no time zone data. */
function startsFrom(at: number, bucket: Bucket, timeZone: string): Generator<number, never> {
  return timeZone === UTC ? startsInUtc(at, bucket) : zonedStarts(at, bucket, timeZone);
}

function* startsInUtc(at: number, bucket: Bucket): Generator<number, never> {
  if (bucket === 'MONTH') {
    for (let later = 0; ; later += 1) yield monthStart(at, later);
  }
  const width = PART_MS[bucket];
  const origin = bucket === 'WEEK' ? FIRST_MONDAY_MS : 0;
  for (let start = Math.floor((at - origin) / width) * width + origin; ; start += width) yield start;
}

function monthStart(at: number, monthsLater: number): number {
  const date = new Date(at);
  date.setUTCDate(1);
  date.setUTCHours(0, 0, 0, 0);
  date.setUTCMonth(date.getUTCMonth() + monthsLater);
  return date.getTime();
}
