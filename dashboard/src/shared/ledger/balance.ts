import { addDays, spanOf, today, type Span } from '../time/days';

type Figure = 'posted' | 'held' | 'incoming';

/** Returns true for a wallet without money and without pending transactions: it can be closed. */
export function isEmpty(balance: Readonly<Record<Figure, { readonly minorUnits: string }>>): boolean {
  return [balance.posted, balance.held, balance.incoming].every(({ minorUnits }) => minorUnits === '0');
}

/** Today and the whole days before it. Until midnight it is the same range, so the cache knows it again. */
export function lastDays(days: number, now: Date): Span {
  const to = today(now);
  return spanOf({ from: addDays(to, 1 - days), to });
}

/** The balances to draw as a line; none when there has been no money at all. */
export function lineOf(
  series: readonly { readonly balance: { readonly minorUnits: string } }[],
): readonly bigint[] {
  const balances = series.map(({ balance }) => BigInt(balance.minorUnits));
  return balances.some((balance) => balance !== 0n) ? balances : [];
}
