import type { Currency } from '../../ledger/money/currencies.js';
import { billionsOf, readSum, restOf, sumColumns } from '../../ledger/money/exact-sum.js';
import type { Snapshot } from '../../ledger/database/snapshot.js';
import { textsIn, type SqlValue } from '../../ledger/database/sql.js';
import { typesFlowing } from '../../ledger/model/transaction-types.js';
import type { Division } from '../volumes/division.js';
import { spanOf, type ReportRange } from '../shared/range.js';
import type { Span } from '../shared/span.js';
import type { CurrencyPosition, CustomerFunds } from '../shared/summary.js';
import { volumeSource } from '../volumes/volume-source.js';

/** Change of a currency's customer funds in a cell of the grid. */
interface FlowRow {
  readonly cell: number | string | null;
  readonly currency: Currency;
}

/**
 * Computes the customer funds at the end of each bucket, back from their present total: each type tells whether money came
 * in, went out or changed hands, and a reversal undoes its original. So no past balance has to be stored, and the cost is
 * that of volumes.
 */
export async function customerFunds(
  snapshot: Snapshot,
  range: ReportRange,
  division: Division,
  positions: readonly CurrencyPosition[],
): Promise<CustomerFunds[]> {
  const span = spanOf(range);
  const within = await flows(snapshot, span, range, division);
  const since = await flows(snapshot, { from: span.to, to: Number.MAX_SAFE_INTEGER / 2 }, range, null);
  return positions.map(({ currency, customerPosted }) => {
    const money = (minorUnits: bigint) => ({ minorUnits, currency });
    const closing = customerPosted.minorUnits - sum(since.filter((row) => row.currency === currency));
    const own = Map.groupBy(
      within.filter((row) => row.currency === currency),
      ({ cell }) => division.startOf(Number(cell)),
    );
    const opening = closing - sum([...own.values()].flat());
    let funds = opening;
    const points = division.starts.map((start) => {
      funds += sum(own.get(start) ?? []);
      return { bucketStart: new Date(start), amount: money(funds) };
    });
    return { currency, opening: money(opening), closing: money(closing), points };
  });
}

function sum(rows: readonly FlowRow[]): bigint {
  return rows.reduce((total, row) => total + readSum(row, 'flow'), 0n);
}

/** @param division Null for the flow of the whole span. */
async function flows(
  snapshot: Snapshot,
  span: Span,
  range: ReportRange,
  division: Division | null,
): Promise<FlowRow[]> {
  const volumes = await volumeSource(snapshot, span, range.currency, division?.cuts);
  const reversals = reversalSource(span, range.currency);
  return snapshot.rows<FlowRow>(
    `select ${division?.cell('moment') ?? 'null'} as cell, currency, ${sumColumns('flow', 'billions', 'rest')}
    from (
      select moment, currency, ${flowing('type', 'billions')} as billions, ${flowing('type', 'rest')} as rest
      from (${volumes.sql}) as volume
      union all ${reversals.sql}
    ) as flow group by 1, currency`,
    [...volumes.params, ...reversals.params],
  );
}

/** A column, counted as its type flows: what came in, less what went out. */
function flowing(type: string, column: string): string {
  const [moneyIn, moneyOut] = [textsIn(typesFlowing('IN')), textsIn(typesFlowing('OUT'))];
  return `case when ${type} in (${moneyIn}) then ${column} when ${type} in (${moneyOut}) then -(${column}) else 0 end`;
}

function reversalSource({ from, to }: Span, currency: Currency | null): { sql: string; params: SqlValue[] } {
  const amount = flowing('o.type', '-r.amount');
  const narrowed = currency === null ? '' : ' and r.currency = ?';
  return {
    sql: `select r.posted_at as moment, r.currency, ${billionsOf(amount)} as billions, ${restOf(amount)} as rest
      from transactions r join transactions o on o.id = r.reversal_of_id
      where r.type = 'REVERSAL' and r.posted_at >= ? and r.posted_at < ?${narrowed}`,
    params: [new Date(from), new Date(to), ...(currency === null ? [] : [currency])],
  };
}
