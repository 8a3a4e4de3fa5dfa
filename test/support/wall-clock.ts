import type { Bucket } from '../../server/reports/shared/buckets.js';

/*
 * Finds the beginnings of hours, days, weeks and months in a zone by looking at its clock minute by minute. It knows
 * nothing but `Intl.DateTimeFormat`, and shares nothing with the code that it checks.
 */

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;
/** A look this far back sees the beginning of a bucket that reaches into a span. */
const LOOK_BACK_MS: Readonly<Record<Bucket, number>> = {
  HOUR: 3 * HOUR_MS,
  DAY: 3 * DAY_MS,
  WEEK: 10 * DAY_MS,
  MONTH: 34 * DAY_MS,
};

/** The starts of the buckets that a span touches. A day that has begun is not ended by a clock that is set back. */
export function startsByTheClock(
  { from, to }: { readonly from: number; readonly to: number },
  bucket: Bucket,
  timeZone: string,
): number[] {
  const clock = new WallClock(timeZone);
  const first = Math.floor((from - LOOK_BACK_MS[bucket]) / MINUTE_MS) * MINUTE_MS;
  const starts: number[] = [];
  let before = clock.read(first);
  for (let at = first + MINUTE_MS; at < to; at += MINUTE_MS) {
    const now = clock.read(at);
    const begins =
      bucket === 'HOUR'
        ? beginsHour(before, now)
        : now.day > before.day && nameOf(now, bucket) > nameOf(before, bucket);
    if (begins && at <= from) starts.length = 0;
    if (begins) starts.push(at);
    // The latest day that the clock has shown; it goes on while an earlier one is shown again.
    before = bucket === 'HOUR' || now.day >= before.day ? now : before;
  }
  return starts;
}

interface Reading {
  /** Such as 2026-03-29. */
  readonly day: string;
  /** Minutes since 1970 as if the clock were that of UTC. */
  readonly minute: number;
}

class WallClock {
  readonly #format: Intl.DateTimeFormat;
  #hour = { from: Number.NaN, minute: 0, even: false };

  constructor(timeZone: string) {
    this.#format = new Intl.DateTimeFormat('en-CA', {
      timeZone,
      calendar: 'iso8601',
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
    });
  }

  read(at: number): Reading {
    const minute = this.#minute(at);
    return { day: new Date(minute * MINUTE_MS).toISOString().slice(0, 10), minute };
  }

  /** Every minute is looked at in an hour that does not take sixty minutes. */
  #minute(at: number): number {
    const from = Math.floor(at / HOUR_MS) * HOUR_MS;
    if (this.#hour.from !== from) {
      const minute = this.#shown(from);
      this.#hour = { from, minute, even: this.#shown(from + HOUR_MS) === minute + 60 };
    }
    return this.#hour.even ? this.#hour.minute + (at - from) / MINUTE_MS : this.#shown(at);
  }

  #shown(at: number): number {
    const parts = new Map(this.#format.formatToParts(at).map(({ type, value }) => [type, value]));
    const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? '';
    const day = `${part('year')}-${part('month')}-${part('day')}`;
    return Date.parse(`${day}T${part('hour')}:${part('minute')}Z`) / MINUTE_MS;
  }
}

/** True when the clock shows a full hour, or was set. */
function beginsHour(before: Reading, now: Reading): boolean {
  return now.minute % 60 === 0 || now.minute !== before.minute + 1;
}

function nameOf({ day }: Reading, bucket: Bucket): string {
  if (bucket === 'MONTH') return day.slice(0, 7);
  if (bucket === 'DAY') return day;
  const monday = new Date(day);
  while (monday.getUTCDay() !== 1) monday.setUTCDate(monday.getUTCDate() - 1);
  return monday.toISOString().slice(0, 10);
}
