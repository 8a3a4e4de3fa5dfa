import { HOUR_MS, type Span } from '../shared/span.js';

/** Sources of a span's volume: whole hours from the roll-up, and the rest from the transactions. */
export interface VolumePlan {
  /** Spans of `volume_hours`, by the start of the hour. */
  readonly rolled: readonly Span[];
  /** Spans of `transactions`, by the moment of posting. All spans are disjoint and in order. */
  readonly live: readonly Span[];
}

/**
 * Divides a span so that each transaction in it is counted exactly once.
 *
 * `volume_hours` holds what was posted before the mark. The mark may lie inside an hour; that hour's row is then the
 * part of the hour before the mark, and it may be used when the span reaches to the mark or beyond.
 *
 * @param mark In milliseconds since 1970; null when nothing was rolled up yet.
 * @param cuts Moments at which the volume is divided. An hour that contains one is read from the transactions.
 */
export function planVolumes(span: Span, mark: number | null, cuts: readonly number[] = []): VolumePlan {
  if (mark === null) return { rolled: [], live: [span] };
  const reachesMark = mark <= span.to;
  const from = hourOf(span.from + HOUR_MS - 1);
  const to = reachesMark ? hourOf(mark + HOUR_MS - 1) : hourOf(span.to);
  if (from >= to) return { rolled: [], live: [span] };
  const end = reachesMark ? mark : to;

  const rolled: Span[] = [];
  const live: Span[] = [{ from: span.from, to: from }];
  let next = from;
  for (const cut of cuts) {
    const hour = hourOf(cut);
    if (hour === cut || hour < next || hour >= to) continue;
    rolled.push({ from: next, to: hour });
    next = hour + HOUR_MS;
    live.push({ from: hour, to: Math.min(next, end) });
  }
  rolled.push({ from: next, to });
  live.push({ from: end, to: span.to });
  return { rolled: joined(rolled), live: joined(live) };
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
