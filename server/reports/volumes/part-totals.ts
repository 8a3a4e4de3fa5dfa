import type { Currency } from '../../ledger/money/currencies.js';
import { exactSum, readSum } from '../../ledger/money/exact-sum.js';
import type { Snapshot } from '../../ledger/database/snapshot.js';
import type { SqlValue } from '../../ledger/database/sql.js';
import { OnceASnapshot } from '../shared/once-a-snapshot.js';
import type { Span } from '../shared/span.js';

/** A piece of SQL with the parameters for its question marks. */
export interface SqlPart {
  readonly sql: string;
  readonly params: readonly SqlValue[];
}

/** Total of what was posted of a currency and a type in a part of an hour. */
interface PartTotal {
  readonly currency: string;
  readonly type: string;
  readonly count: bigint;
  readonly amount: bigint;
}

const READ = new OnceASnapshot<readonly PartTotal[]>();

const UNIT = 1_000_000_000n;
const NOTHING =
  'select cast(null as bigint) as moment, cast(null as text) as currency, cast(null as text) as type, ' +
  '0 as count, 0 as billions, 0 as rest where false';

/**
 * Reads the totals of a part of an hour from its transactions, one by one, and only once on each snapshot: several figures of
 * a report begin and end with the same parts.
 *
 * @param sign -1n to take them from the total of their hour.
 * @returns The columns of `volumeSource`.
 */
export async function partTotals(
  snapshot: Snapshot,
  part: Span,
  currency: Currency | null,
  sign: 1n | -1n = 1n,
): Promise<SqlPart> {
  const name = `${String(part.from)} ${String(part.to)} ${currency ?? ''}`;
  const totals = await READ.get(snapshot, name, async () => readTotals(snapshot, part, currency));
  if (totals.length === 0) return { sql: NOTHING, params: [] };
  return {
    sql: `select column1 as moment, column2 as currency, column3 as type, column4 as count, column5 as billions,
      column6 as rest from (values ${totals.map(() => '(?, ?, ?, ?, ?, ?)').join(', ')}) as total`,
    params: totals.flatMap(({ currency: code, type, count, amount }): SqlValue[] => [
      ...[new Date(part.from), code, type],
      ...[sign * count, (sign * amount) / UNIT, (sign * amount) % UNIT],
    ]),
  };
}

async function readTotals(
  snapshot: Snapshot,
  { from, to }: Span,
  currency: Currency | null,
): Promise<readonly PartTotal[]> {
  const narrowed = currency === null ? '' : ' and currency = ?';
  const rows = await snapshot.rows<{ currency: string; type: string; count: number | string }>(
    `select currency, type, count(*) as count, ${exactSum('amount', 'amount')}
    from transactions where posted_at >= ? and posted_at < ?${narrowed} group by currency, type`,
    [new Date(from), new Date(to), ...(currency === null ? [] : [currency])],
  );
  return rows.map((row) => ({
    currency: row.currency,
    type: row.type,
    count: BigInt(row.count),
    amount: readSum(row, 'amount'),
  }));
}
