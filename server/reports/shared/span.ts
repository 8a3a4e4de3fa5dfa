/** A stretch of time, half open: a moment `at` is in it when from ≤ at < to. In milliseconds since 1970. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

export const HOUR_MS = 3_600_000;
