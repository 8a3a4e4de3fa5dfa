const DAY = new Intl.DateTimeFormat(undefined, { weekday: 'long', day: 'numeric', month: 'long' });
const DAY_WITH_YEAR = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'long', year: 'numeric' });
const TIME = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' });
const MOMENT = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' });
const MONTH = new Intl.DateTimeFormat(undefined, { month: 'long', year: 'numeric', timeZone: 'UTC' });
const MONTH_NAME = new Intl.DateTimeFormat(undefined, { month: 'long', timeZone: 'UTC' });
const SHORT_MONTH = new Intl.DateTimeFormat(undefined, { month: 'short', timeZone: 'UTC' });
const UTC_DAY = new Intl.DateTimeFormat(undefined, {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  timeZone: 'UTC',
});
const UTC_MINUTE = new Intl.DateTimeFormat(undefined, {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
  timeZone: 'UTC',
});

export const formatTime = (iso: string): string => TIME.format(new Date(iso));
export const formatMoment = (iso: string): string => MOMENT.format(new Date(iso));
/** The server's months are those of UTC. */
export const formatMonth = (iso: string): string => MONTH.format(new Date(iso));
export const formatMonthName = (iso: string): string => MONTH_NAME.format(new Date(iso));
export const formatShortMonth = (iso: string): string => SHORT_MONTH.format(new Date(iso));
/** In a document, which says the same to everybody wherever they are. */
export const formatUtcMinute = (iso: string): string => UTC_MINUTE.format(new Date(iso));
export const formatUtcDays = (from: string, to: string): string =>
  UTC_DAY.formatRange(new Date(from), new Date(to));

/** "Today", "Yesterday", or the day; with the year when it is not this one. */
export function formatDay(iso: string, now = new Date()): string {
  const date = new Date(iso);
  const yesterday = new Date(now);
  yesterday.setDate(now.getDate() - 1);
  if (date.toDateString() === now.toDateString()) return 'Today';
  if (date.toDateString() === yesterday.toDateString()) return 'Yesterday';
  return (date.getFullYear() === now.getFullYear() ? DAY : DAY_WITH_YEAR).format(date);
}

/** The local midnight at which a day such as 2026-01-31 begins, `days` later, as the API wants it. */
export function startOfDay(day: string, days = 0): string | undefined {
  const [year = Number.NaN, month = Number.NaN, date = Number.NaN] = day.split('-').map(Number);
  const start = new Date(year, month - 1, date + days);
  return Number.isNaN(start.getTime()) ? undefined : start.toISOString();
}
