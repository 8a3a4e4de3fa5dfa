import type { Currency } from '../../ledger/money/currencies.js';
import { readInstant, type Snapshot } from '../../ledger/database/snapshot.js';
import { histories, HISTORY_MAX, type Direction } from './histories.js';
import { DAY_MS } from './liquidity.js';
import { narrowed } from './narrowed.js';
import { HABIT, judge, type Verdict } from './unusual.js';

/** Number of days back from which movements are examined. */
const LOOK_BACK_DAYS = 7;
/** Maximum number of movements examined in each currency, the largest ones; posted and pending apart. */
const LARGEST = 100;
/**
 * Number of the newest movements that are sorted to find a lower bound for the largest ones; enough that few others
 * exceed it.
 */
const SORTED_FIRST = 5_000;

/** A movement that is unusual for one of its two sides. */
export interface UnusualMovement extends Verdict {
  readonly transactionId: string;
  readonly currency: Currency;
  readonly amount: number;
  readonly userId: string;
  readonly direction: Direction;
  /** Time of posting, or of the request while it is pending. */
  readonly at: Date;
}

interface Row {
  readonly id: string;
  readonly currency: Currency;
  readonly amount: number;
  readonly at: number;
  readonly payer: string | null;
  readonly payee: string | null;
}

/**
 * Finds movements of the last seven days that are unusual for the customer who pays or is paid, newest first. Transfers
 * between wallets of one person and reversals are left out.
 *
 * The cost is an index range of those days, and the histories of the customers with the largest movements.
 *
 * @param newcomersAbove Threshold for customers without a history, in minor units.
 */
export async function unusualMovements(
  snapshot: Snapshot,
  currency: Currency | null,
  now: Date,
  newcomersAbove: ReadonlyMap<Currency, number>,
): Promise<UnusualMovement[]> {
  const sides = (await largest(snapshot, currency, now)).flatMap(sidesOf);
  const before = await histories(snapshot, sides, now, HISTORY_MAX);
  return sides
    .flatMap((side, index) => {
      const verdict = judge(side.amount, before[index] ?? [], newcomersAbove.get(side.currency));
      return verdict ? { ...side, ...verdict } : [];
    })
    .toSorted((a, b) => b.at.getTime() - a.at.getTime() || (a.transactionId < b.transactionId ? 1 : -1));
}

/**
 * Finds unusual movements of newcomers after a moment. A history is read only for movements above the threshold, and
 * only up to the number of movements that makes a customer no newcomer.
 */
export async function newcomersMovements(
  snapshot: Snapshot,
  since: Date,
  now: Date,
  newcomersAbove: ReadonlyMap<Currency, number>,
): Promise<Side[]> {
  const sides = (await largest(snapshot, null, now))
    .flatMap(sidesOf)
    .filter(({ currency, amount, at }) => at > since && amount > (newcomersAbove.get(currency) ?? Infinity));
  const before = await histories(snapshot, sides, now, HABIT);
  return sides.filter((_, index) => (before[index]?.length ?? 0) < HABIT);
}

/**
 * Selects the largest movements of each currency. To sort all posted movements takes ten times as long as to read them,
 * so the newest are sorted first, and of the rest only those that are at least as large as the last of the largest
 * found among these.
 */
async function largest(snapshot: Snapshot, currency: Currency | null, now: Date): Promise<Row[]> {
  const { sql, params } = narrowed('currency', currency);
  const range = [new Date(now.getTime() - LOOK_BACK_DAYS * DAY_MS), new Date(now.getTime() + 1), ...params];
  const posted = `posted_at >= ? and posted_at < ? and type <> 'REVERSAL'${sql}`;
  const ranked = (moment: string, condition: string) =>
    `select id, ${moment} as at from (
      select id, ${moment}, row_number() over (partition by currency order by amount desc, id) as place
      from transactions where ${condition}) as r where place <= ${String(LARGEST)}`;
  return snapshot.rows<Row>(
    `with cutoffs as materialized (
      select currency, amount from (
        select currency, amount, row_number() over (partition by currency order by amount desc) as place
        from (
          select currency, amount from transactions where ${posted}
          order by posted_at desc limit ${String(SORTED_FIRST)}
        ) as newest
      ) as sorted where place = ${String(LARGEST)}
    )
    select t.id, t.currency, t.amount, l.at, s.owner_id as payer, d.owner_id as payee
    from (
      ${ranked(
        'posted_at',
        `${posted} and amount >= coalesce(
          (select c.amount from cutoffs c where c.currency = transactions.currency), 0)`,
      )}
      union all ${ranked('created_at', `status = 'PENDING' and type <> 'REVERSAL'${sql}`)}
    ) as l join transactions t on t.id = l.id
    join wallets s on s.id = t.source_wallet_id join wallets d on d.id = t.destination_wallet_id`,
    [...range, ...range, ...params],
  );
}

type Side = Omit<UnusualMovement, keyof Verdict>;

function sidesOf({ id, currency, amount, at, payer, payee }: Row): Side[] {
  if (payer === payee) return [];
  const common = { transactionId: id, currency, amount, at: readInstant(at) };
  return [
    ...(payer === null ? [] : [{ ...common, userId: payer, direction: 'OUT' as const }]),
    ...(payee === null ? [] : [{ ...common, userId: payee, direction: 'IN' as const }]),
  ];
}
