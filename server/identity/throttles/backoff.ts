/** Parameters of an exponential backoff: each failure beyond a free number doubles the wait before the next attempt. */
export interface Backoff {
  /** Number of failures without a wait: people mistype. */
  readonly free: number;
  /** The first wait, in milliseconds. */
  readonly firstMs: number;
  readonly longestMs: number;
  /** Time after which one failure is forgotten, in milliseconds; it bounds the rate of guesses in the long run. */
  readonly forgetMs: number;
}

/** Remembered failures, encoded as the time when the last of them will be forgotten. */
interface Remembered {
  readonly lastAt: Date;
  readonly forgottenAt: Date;
}

/** Returns the remaining wait before the next attempt, in milliseconds; 0 for none. */
export function waitMs(backoff: Backoff, { lastAt, forgottenAt }: Remembered, now: Date): number {
  const failures = Math.ceil((forgottenAt.getTime() - lastAt.getTime()) / backoff.forgetMs);
  const beyond = failures - backoff.free;
  if (beyond <= 0) return 0;
  const wait = Math.min(backoff.longestMs, backoff.firstMs * 2 ** Math.min(beyond - 1, 30));
  return Math.max(0, lastAt.getTime() + wait - now.getTime());
}

/** Adds one failure. */
export function afterFailure(backoff: Backoff, before: Remembered | null, now: Date): Remembered {
  const from = Math.max(before?.forgottenAt.getTime() ?? 0, now.getTime());
  return { lastAt: now, forgottenAt: new Date(from + backoff.forgetMs) };
}
