import { LedgerError } from '../ledger/errors.js';
import type { Span } from './span.js';

export const BUCKETS = ['HOUR', 'DAY', 'WEEK', 'MONTH'] as const;
/** A division of UTC time. Weeks start on Monday, as in ISO 8601. */
export type Bucket = (typeof BUCKETS)[number];

/** How many buckets a series may have. */
export const SERIES_BUCKETS_MAX = 2_000;

export const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** The first Monday after the epoch, which was a Thursday: weeks are counted from it. */
const FIRST_MONDAY_MS = 4 * DAY_MS;

/** Equal stretches of time, one of which starts at the origin. In milliseconds. */
export interface Grid {
  readonly width: number;
  readonly origin: number;
}

/**
 * The grid whose cells fill buckets of this kind without crossing a border. Months differ in length, so theirs is the
 * grid of days.
 */
export const GRIDS: Readonly<Record<Bucket, Grid>> = {
  HOUR: { width: HOUR_MS, origin: 0 },
  DAY: { width: DAY_MS, origin: 0 },
  WEEK: { width: 7 * DAY_MS, origin: FIRST_MONDAY_MS },
  MONTH: { width: DAY_MS, origin: 0 },
};

/** The first moment of the bucket that a moment lies in. Both in milliseconds since 1970. */
export function bucketStart(at: number, bucket: Bucket): number {
  if (bucket === 'MONTH') return monthStart(at, 0);
  const { width, origin } = GRIDS[bucket];
  return Math.floor((at - origin) / width) * width + origin;
}

/**
 * The starts of all buckets that a span touches, in order. The first one starts before the span when the span begins
 * inside it.
 *
 * @throws LedgerError BAD_USER_INPUT when there are more than `SERIES_BUCKETS_MAX`.
 */
export function bucketStarts({ from, to }: Span, bucket: Bucket): number[] {
  const starts: number[] = [];
  for (let start = bucketStart(from, bucket); start < to; start = nextStart(start, bucket)) {
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

function nextStart(start: number, bucket: Bucket): number {
  return bucket === 'MONTH' ? monthStart(start, 1) : start + GRIDS[bucket].width;
}

function monthStart(at: number, monthsLater: number): number {
  const date = new Date(at);
  date.setUTCDate(1);
  date.setUTCHours(0, 0, 0, 0);
  date.setUTCMonth(date.getUTCMonth() + monthsLater);
  return date.getTime();
}
