import { HOUR_MS, type Span } from '../shared/span.js';

/** Sources of a span's volume. All parts are disjoint, and together they are the span. */
export interface VolumePlan {
  /** Spans of `volume_hours`, by the start of the hour. */
  readonly hours: readonly Span[];
  /** Parts of hours, each as the total of its hour less the transactions posted in the rest of it. */
  readonly parts: readonly HourPart[];
  /** Spans of `transactions`, by the moment of posting. */
  readonly rows: readonly Span[];
}

/** A part of an hour. */
export interface HourPart {
  /** Start of the hour. */
  readonly hour: number;
  /** Start of the part. */
  readonly from: number;
  /** Spans of `transactions` that are in the hour and not in the part. */
  readonly without: readonly Span[];
}

/**
 * Divides a span so that each transaction in it is counted exactly once. Whole hours are read from their totals. Of an
 * hour at an end of the span, the shorter of two spans is read row by row: the part inside, or the rest, which is then
 * taken from the total. After the newest transaction there is nothing to read, so the rest of the hour that is still
 * open costs nothing.
 *
 * @param newest Moment of the newest transaction that was posted before the end of the span's last hour; null when
 * there is none.
 * @param cuts Moments at which the volume is divided, in order. An hour that contains one is read row by row.
 */
export function planVolumes(span: Span, newest: number | null, cuts: readonly number[] = []): VolumePlan {
  const cutHours = new Set(
    cuts.filter((cut) => cut > span.from && cut < span.to && cut !== hourOf(cut)).map(hourOf),
  );
  const hours: Span[] = [];
  const parts: HourPart[] = [];
  const rows: Span[] = [];
  let next = hourOf(span.from);
  for (const hour of new Set([next, ...cutHours, hourOf(span.to - 1)])) {
    hours.push({ from: next, to: hour });
    next = hour + HOUR_MS;
    const inside = { from: Math.max(span.from, hour), to: Math.min(span.to, next) };
    const rest = restOf(hour, inside, newest);
    if (cutHours.has(hour)) rows.push(inside);
    else if (rest.length === 0) hours.push({ from: hour, to: next });
    else if (lengthOf(rest) < lengthOf([inside])) parts.push({ hour, from: inside.from, without: rest });
    else rows.push(inside);
  }
  return { hours: joined(hours), parts, rows: joined(rows) };
}

/** Returns the spans of an hour around a part of it, without those in which nothing was posted. */
function restOf(hour: number, inside: Span, newest: number | null): Span[] {
  const end = newest === null ? hour : Math.min(hour + HOUR_MS, newest + 1);
  return [
    { from: hour, to: Math.min(inside.from, end) },
    { from: inside.to, to: end },
  ].filter(({ from, to }) => from < to);
}

function lengthOf(spans: readonly Span[]): number {
  return spans.reduce((length, { from, to }) => length + to - from, 0);
}

function hourOf(at: number): number {
  return Math.floor(at / HOUR_MS) * HOUR_MS;
}

/** Drops empty spans and joins adjacent ones. */
function joined(spans: readonly Span[]): Span[] {
  const kept: Span[] = [];
  for (const { from, to } of spans) {
    if (from >= to) continue;
    const last = kept.at(-1);
    if (last?.to === from) kept[kept.length - 1] = { from: last.from, to };
    else kept.push({ from, to });
  }
  return kept;
}
