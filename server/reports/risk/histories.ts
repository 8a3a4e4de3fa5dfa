import type { Currency } from '../../ledger/money/currencies.js';
import type { Snapshot } from '../../ledger/database/snapshot.js';
import { DAY_MS } from './liquidity.js';

/** Direction of a movement as the customer sees it. */
export type Direction = 'IN' | 'OUT';

/** Length of a customer's history, in days before the movement. */
const HISTORY_DAYS = 90;
/** Maximum number of movements in a history, the newest ones; more would change little. */
export const HISTORY_MAX = 300;
/** Maximum number of sides in one statement; each has six parameters. */
const SIDES_A_STATEMENT = 100;

/** One side of a movement, whose history before that moment is read. */
interface Before {
  readonly userId: string;
  readonly currency: Currency;
  readonly direction: Direction;
  readonly at: Date;
}

/**
 * Reads the history of each side: the amounts in minor units, newest first, that the customer moved in the same direction
 * in the ninety days before.
 *
 * @param most Maximum number of amounts for each side.
 */
export async function histories(
  snapshot: Snapshot,
  sides: readonly Before[],
  now: Date,
  most: number,
): Promise<number[][]> {
  const found: number[][] = [];
  for (let from = 0; from < sides.length; from += SIDES_A_STATEMENT) {
    found.push(...(await newest(snapshot, sides.slice(from, from + SIDES_A_STATEMENT), now, most)));
  }
  return found;
}

/**
 * Selects a wallet's movements in one direction from a covering index, newest first and no more than needed. Reversals,
 * and transfers between wallets of one person, do not count. Both are rare, so they are looked up by moment and amount
 * from the other side, without reading any other row.
 */
const NEWEST = `select e.created_at as at, abs(e.amount) as amount from entries e
  where e.wallet_id = w.id and e.created_at >= s.since and e.created_at < s.until and e.amount * s.sign > 0
    and not exists (
      select 1 from transactions r cross join entries x
      where r.posted_at = e.created_at and r.currency = s.currency and r.type = 'REVERSAL' and r.amount = abs(e.amount)
        and x.transaction_id = r.id and x.wallet_id = w.id and x.id = e.id)
    and not exists (
      select 1 from wallets o cross join entries c cross join entries x
      where o.owner_id = s.owner_id and o.currency = s.currency and o.id <> w.id
        and c.wallet_id = o.id and c.created_at = e.created_at and c.amount = -e.amount
        and x.transaction_id = c.transaction_id and x.wallet_id = w.id and x.id = e.id)
  order by e.created_at desc, e.sequence desc`;

interface Row {
  readonly place: number | string;
  readonly newest: string | null;
}

async function newest(
  snapshot: Snapshot,
  sides: readonly Before[],
  now: Date,
  most: number,
): Promise<number[][]> {
  const values = sides.map(() => '(?, ?, ?, ?, ?, ?)').join(', ');
  const rows = await snapshot.rows<Row>(
    `with sides (place, owner_id, currency, sign, since, until) as (values ${values})
    select s.place, (select string_agg(n.at || ' ' || n.amount, ',') from (${NEWEST} limit ${String(most)}) as n) as newest
    from sides s join wallets w on w.owner_id = s.owner_id and w.currency = s.currency`,
    sides.flatMap(({ userId, currency, direction, at }, place) => [
      ...[place, userId, currency, direction === 'IN' ? 1 : -1],
      ...[
        new Date(at.getTime() - HISTORY_DAYS * DAY_MS),
        new Date(Math.min(at.getTime(), now.getTime() + 1)),
      ],
    ]),
  );
  const wallets = Map.groupBy(rows, (row) => Number(row.place));
  return sides.map((_, place) =>
    (wallets.get(place) ?? [])
      .flatMap((row) => row.newest?.split(',') ?? [])
      .map((moved) => moved.split(' ').map(Number))
      .toSorted(([a = 0], [b = 0]) => b - a)
      .slice(0, most)
      .map(([, amount = 0]) => amount),
  );
}
