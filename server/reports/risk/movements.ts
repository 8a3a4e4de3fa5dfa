import type { Currency } from '../../ledger/currencies.js';
import { readInstant, type Snapshot } from '../../ledger/snapshot.js';
import type { TransactionType } from '../../ledger/transaction.js';
import { histories, type Direction } from './histories.js';
import { DAY_MS } from './liquidity.js';
import { narrowed } from './narrowed.js';
import { judge, type Verdict } from './unusual.js';

/** How far back movements are looked at. */
const LOOK_BACK_DAYS = 7;
/** The largest of each currency, posted and waiting apart. */
const LARGEST = 100;

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
  readonly type: TransactionType;
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
  const before = await histories(snapshot, sides, now);
  return sides
    .flatMap((side) => {
      const verdict = judge(side.amount, before(side), newcomersAbove.get(side.currency));
      return verdict ? { ...side, ...verdict } : [];
    })
    .toSorted((a, b) => b.at.getTime() - a.at.getTime() || (a.transactionId < b.transactionId ? 1 : -1));
}

async function largest(snapshot: Snapshot, currency: Currency | null, now: Date): Promise<Row[]> {
  const { sql, params } = narrowed('currency', currency);
  const since = new Date(now.getTime() - LOOK_BACK_DAYS * DAY_MS);
  const ranked = (condition: string, moment: string) =>
    `select id, ${moment} as at from (
      select id, ${moment}, row_number() over (partition by currency order by amount desc, id) as place
      from transactions where ${condition} and type <> 'REVERSAL'${sql}) as r where place <= ${LARGEST}`;
  return snapshot.rows<Row>(
    `select t.id, t.type, t.currency, t.amount, l.at, s.owner_id as payer, d.owner_id as payee
    from (
      ${ranked('posted_at >= ? and posted_at < ?', 'posted_at')}
      union all ${ranked(`status = 'PENDING'`, 'created_at')}
    ) as l join transactions t on t.id = l.id
    join wallets s on s.id = t.source_wallet_id join wallets d on d.id = t.destination_wallet_id`,
    [since, new Date(now.getTime() + 1), ...params, ...params],
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
