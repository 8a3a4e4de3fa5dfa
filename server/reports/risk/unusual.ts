/** How many times the usual is unusual. */
const TIMES = 5;
/** From so many movements on somebody has habits. */
export const HABIT = 5;

/** Why a movement is out of the ordinary. Amounts are in minor units. */
export interface Verdict {
  readonly reason: 'OWN_HISTORY' | 'NEWCOMER';
  /** How many movements it was compared with. */
  readonly movements: number;
  /** The median of them; of a newcomer, the threshold. */
  readonly usual: number;
  /** In tenths, rounded down. */
  readonly times: bigint;
}

/**
 * The rule: somebody who moved money this way at least five times before is unusual with five times their median or more,
 * unless they move as much in one of ten cases. Whoever did so less often is, above the threshold for newcomers.
 *
 * @param history The amounts of the ninety days before.
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

/** The smallest value that so many per cent of all do not pass. */
function nearestRank(sorted: readonly number[], percent: number): number {
  return sorted[Math.ceil((sorted.length * percent) / 100) - 1] ?? 0;
}

function timesOf(amount: number, usual: number): bigint {
  return usual === 0 ? 0n : (BigInt(amount) * 10n) / BigInt(usual);
}
