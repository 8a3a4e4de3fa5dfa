import type { Bucket } from './ranges';
import type { DayRange } from '../days';

/*
 * The console speaks UTC, like the server's buckets: two people in two countries who look at one link see the same figures
 * under the same days.
 */
const UTC = { timeZone: 'UTC' } as const;
const SHORT = new Intl.DateTimeFormat(undefined, {
  ...UTC,
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});
const LONG = new Intl.DateTimeFormat(undefined, {
  ...UTC,
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
});
const DATE = new Intl.DateTimeFormat(undefined, { ...UTC, day: 'numeric', month: 'short', year: 'numeric' });
const DAY = new Intl.DateTimeFormat(undefined, { ...UTC, day: 'numeric', month: 'short' });
const HOUR = new Intl.DateTimeFormat(undefined, {
  ...UTC,
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});
const MONTH = new Intl.DateTimeFormat(undefined, { ...UTC, month: 'short', year: 'numeric' });
const AGO = new Intl.RelativeTimeFormat(undefined, { numeric: 'auto' });

/** In a table: the day and the minute, and the year when it is another one. */
export function formatShort(iso: string, now = new Date()): string {
  const date = new Date(iso);
  return date.getUTCFullYear() === now.getUTCFullYear() ? SHORT.format(date) : DATE.format(date);
}

/** In full, to the second. */
export const formatFull = (iso: string): string => `${LONG.format(new Date(iso))} UTC`;

export const formatDate = (iso: string): string => DATE.format(new Date(iso));

export function formatRange({ from, to }: DayRange): string {
  return DATE.formatRange(new Date(from), new Date(to));
}

/** What stands under a bar of the chart. */
export function formatBucket(iso: string, bucket: Bucket): string {
  const date = new Date(iso);
  if (bucket === 'HOUR') return `${DAY.format(date)}, ${HOUR.format(date)}`;
  return (bucket === 'MONTH' ? MONTH : DAY).format(date);
}

/** "in 3 days"; "over" for what is past. */
export function formatUntil(iso: string, now = new Date()): string {
  const seconds = Math.round((Date.parse(iso) - now.getTime()) / 1_000);
  if (seconds <= 0) return 'over';
  if (seconds < 3_600) return AGO.format(Math.ceil(seconds / 60), 'minute');
  if (seconds < 86_400) return AGO.format(Math.floor(seconds / 3_600), 'hour');
  return AGO.format(Math.floor(seconds / 86_400), 'day');
}

/** "2 minutes ago". */
export function formatAgo(iso: string, now = new Date()): string {
  const seconds = Math.round((Date.parse(iso) - now.getTime()) / 1_000);
  if (seconds > -45) return 'just now';
  if (seconds > -3_600) return AGO.format(Math.round(seconds / 60), 'minute');
  if (seconds > -86_400) return AGO.format(Math.round(seconds / 3_600), 'hour');
  return AGO.format(Math.round(seconds / 86_400), 'day');
}
