/** Each failure beyond a number of them makes the next attempt wait twice as long as the one before. */
export interface Backoff {
  /** Failures that nobody has to wait for: people mistype. */
  readonly free: number;
  /** The first wait. */
  readonly firstMs: number;
  readonly longestMs: number;
  /** After so long a failure is forgotten, one after the other; so often anybody can guess in the long run. */
  readonly forgetMs: number;
}

/** How many failures are remembered, in the time that forgetting them takes. */
interface Remembered {
  readonly lastAt: Date;
  readonly forgottenAt: Date;
}

/** How long the next attempt has to wait yet; 0 for not at all. */
export function waitMs(backoff: Backoff, { lastAt, forgottenAt }: Remembered, now: Date): number {
  const failures = Math.ceil((forgottenAt.getTime() - lastAt.getTime()) / backoff.forgetMs);
  const beyond = failures - backoff.free;
  if (beyond <= 0) return 0;
  const wait = Math.min(backoff.longestMs, backoff.firstMs * 2 ** Math.min(beyond - 1, 30));
  return Math.max(0, lastAt.getTime() + wait - now.getTime());
}

/** With one failure more. */
export function afterFailure(backoff: Backoff, before: Remembered | null, now: Date): Remembered {
  const from = Math.max(before?.forgottenAt.getTime() ?? 0, now.getTime());
  return { lastAt: now, forgottenAt: new Date(from + backoff.forgetMs) };
}
