import type { Currency } from '../../ledger/money/currencies.js';
import { readSum, sumColumns } from '../../ledger/money/exact-sum.js';
import type { Snapshot } from '../../ledger/database/snapshot.js';
import { TRANSACTION_TYPES, type TransactionType } from '../../ledger/model/transaction-types.js';
import { spanBefore, spanOf, type ReportRange } from '../shared/range.js';
import type { Span } from '../shared/span.js';
import type { Volume, VolumeTotal } from '../shared/summary.js';
import { volumeSource } from './volume-source.js';

/**
 * Computes the volumes of the range and of the one before it, by currency and type. A pair that occurs in either is
 * listed, in the order of `compareVolumes`.
 */
export async function volumes(snapshot: Snapshot, range: ReportRange): Promise<Volume[]> {
  const span = spanOf(range);
  const current = await totalsOf(snapshot, span, range.currency);
  const previous = await totalsOf(snapshot, spanBefore(span), range.currency);
  return [...new Map([...previous, ...current]).entries()]
    .map(([pair, { currency, type }]) => {
      const nothing = { count: 0, amount: { minorUnits: 0n, currency } };
      const { count, amount } = current.get(pair) ?? nothing;
      const before = previous.get(pair) ?? nothing;
      return { currency, type, count, amount, previousCount: before.count, previousAmount: before.amount };
    })
    .sort(compareVolumes);
}

/** Orders by currency, alphabetically, then by type as in `TRANSACTION_TYPES`. */
export function compareVolumes(a: Pair, b: Pair): number {
  if (a.currency !== b.currency) return a.currency < b.currency ? -1 : 1;
  return TRANSACTION_TYPES.indexOf(a.type) - TRANSACTION_TYPES.indexOf(b.type);
}

interface Pair {
  readonly currency: Currency;
  readonly type: TransactionType;
}

/** Returns the key of a currency and a type in a Map. */
export function pairKey({ currency, type }: Pair): string {
  return `${currency} ${type}`;
}

async function totalsOf(
  snapshot: Snapshot,
  span: Span,
  currency: Currency | null,
): Promise<Map<string, VolumeTotal>> {
  const source = await volumeSource(snapshot, span, currency);
  const rows = await snapshot.rows<Pair & { count: number | string }>(
    `select currency, type, sum(count) as count, ${sumColumns('amount', 'billions', 'rest')}
    from (${source.sql}) as volume group by currency, type`,
    source.params,
  );
  return new Map(rows.map((row) => [pairKey(row), volumeTotal(row)]));
}

/** Reads a row with currency, type, count and the sum `amount`. */
export function volumeTotal(row: Pair & { readonly count: number | string }): VolumeTotal {
  const { currency, type } = row;
  return {
    currency,
    type,
    count: Number(row.count),
    amount: { minorUnits: readSum(row, 'amount'), currency },
  };
}
