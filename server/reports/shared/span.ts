/** A half-open span of time, from ≤ at < to, in milliseconds since 1970. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

export const HOUR_MS = 3_600_000;
