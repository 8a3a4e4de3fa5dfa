import type { LocationQueryRaw } from 'vue-router';
import type { introspection } from '../../../shared/graphql/schema-types';
import {
  addDays,
  daysIn,
  instant,
  monthOf,
  startOf,
  today,
  type DayRange,
  type Span,
} from '../../../shared/time/days';

export type Bucket = introspection['types']['Bucket']['enumValues'];

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

const MINUTE_MS = 60_000;
const PRESET_DAYS: Partial<Record<Preset, number>> = { today: 1, '7d': 7, '30d': 30, '90d': 90 };

/** A range of days, and the unit of a step from it. The dates do not tell: on some days the last 7 days are this month. */
export interface SteppedRange extends DayRange {
  readonly unit: 'DAY' | 'MONTH';
}

export function isPreset(name: string): name is Preset {
  return Object.hasOwn(PRESETS, name);
}

export function presetRange(preset: Preset, now: Date): SteppedRange {
  const to = today(now);
  const days = PRESET_DAYS[preset];
  if (days !== undefined) return { from: addDays(to, 1 - days), to, unit: 'DAY' };
  const month = monthOf(to, preset === 'last-month' ? -1 : 0);
  return { from: month.from, to: preset === 'last-month' ? month.to : to, unit: 'MONTH' };
}

/** Finds the preset that equals a range today, so that a link to it stays a link to "the last 7 days". */
export function presetOf(range: SteppedRange, now: Date): Preset | undefined {
  return Object.keys(PRESETS)
    .filter(isPreset)
    .find((preset) => {
      const { from, to, unit } = presetRange(preset, now);
      return from === range.from && to === range.to && unit === range.unit;
    });
}

/** Makes a range of custom days. A whole month, or the part of this one so far, steps by months. */
export function ownRange({ from, to }: DayRange, now: Date): SteppedRange {
  const month = monthOf(from, 0);
  const endOfMonth = today(now) < month.to ? today(now) : month.to;
  const isMonth = from === month.from && (to === month.to || to === endOfMonth) && from !== to;
  return { from, to, unit: isMonth ? 'MONTH' : 'DAY' };
}

/** Returns the range before or after: months step by months, others by their number of days. */
export function stepRange(range: SteppedRange, steps: 1 | -1, now: Date): SteppedRange {
  const { unit } = range;
  if (unit === 'MONTH') {
    const { from, to } = monthOf(range.from, steps);
    return { from, to: to > today(now) && from <= today(now) ? today(now) : to, unit };
  }
  const days = steps * daysIn(range);
  return { from: addDays(range.from, days), to: addDays(range.to, days), unit };
}

/**
 * Returns the span that a range is compared with: the range before, as far into it as this one has come. A morning is
 * compared with the morning of the day before, and not with all of it.
 */
export function spanBefore(range: SteppedRange, now: Date): Span {
  const start = startOf(range.from);
  const minute = Math.ceil(now.getTime() / MINUTE_MS) * MINUTE_MS;
  const end = Math.max(start + MINUTE_MS, Math.min(startOf(addDays(range.to, 1)), minute));
  // Steps by calendar days and then by the clock: days differ in length when clocks change.
  const lastDay = today(new Date(end));
  const days = daysIn({ from: range.from, to: lastDay }) - 1;
  const previous = stepRange(range, -1, now).from;
  const previousEnd = startOf(addDays(previous, days)) + end - startOf(lastDay);
  return { from: instant(startOf(previous)), to: instant(Math.min(start, previousEnd)) };
}

/** Returns the bucket sizes that divide a range into a readable number of bars. */
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

/** Returns the filter of the transaction list that finds what a volume counts. */
export function postedIn({ from, to }: DayRange, more: LocationQueryRaw = {}): LocationQueryRaw {
  return { status: 'POSTED', by: 'posted', from, to, ...more };
}
