import { Temporal } from 'temporal-polyfill';
import { HOUR_MS } from './span.js';

/*
 * Where the buckets of a zone begin, whatever its clocks have been through. Days are as long as they were, a midnight that
 * was skipped makes its day begin later, and a day that was skipped has no bucket.
 */

/** The starts of the buckets of a zone, from the one that a moment lies in on, without an end. In milliseconds. */
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
  // A clock that is set back over midnight shows the day before once more, but that day is over.
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

/** An hour begins where the clock shows a full one, and where the clock was set. */
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

/** The last moment until then at which a clock that is set like this one shows a full hour. */
function fullHour(at: number, { offsetNanoseconds }: Temporal.ZonedDateTime): number {
  const offset = offsetNanoseconds / 1_000_000;
  return Math.floor((at + offset) / HOUR_MS) * HOUR_MS - offset;
}

function zoned(at: number, timeZone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone);
}
