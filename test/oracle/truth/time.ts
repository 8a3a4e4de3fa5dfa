import { startsInZone } from './zone.js';

export const BUCKETS = ['HOUR', 'DAY', 'WEEK', 'MONTH'] as const;
export type Bucket = (typeof BUCKETS)[number];

const HOUR = 3_600_000;

/** The zone of everything that names none. */
export const UTC = 'UTC';

const known = new Map<string, number>();

/** The start of the bucket that a moment is in. What was worked out once is kept: naive figures ask again and again. */
export function startOfBucket(at: number, bucket: Bucket, timeZone = UTC): number {
  const name = `${timeZone} ${bucket} ${String(at)}`;
  let start = known.get(name);
  if (start === undefined) {
    start = timeZone === UTC ? workOutStart(at, bucket) : lastUntil(at, startsInZone(bucket, timeZone));
    known.set(name, start);
  }
  return start;
}

function lastUntil(at: number, starts: readonly number[]): number {
  const start = starts.findLast((each) => each <= at);
  if (start === undefined) throw new RangeError(`Nothing is known of ${String(at)}`);
  return start;
}

/** In UTC, read off the text of its date; a week begins on Monday. */
function workOutStart(at: number, bucket: Bucket): number {
  const text = new Date(at).toISOString();
  switch (bucket) {
    case 'HOUR':
      return Date.parse(`${text.slice(0, 13)}:00:00.000Z`);
    case 'DAY':
      return Date.parse(`${text.slice(0, 10)}T00:00:00.000Z`);
    case 'MONTH':
      return Date.parse(`${text.slice(0, 7)}-01T00:00:00.000Z`);
    case 'WEEK': {
      const day = new Date(`${text.slice(0, 10)}T00:00:00.000Z`);
      while (day.getUTCDay() !== 1) day.setUTCDate(day.getUTCDate() - 1);
      return day.getTime();
    }
  }
}

/** All buckets that a range touches, the first of which may begin before it. In UTC it tries every hour. */
export function bucketsOf(from: number, to: number, bucket: Bucket, timeZone = UTC): number[] {
  if (timeZone !== UTC) {
    const within = startsInZone(bucket, timeZone).filter((start) => start > from && start < to);
    return [startOfBucket(from, bucket, timeZone), ...within];
  }
  const starts = new Set<number>();
  for (let at = from; at < to; at += HOUR) starts.add(startOfBucket(at, bucket));
  starts.add(startOfBucket(to - 1, bucket));
  return [...starts].sort((a, b) => a - b);
}

/** The moments at which the buckets are over; the range's end where that is earlier. */
export function endsOf(starts: readonly number[], to: number): number[] {
  return [...starts.slice(1), to];
}

/** `from` counts, `to` does not. Without one, everything before or after. */
export function within(at: number | null, from: number | undefined, to: number | undefined): boolean {
  if (from === undefined && to === undefined) return true;
  return at !== null && (from === undefined || at >= from) && (to === undefined || at < to);
}
