import { countryOf, type Person } from './person.js';
import type { SeededRandom } from './seeded-random.js';

export const DAY_MS = 24 * 60 * 60 * 1000;
const MINUTE_MS = 60_000;
const MONTH = new Intl.DateTimeFormat('en', { month: 'long', timeZone: 'UTC' });

/** A calendar day in a person's time zone. */
export class LocalDay {
  /** Such as `2026-05-31`. */
  readonly date: string;
  /** From 1. */
  readonly dayOfMonth: number;
  readonly daysInMonth: number;
  /** 0 is Sunday. */
  readonly weekday: number;
  readonly #midnightMs: number;

  /** @param start Midnight UTC of the first day of the demo data. @param index Days since then. */
  constructor(
    start: Date,
    readonly index: number,
    person: Person,
  ) {
    const calendar = new Date(start.getTime() + index * DAY_MS);
    this.date = calendar.toISOString().slice(0, 10);
    this.dayOfMonth = calendar.getUTCDate();
    this.daysInMonth = new Date(
      Date.UTC(calendar.getUTCFullYear(), calendar.getUTCMonth() + 1, 0),
    ).getUTCDate();
    this.weekday = calendar.getUTCDay();
    this.#midnightMs = calendar.getTime() - countryOf(person).utcOffsetHours * 60 * MINUTE_MS;
  }

  /** Name of the month, such as `May`. */
  get month(): string {
    return MONTH.format(new Date(this.date));
  }

  /** Month and day, such as `05-31`. */
  get monthAndDay(): string {
    return this.date.slice(5);
  }

  /** Picks a moment between two hours of local time. */
  at(random: SeededRandom, fromHour: number, toHour: number): Date {
    const minute = random.whole(fromHour * 60, toHour * 60 - 1);
    return new Date(this.#midnightMs + minute * MINUTE_MS + random.whole(0, MINUTE_MS - 1));
  }

  /** True on this day of the month, or on the last day of a month that is too short: "the 31st" is the 30th of June. */
  is(dayOfMonth: number): boolean {
    return this.dayOfMonth === Math.min(dayOfMonth, this.daysInMonth);
  }
}

export function minutesAfter(moment: Date, minutes: number): Date {
  return new Date(moment.getTime() + minutes * MINUTE_MS);
}
