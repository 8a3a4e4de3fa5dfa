/** Multiple of the median from which a movement is unusual. */
const TIMES = 5;
/** Number of movements from which a customer has a history and is no newcomer. */
export const HABIT = 5;

/** The reason for which a movement is unusual. Amounts are in minor units. */
export interface Verdict {
  readonly reason: 'OWN_HISTORY' | 'NEWCOMER';
  /** Number of movements in the history. */
  readonly movements: number;
  /** Median of the history, or the threshold for a newcomer. */
  readonly usual: number;
  /** The amount divided by `usual`, in tenths, rounded down. */
  readonly times: bigint;
}

/**
 * Judges a movement. With at least five earlier movements in this direction, it is unusual from five times their median
 * on, if it also exceeds their 90th percentile. With fewer, it is unusual above the threshold for newcomers.
 *
 * @param history Amounts of the ninety days before, in minor units.
 */
export function judge(
  amount: number,
  history: readonly number[],
  newcomersAbove: number | undefined,
): Verdict | undefined {
  const movements = history.length;
  if (movements < HABIT) {
    if (newcomersAbove === undefined || amount <= newcomersAbove) return undefined;
    return { reason: 'NEWCOMER', movements, usual: newcomersAbove, times: timesOf(amount, newcomersAbove) };
  }
  const sorted = history.toSorted((a, b) => a - b);
  const usual = nearestRank(sorted, 50);
  if (amount < TIMES * usual || amount <= nearestRank(sorted, 90)) return undefined;
  return { reason: 'OWN_HISTORY', movements, usual, times: timesOf(amount, usual) };
}

/** Returns a percentile by the nearest-rank method. */
function nearestRank(sorted: readonly number[], percent: number): number {
  return sorted[Math.ceil((sorted.length * percent) / 100) - 1] ?? 0;
}

function timesOf(amount: number, usual: number): bigint {
  return usual === 0 ? 0n : (BigInt(amount) * 10n) / BigInt(usual);
}
