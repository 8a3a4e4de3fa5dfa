import type { Currency } from '../../ledger/money/currencies.js';
import { readInstant, type Snapshot } from '../../ledger/database/snapshot.js';
import { histories, HISTORY_MAX, type Direction } from './histories.js';
import { DAY_MS } from './liquidity.js';
import { narrowed } from './narrowed.js';
import { HABIT, judge, type Verdict } from './unusual.js';

/** How far back movements are looked at. */
const LOOK_BACK_DAYS = 7;
/** The largest of each currency, posted and waiting apart. */
const LARGEST = 100;
/** Enough for few of the rest to be larger than the last of them. */
const SORTED_FIRST = 5_000;

/** A movement that is out of the ordinary for one of its two sides. */
export interface UnusualMovement extends Verdict {
  readonly transactionId: string;
  readonly currency: Currency;
  readonly amount: number;
  readonly userId: string;
  readonly direction: Direction;
  /** When it was posted; when it was asked for, while it waits. */
  readonly at: Date;
}

interface Row {
  readonly id: string;
  readonly currency: Currency;
  readonly amount: number;
  readonly at: number | string | Date;
  readonly payer: string | null;
  readonly payee: string | null;
}

/**
 * Movements of the last seven days that are unusual for the customer who pays or is paid, newest first. Between two wallets
 * of one person nothing moves, and a reversal is nobody's habit.
 *
 * It costs an index range of those days, and the history of those who made the largest of them.
 *
 * @param newcomersAbove In minor units: what is much for somebody without a history.
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
 * Those of them that are a newcomer's, since a moment. Only what is above a threshold has a history to be read, and that
 * only until it is one.
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
 * To sort all that was posted costs ten times what it takes to read it. So the newest are sorted first, and of the rest only
 * what is no smaller than the last that would be among the largest if these were all.
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
