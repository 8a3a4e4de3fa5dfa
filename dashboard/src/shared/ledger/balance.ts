import { addDays, spanOf, today, type Span } from '../time/days';

type Figure = 'posted' | 'held' | 'incoming';

/** Returns true for a wallet without money and without pending transactions: it can be closed. */
export function isEmpty(balance: Readonly<Record<Figure, { readonly minorUnits: string }>>): boolean {
  return [balance.posted, balance.held, balance.incoming].every(({ minorUnits }) => minorUnits === '0');
}

/** Returns the span of the last days and today. It stays the same until midnight, so that the cache can answer. */
export function lastDays(days: number, now: Date): Span {
  const to = today(now);
  return spanOf({ from: addDays(to, 1 - days), to });
}

/** Returns the balances to draw as a line; empty when there has never been any money. */
export function lineOf(
  series: readonly { readonly balance: { readonly minorUnits: string } }[],
): readonly bigint[] {
  const balances = series.map(({ balance }) => BigInt(balance.minorUnits));
  return balances.some((balance) => balance !== 0n) ? balances : [];
}
