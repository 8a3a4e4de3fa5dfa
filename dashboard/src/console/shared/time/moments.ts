import type { Bucket } from './ranges';

const SHORT = new Intl.DateTimeFormat(undefined, {
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});
const LONG = new Intl.DateTimeFormat(undefined, {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
  timeZoneName: 'short',
});
const DATE = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short', year: 'numeric' });
const DAY = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short' });
const HOUR_PARTS = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
const HOUR = new Intl.DateTimeFormat(undefined, HOUR_PARTS);
const ZONED_HOUR = new Intl.DateTimeFormat(undefined, { ...HOUR_PARTS, timeZoneName: 'short' });
const HOUR_MS = 3_600_000;
const MONTH = new Intl.DateTimeFormat(undefined, { month: 'short', year: 'numeric' });
// Always English, because the text becomes part of our English sentences.
const AGO = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });

/** Formats a moment for tables: day and minute, and the year if it is not the present one. */
export function formatShort(iso: string, now = new Date()): string {
  const date = new Date(iso);
  return date.getFullYear() === now.getFullYear() ? SHORT.format(date) : DATE.format(date);
}

/** Formats a moment in full, to the second and with the time zone. */
export const formatFull = (iso: string): string => LONG.format(new Date(iso));

export const formatDate = (iso: string): string => DATE.format(new Date(iso));

/** Writes the label under a bar of the chart. */
export function formatBucket(iso: string, bucket: Bucket): string {
  const date = new Date(iso);
  if (bucket !== 'HOUR') return (bucket === 'MONTH' ? MONTH : DAY).format(date);
  const shown = HOUR.format(date);
  // An hour comes twice when the clock is set back: only the zone's name tells the two apart.
  const isTwice = [-1, 1].some((step) => HOUR.format(date.getTime() + step * HOUR_MS) === shown);
  return `${DAY.format(date)}, ${isTwice ? ZONED_HOUR.format(date) : shown}`;
}

/** Formats the time that is left, such as "in 3 days"; "over" for the past. */
export function formatUntil(iso: string, now = new Date()): string {
  const seconds = Math.round((Date.parse(iso) - now.getTime()) / 1_000);
  if (seconds <= 0) return 'over';
  if (seconds < 3_600) return AGO.format(Math.ceil(seconds / 60), 'minute');
  if (seconds < 86_400) return AGO.format(Math.floor(seconds / 3_600), 'hour');
  return AGO.format(Math.floor(seconds / 86_400), 'day');
}

/** Formats the time that has passed, such as "2 minutes ago". */
export function formatAgo(iso: string, now = new Date()): string {
  const seconds = Math.round((Date.parse(iso) - now.getTime()) / 1_000);
  if (seconds > -45) return 'just now';
  if (seconds > -3_600) return AGO.format(Math.round(seconds / 60), 'minute');
  if (seconds > -86_400) return AGO.format(Math.round(seconds / 3_600), 'hour');
  return AGO.format(Math.round(seconds / 86_400), 'day');
}
