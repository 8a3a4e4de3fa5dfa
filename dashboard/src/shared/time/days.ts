/** A range of whole days in the reader's time zone, such as 2026-01-31; the last one included. */
export interface DayRange {
  readonly from: string;
  readonly to: string;
}

/** A range of moments as the API takes them; it ends right before `to`. */
export interface Span {
  readonly from: string;
  readonly to: string;
}

const DAY_MS = 86_400_000;

/** Returns true for a date that exists in the calendar. */
export function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && dayOf(numberOf(text)) === text;
}

/** Returns the day of a moment in the reader's time zone. */
export function today(now: Date): string {
  return dayOf(Date.UTC(now.getFullYear(), now.getMonth(), now.getDate()));
}

export function daysIn({ from, to }: DayRange): number {
  return (numberOf(to) - numberOf(from)) / DAY_MS + 1;
}

export function spanOf({ from, to }: DayRange): Span {
  return { from: instant(startOf(from)), to: instant(startOf(addDays(to, 1))) };
}

/** Returns the whole calendar month that is `later` months after the one of a day. */
export function monthOf(day: string, later: number): DayRange {
  const date = new Date(numberOf(day));
  const start = Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + later, 1);
  const end = Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + later + 1, 1) - DAY_MS;
  return { from: dayOf(start), to: dayOf(end) };
}

export function addDays(day: string, days: number): string {
  return dayOf(numberOf(day) + days * DAY_MS);
}

/** Returns the start of a day in the reader's time zone, in ms since 1970: midnight, or later if that is skipped. */
export function startOf(day: string): number {
  const date = new Date(numberOf(day));
  return new Date(date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()).getTime();
}

export function instant(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}

/** Converts a day to a number in UTC, for calculating with dates: there, every day has 24 hours. */
function numberOf(day: string): number {
  return Date.parse(`${day}T00:00Z`);
}

function dayOf(number: number): string {
  return Number.isNaN(number) ? '' : instant(number).slice(0, 10);
}
