/*
 * Finds the beginnings of hours, days, weeks and months in a time zone by reading its clock every quarter of an hour, from
 * `Intl.DateTimeFormat` alone. Clocks are set at quarters of hours, in all the years examined.
 */

const QUARTER = 900_000;
const HOUR = 3_600_000;
/**
 * Range that is examined: from before the first ledger to after the last one, with the months before it that are asked for.
 */
const FIRST = Date.parse('2023-12-01T00:00Z');
const LAST = Date.parse('2028-01-01T00:00Z');

export type ZonedBucket = 'HOUR' | 'DAY' | 'WEEK' | 'MONTH';

/** Reading of a clock: a date such as 2026-03-29, and minutes since 1970 as if it were UTC's. */
interface Shown {
  readonly date: string;
  readonly minute: number;
}

const clocks = new Map<string, Intl.DateTimeFormat>();

function clockOf(timeZone: string): Intl.DateTimeFormat {
  let clock = clocks.get(timeZone);
  if (!clock) {
    // The Swedish write dates as ISO 8601 does.
    clock = new Intl.DateTimeFormat('sv-SE', {
      ...{ timeZone, hourCycle: 'h23', hour: '2-digit', minute: '2-digit' },
      ...{ year: 'numeric', month: '2-digit', day: '2-digit' },
    });
    clocks.set(timeZone, clock);
  }
  return clock;
}

function look(timeZone: string, at: number): number {
  return Date.parse(`${clockOf(timeZone).format(at).replace(' ', 'T')}Z`) / 60_000;
}

function* quarters(timeZone: string): Generator<Shown & { readonly at: number }> {
  let shown = look(timeZone, FIRST);
  for (let hour = FIRST; hour < LAST; hour += HOUR) {
    const next = look(timeZone, hour + HOUR);
    for (let at = hour; at < hour + HOUR; at += QUARTER) {
      // In an hour in which no clock is set, what it shows runs on.
      const minute = next === shown + 60 ? shown + (at - hour) / 60_000 : look(timeZone, at);
      yield { at, minute, date: new Date(minute * 60_000).toISOString().slice(0, 10) };
    }
    shown = next;
  }
}

/** All that begin in the years that are looked at. A day that has begun is not ended by a clock that is set back. */
function allStarts(timeZone: string): Readonly<Record<ZonedBucket, readonly number[]>> {
  const starts: Record<ZonedBucket, number[]> = { HOUR: [], DAY: [], WEEK: [], MONTH: [] };
  let [date, week, month, minute] = ['', '', '', Number.NaN];
  for (const { at, ...now } of quarters(timeZone)) {
    if (now.minute % 60 === 0 || now.minute !== minute + 15) starts.HOUR.push(at);
    minute = now.minute;
    if (now.date <= date) continue;
    date = now.date;
    starts.DAY.push(at);
    if (weekOf(date) !== week) starts.WEEK.push(at);
    if (date.slice(0, 7) !== month) starts.MONTH.push(at);
    [week, month] = [weekOf(date), date.slice(0, 7)];
  }
  return starts;
}

/** The Monday of a date's week. */
function weekOf(date: string): string {
  const day = new Date(date);
  while (day.getUTCDay() !== 1) day.setUTCDate(day.getUTCDate() - 1);
  return day.toISOString().slice(0, 10);
}

const known = new Map<string, ReturnType<typeof allStarts>>();

export function startsInZone(bucket: ZonedBucket, timeZone: string): readonly number[] {
  let starts = known.get(timeZone);
  if (!starts) {
    starts = allStarts(timeZone);
    known.set(timeZone, starts);
  }
  return starts[bucket];
}

/** A moment as ISO 8601 writes it: by the clock of a zone, with how far that is from UTC. */
export function isoInZone(at: number, timeZone: string): string {
  const text = new Date(at).toISOString();
  if (timeZone === 'UTC') return text;
  const minute = look(timeZone, at);
  const ahead = minute - Math.floor(at / 60_000);
  const size = Math.abs(ahead);
  const clock = new Date(minute * 60_000).toISOString().slice(0, 16);
  const offset = `${String(Math.floor(size / 60)).padStart(2, '0')}:${String(size % 60).padStart(2, '0')}`;
  return `${clock}${text.slice(16, -1)}${ahead < 0 ? '-' : '+'}${offset}`;
}
