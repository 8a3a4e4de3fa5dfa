import type { introspection } from '../../graphql/schema-types';

export type Bucket = introspection['types']['Bucket']['enumValues'];

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

export const PRESETS = {
  today: 'Today',
  '7d': 'Last 7 days',
  '30d': 'Last 30 days',
  '90d': 'Last 90 days',
  'this-month': 'This month',
  'last-month': 'Last month',
} as const;
export type Preset = keyof typeof PRESETS;

export const BUCKET_NAMES: Readonly<Record<Bucket, string>> = {
  HOUR: 'Hourly',
  DAY: 'Daily',
  WEEK: 'Weekly',
  MONTH: 'Monthly',
};

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
const PRESET_DAYS: Partial<Record<Preset, number>> = { today: 1, '7d': 7, '30d': 30, '90d': 90 };

export function isPreset(name: string): name is Preset {
  return Object.hasOwn(PRESETS, name);
}

/** A day that the calendar has. */
export function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && dayOf(Date.parse(`${text}T00:00Z`)) === text;
}

export function today(now: Date): string {
  return dayOf(now.getTime());
}

export function presetRange(preset: Preset, now: Date): DayRange {
  const to = today(now);
  const days = PRESET_DAYS[preset];
  if (days !== undefined) return { from: addDays(to, 1 - days), to };
  const month = monthOf(to, preset === 'last-month' ? -1 : 0);
  return preset === 'last-month' ? month : { from: month.from, to };
}

/** The preset that a range is at present, so that a link to it stays a link to "the last 7 days". */
export function presetOf(range: DayRange, now: Date): Preset | undefined {
  return Object.keys(PRESETS)
    .filter(isPreset)
    .find((preset) => {
      const { from, to } = presetRange(preset, now);
      return from === range.from && to === range.to;
    });
}

export function daysIn({ from, to }: DayRange): number {
  return (startOf(to) - startOf(from)) / DAY_MS + 1;
}

/** The range of the same kind before or after: a calendar month steps by months, everything else by its own length. */
export function stepRange(range: DayRange, steps: 1 | -1, now: Date): DayRange {
  const month = monthOf(range.from, 0);
  const endOfMonth = today(now) < month.to ? today(now) : month.to;
  const isMonth = range.from === month.from && (range.to === month.to || range.to === endOfMonth);
  if (isMonth && daysIn(range) > 1) {
    const { from, to } = monthOf(range.from, steps);
    return { from, to: to > today(now) && from <= today(now) ? today(now) : to };
  }
  const days = steps * daysIn(range);
  return { from: addDays(range.from, days), to: addDays(range.to, days) };
}

export function spanOf({ from, to }: DayRange): Span {
  return { from: instant(startOf(from)), to: instant(startOf(to) + DAY_MS) };
}

/**
 * What a range is compared with: the range before, as far into it as this one has come. The morning of a day is compared
 * with the morning of the day before, and not with all of it.
 */
export function spanBefore(range: DayRange, now: Date): Span {
  const start = startOf(range.from);
  const end = startOf(range.to) + DAY_MS;
  const minute = Math.ceil(now.getTime() / MINUTE_MS) * MINUTE_MS;
  const elapsed = Math.max(MINUTE_MS, Math.min(end, minute) - start);
  const previous = startOf(stepRange(range, -1, now).from);
  return { from: instant(previous), to: instant(Math.min(start, previous + elapsed)) };
}

/** Those that divide the range into a number of bars that can be told apart. */
export function bucketsFor(range: DayRange): Bucket[] {
  const days = daysIn(range);
  const buckets: Bucket[] = [];
  if (days <= 14) buckets.push('HOUR');
  if (days <= 400) buckets.push('DAY');
  if (days > 7) buckets.push('WEEK');
  if (days > 31) buckets.push('MONTH');
  return buckets;
}

export function defaultBucket(range: DayRange): Bucket {
  const days = daysIn(range);
  if (days <= 2) return 'HOUR';
  if (days <= 92) return 'DAY';
  return days <= 400 ? 'WEEK' : 'MONTH';
}

function monthOf(day: string, later: number): DayRange {
  const date = new Date(startOf(day));
  const start = Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + later, 1);
  const end = Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + later + 1, 1) - DAY_MS;
  return { from: dayOf(start), to: dayOf(end) };
}

function addDays(day: string, days: number): string {
  return dayOf(startOf(day) + days * DAY_MS);
}

function startOf(day: string): number {
  return Date.parse(`${day}T00:00Z`);
}

function dayOf(milliseconds: number): string {
  return Number.isNaN(milliseconds) ? '' : instant(milliseconds).slice(0, 10);
}

function instant(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}
