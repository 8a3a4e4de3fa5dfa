import type { Currency } from '../../ledger/money/currencies.js';
import { comparableSum, exactSum, readSum } from '../../ledger/money/exact-sum.js';
import { shareOf } from '../../ledger/model/risk-threshold.js';
import type { Snapshot } from '../../ledger/database/snapshot.js';
import type { Money } from '../shared/summary.js';
import { narrowed } from './narrowed.js';

/** Maximum number of holders that are listed. */
const TOP = 10;

/** A customer with the total of their wallets in a currency. Shares are in ten-thousandths, rounded down. */
export interface Holder {
  readonly userId: string;
  readonly amount: Money;
  readonly share: bigint;
}

/** Concentration of customer funds in a currency on few customers. */
export interface Concentration {
  readonly currency: Currency;
  readonly total: Money;
  /** Number of customers who hold more than zero. */
  readonly holders: number;
  readonly topShares: { readonly top1: bigint; readonly top5: bigint; readonly top10: bigint };
  readonly top: readonly Holder[];
}

interface Row {
  readonly currency: Currency;
  readonly owner_id: string;
  readonly holders: number | string;
}

/**
 * Measures concentration by person and not by wallet, the largest holders first. It reads each wallet once, and no
 * transaction.
 */
export async function concentration(snapshot: Snapshot, currency: Currency | null): Promise<Concentration[]> {
  const { sql, params } = narrowed('currency', currency);
  const rows = await snapshot.rows<Row>(
    `select currency, owner_id, holders, held_billions, held_rest, total_billions, total_rest from (
      select currency, owner_id, held_billions, held_rest,
        count(*) over of_currency as holders,
        cast(sum(cast(held_billions as integer)) over of_currency as text) as total_billions,
        cast(sum(cast(held_rest as integer)) over of_currency as text) as total_rest,
        row_number() over (partition by currency order by held desc, owner_id) as place
      from (
        select currency, owner_id, ${exactSum('held', 'posted')}, ${comparableSum('posted')} as held
        from wallets where kind = 'CUSTOMER' and posted > 0${sql} group by currency, owner_id
      ) as people window of_currency as (partition by currency)
    ) as ranked where place <= ${TOP} order by currency, place`,
    params,
  );
  return [...Map.groupBy(rows, (row) => row.currency).entries()].map(([code, own]) => {
    const total = own[0] ? readSum(own[0], 'total') : 0n;
    const holds = (row: Row) => readSum(row, 'held');
    const shareOfTop = (count: number) =>
      shareOf(
        own.slice(0, count).reduce((sum, row) => sum + holds(row), 0n),
        total,
      );
    return {
      currency: code,
      total: { minorUnits: total, currency: code },
      holders: Number(own[0]?.holders ?? 0),
      topShares: { top1: shareOfTop(1), top5: shareOfTop(5), top10: shareOfTop(10) },
      top: own.map((row) => ({
        userId: row.owner_id,
        amount: { minorUnits: holds(row), currency: code },
        share: shareOf(holds(row), total),
      })),
    };
  });
}
