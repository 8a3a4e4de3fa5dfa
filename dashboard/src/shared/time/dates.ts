import type { DayRange } from './days';

const DAY = new Intl.DateTimeFormat(undefined, { weekday: 'long', day: 'numeric', month: 'long' });
const DAY_WITH_YEAR = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'long', year: 'numeric' });
const TIME = new Intl.DateTimeFormat(undefined, { hour: 'numeric', minute: '2-digit' });
const MOMENT = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' });
const MONTH = new Intl.DateTimeFormat(undefined, { month: 'long', year: 'numeric' });
const MONTH_NAME = new Intl.DateTimeFormat(undefined, { month: 'long' });
const SHORT_MONTH = new Intl.DateTimeFormat(undefined, { month: 'short' });
/** Formats calendar days, which have no time zone: they are parsed and formatted in UTC. */
const CALENDAR_DAY = new Intl.DateTimeFormat(undefined, {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  timeZone: 'UTC',
});
const MINUTE_PARTS = {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
} as const;
const MINUTE = new Intl.DateTimeFormat(undefined, MINUTE_PARTS);
const ZONED_MINUTE = new Intl.DateTimeFormat(undefined, { ...MINUTE_PARTS, timeZoneName: 'short' });

export const formatTime = (iso: string): string => TIME.format(new Date(iso));
export const formatMoment = (iso: string): string => MOMENT.format(new Date(iso));
/** Formats the month that begins at a moment. */
export const formatMonth = (iso: string): string => MONTH.format(new Date(iso));
export const formatMonthName = (iso: string): string => MONTH_NAME.format(new Date(iso));
export const formatShortMonth = (iso: string): string => SHORT_MONTH.format(new Date(iso));
/** Formats a minute for documents that name the time zone elsewhere. */
export const formatMinute = (iso: string): string => MINUTE.format(new Date(iso));
/** Formats a minute with its time zone. */
export const formatZonedMinute = (iso: string): string => ZONED_MINUTE.format(new Date(iso));
export const formatDays = ({ from, to }: DayRange): string =>
  CALENDAR_DAY.formatRange(new Date(from), new Date(to));

/** Formats a day: "Today", "Yesterday" or the date, with the year if it is not the present one. */
export function formatDay(iso: string, now = new Date()): string {
  const date = new Date(iso);
  const yesterday = new Date(now);
  yesterday.setDate(now.getDate() - 1);
  if (date.toDateString() === now.toDateString()) return 'Today';
  if (date.toDateString() === yesterday.toDateString()) return 'Yesterday';
  return (date.getFullYear() === now.getFullYear() ? DAY : DAY_WITH_YEAR).format(date);
}
