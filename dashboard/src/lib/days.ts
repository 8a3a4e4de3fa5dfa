/** Whole days of UTC such as 2026-01-31, both of them in the range: everybody who opens a link sees the same range. */
export interface DayRange {
  readonly from: string;
  readonly to: string;
}

/** Moments as the API wants them; the range ends right before `to`. */
export interface Span {
  readonly from: string;
  readonly to: string;
}

export const DAY_MS = 86_400_000;

/** A day that the calendar has. */
export function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && dayOf(Date.parse(`${text}T00:00Z`)) === text;
}

export function today(now: Date): string {
  return dayOf(now.getTime());
}

export function daysIn({ from, to }: DayRange): number {
  return (startOf(to) - startOf(from)) / DAY_MS + 1;
}

export function spanOf({ from, to }: DayRange): Span {
  return { from: instant(startOf(from)), to: instant(startOf(to) + DAY_MS) };
}

/** The whole calendar month that is `later` months after the one of a day. */
export function monthOf(day: string, later: number): DayRange {
  const date = new Date(startOf(day));
  const start = Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + later, 1);
  const end = Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + later + 1, 1) - DAY_MS;
  return { from: dayOf(start), to: dayOf(end) };
}

export function addDays(day: string, days: number): string {
  return dayOf(startOf(day) + days * DAY_MS);
}

/** The midnight at which a day begins, in milliseconds since 1970. */
export function startOf(day: string): number {
  return Date.parse(`${day}T00:00Z`);
}

function dayOf(milliseconds: number): string {
  return Number.isNaN(milliseconds) ? '' : instant(milliseconds).slice(0, 10);
}

export function instant(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}
