import { HOUR_MS } from './buckets.js';
import type { Span } from './span.js';

/** Where the volume of a span is to be read: whole hours from the roll-up, and the rest from the transactions. */
export interface VolumePlan {
  /** Hours of `volume_hours`, by their start; null when none may be used. */
  readonly rolled: Span | null;
  /** Stretches of `transactions`, by the moment of posting. They are disjoint. */
  readonly live: readonly Span[];
}

/**
 * Divides a span so that each transaction in it is counted exactly once.
 *
 * `volume_hours` holds what was posted before the mark. The mark may lie inside an hour; that hour's row is then the part
 * of the hour before the mark, and it may be used when the span reaches to the mark or beyond.
 *
 * @param mark In milliseconds since 1970; null when nothing was rolled up yet.
 */
export function planVolumes(span: Span, mark: number | null): VolumePlan {
  if (mark === null) return { rolled: null, live: [span] };
  const reachesMark = mark <= span.to;
  const rolled = {
    from: Math.ceil(span.from / HOUR_MS) * HOUR_MS,
    to: reachesMark ? Math.ceil(mark / HOUR_MS) * HOUR_MS : Math.floor(span.to / HOUR_MS) * HOUR_MS,
  };
  if (rolled.from >= rolled.to) return { rolled: null, live: [span] };
  const before = { from: span.from, to: rolled.from };
  const after = { from: reachesMark ? mark : rolled.to, to: span.to };
  return { rolled, live: [before, after].filter(({ from, to }) => from < to) };
}
