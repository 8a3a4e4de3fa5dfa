import type { Currency } from '../../ledger/currencies.js';
import { readInstant, type Snapshot } from '../../ledger/snapshot.js';
import { DAY_MS } from './liquidity.js';

/** Seen from the customer. */
export type Direction = 'IN' | 'OUT';

/** How long somebody's habits are looked back on. */
const HISTORY_DAYS = 90;
/** The newest of them; the rest would change little. */
const HISTORY_MAX = 300;

/** Whose movements, in which currency, and which way. */
interface Whose {
  readonly userId: string;
  readonly currency: Currency;
  readonly direction: Direction;
}

/** @returns The amounts that somebody moved in the ninety days before a moment, in minor units. */
export async function histories(
  snapshot: Snapshot,
  people: readonly Whose[],
  now: Date,
): Promise<(of: Whose & { readonly at: Date }) => number[]> {
  const found = new Map<string, readonly Moved[]>();
  for (const whose of people) {
    const key = keyOf(whose);
    if (!found.has(key)) found.set(key, await newest(snapshot, whose, now));
  }
  return (of) => {
    const at = of.at.getTime();
    const own = found.get(keyOf(of)) ?? [];
    return own
      .filter((moved) => moved.at < at && moved.at >= at - HISTORY_DAYS * DAY_MS)
      .map(({ amount }) => amount);
  };
}

interface Moved {
  readonly at: number;
  readonly amount: number;
}

/** Each wallet's entries come by time from an index; those of a wallet that is used all the time end with the newest. */
async function newest(
  snapshot: Snapshot,
  { userId, currency, direction }: Whose,
  now: Date,
): Promise<Moved[]> {
  const rows = await snapshot.rows<{ at: number | string | Date; amount: number }>(
    `select e.created_at as at, abs(e.amount) as amount
    from wallets w join entries e on e.wallet_id = w.id
    join transactions t on t.id = e.transaction_id
    join wallets s on s.id = t.source_wallet_id join wallets d on d.id = t.destination_wallet_id
    where w.owner_id = ? and w.currency = ? and e.created_at >= ? and e.created_at < ?
      and e.amount ${direction === 'IN' ? '>' : '<'} 0 and t.type <> 'REVERSAL' and s.owner_id is not d.owner_id
    order by e.created_at desc, e.id desc limit ${HISTORY_MAX}`,
    [userId, currency, new Date(now.getTime() - 2 * HISTORY_DAYS * DAY_MS), new Date(now.getTime() + 1)],
  );
  return rows.map(({ at, amount }) => ({ at: readInstant(at).getTime(), amount }));
}

function keyOf({ userId, currency, direction }: Whose): string {
  return `${userId} ${currency} ${direction}`;
}
