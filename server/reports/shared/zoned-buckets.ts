import { Temporal } from 'temporal-polyfill';
import { HOUR_MS } from './span.js';

/*
 * Starts of the buckets of a zone, with regard to its clock changes. Days have their real length, a day whose midnight
 * was skipped begins later, and a day that was skipped has no bucket.
 */

/**
 * Yields the starts of a zone's buckets without end, from the bucket that contains a moment, in milliseconds since
 * 1970.
 */
export function zonedStarts(
  from: number,
  bucket: 'HOUR' | keyof typeof STEPS,
  timeZone: string,
): Generator<number, never> {
  return bucket === 'HOUR' ? hours(from, timeZone) : days(from, bucket, timeZone);
}

const STEPS = { DAY: { days: 1 }, WEEK: { days: 7 }, MONTH: { months: 1 } } as const;

function* days(from: number, bucket: keyof typeof STEPS, timeZone: string): Generator<number, never> {
  const startOf = (day: Temporal.PlainDate) => day.toZonedDateTime(timeZone).epochMilliseconds;
  let day = firstOf(zoned(from, timeZone).toPlainDate(), bucket);
  let next = day.add(STEPS[bucket]);
  // A clock that is set back over midnight shows the previous day again, but that day has ended.
  while (startOf(next) <= from) [day, next] = [next, next.add(STEPS[bucket])];
  for (let last = -Infinity; ; [day, next] = [next, next.add(STEPS[bucket])]) {
    const start = startOf(day);
    if (start > last) yield start;
    last = start;
  }
}

function firstOf(day: Temporal.PlainDate, bucket: keyof typeof STEPS): Temporal.PlainDate {
  if (bucket === 'MONTH') return day.with({ day: 1 });
  return bucket === 'WEEK' ? day.subtract({ days: day.dayOfWeek - 1 }) : day;
}

/** Yields the starts of hours: a full hour on the clock, or a clock change. */
function* hours(from: number, timeZone: string): Generator<number, never> {
  const setBefore = zoned(from + 1, timeZone).getTimeZoneTransition('previous');
  let start = Math.max(fullHour(from, zoned(from, timeZone)), setBefore?.epochMilliseconds ?? -Infinity);
  for (;;) {
    const here = zoned(start, timeZone);
    const end = here.getTimeZoneTransition('next')?.epochMilliseconds ?? Infinity;
    for (; start < end; start = fullHour(start, here) + HOUR_MS) yield start;
    start = end;
  }
}

/** Returns the last moment, up to `at`, at which a clock with this offset shows a full hour. */
function fullHour(at: number, { offsetNanoseconds }: Temporal.ZonedDateTime): number {
  const offset = offsetNanoseconds / 1_000_000;
  return Math.floor((at + offset) / HOUR_MS) * HOUR_MS - offset;
}

function zoned(at: number, timeZone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone);
}
