/** The difference between a figure and the one that it is compared with. */
export interface Change {
  readonly direction: 'up' | 'down' | 'same';
  /** The change in a text short enough for a card, such as "+12.4%". */
  readonly text: string;
}

const PERCENT = new Intl.NumberFormat(undefined, {
  style: 'percent',
  maximumFractionDigits: 1,
  signDisplay: 'exceptZero',
});

/** The largest change that is shown as a percentage; beyond it, percentages mean little. */
const PERCENT_MAX_PERMILLE = 9_990n;

export function changeOf(current: bigint, previous: bigint): Change {
  const direction = directionOf(current - previous);
  if (direction === 'same') return { direction, text: 'No change' };
  if (previous === 0n) return { direction, text: 'None before' };
  const size = previous < 0n ? -previous : previous;
  const permille = ((current - previous) * 1_000n) / size;
  if (permille > PERCENT_MAX_PERMILLE) return { direction, text: 'Over 10×' };
  if (permille === 0n) return { direction, text: 'Under 0.1%' };
  return { direction, text: PERCENT.format(Number(permille) / 1_000) };
}

function directionOf(difference: bigint): Change['direction'] {
  if (difference === 0n) return 'same';
  return difference > 0n ? 'up' : 'down';
}

/** Describes new users or wallets by their number: such figures only grow, so a percentage would say little. */
export function newcomers(count: number): Change {
  return { direction: count > 0 ? 'up' : 'same', text: count > 0 ? `+${String(count)}` : 'None' };
}
