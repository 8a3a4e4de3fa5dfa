import type { Currency } from '../../ledger/money/currencies.js';
import { billionsOf, restOf } from '../../ledger/money/exact-sum.js';
import { readInstant, type Snapshot } from '../../ledger/database/snapshot.js';
import type { SqlValue } from '../../ledger/database/sql.js';
import type { Span } from '../shared/span.js';
import { planVolumes } from './volume-plan.js';

/** A piece of SQL with the parameters for its question marks. */
export interface SqlPart {
  readonly sql: string;
  readonly params: readonly SqlValue[];
}

/**
 * Returns a table expression of all transactions posted in a span, with the columns moment (the instant of posting, or
 * the start of its hour), currency, type, count, billions and rest (see exact-sum.ts).
 *
 * The cost grows with the hours of the span and the transactions that are not rolled up yet, not with the size of the
 * ledger.
 *
 * @param cuts Moments, other than full hours, at which the volume is divided.
 */
export async function volumeSource(
  snapshot: Snapshot,
  span: Span,
  currency: Currency | null,
  cuts: readonly number[] = [],
): Promise<SqlPart> {
  const plan = planVolumes(span, await readMark(snapshot), cuts);
  const parts = [...select(LIVE, plan.live, currency), ...select(ROLLED, plan.rolled, currency)];
  return {
    sql: parts.map(({ sql }) => sql).join(' union all '),
    params: parts.flatMap(({ params }) => params),
  };
}

const ROLLED = {
  columns: 'hour_start as moment, currency, type, count, amount_billions as billions, amount_rest as rest',
  table: 'volume_hours',
  moment: 'hour_start',
};

/** Source of live volume; only POSTED transactions have a `posted_at`. */
const LIVE = {
  columns: `posted_at as moment, currency, type, 1 as count, ${billionsOf('amount')} as billions, ${restOf('amount')} as rest`,
  table: 'transactions',
  moment: 'posted_at',
};

/** Maximum number of spans that get a SELECT each, without a join; most volumes need no more. */
const PARTS_MAX = 2;

function select(
  { columns, table, moment }: typeof LIVE,
  spans: readonly Span[],
  currency: Currency | null,
): SqlPart[] {
  const params = spans.map(({ from, to }) => [new Date(from), new Date(to)]);
  const ofCurrency = currency === null ? [] : [currency];
  const narrowed = currency === null ? '' : ' and currency = ?';
  if (spans.length <= PARTS_MAX) {
    const sql = `select ${columns} from ${table} where ${moment} >= ? and ${moment} < ?${narrowed}`;
    return params.map((bounds) => ({ sql, params: [...bounds, ...ofCurrency] }));
  }
  // The spans come first in the join, so that each is looked up in the index by moment.
  return [
    {
      sql: `select ${columns} from (values ${params.map(() => '(?, ?)').join(', ')}) as stretch cross join ${table}
        where ${moment} >= stretch.column1 and ${moment} < stretch.column2${narrowed}`,
      params: [...params.flat(), ...ofCurrency],
    },
  ];
}

async function readMark(snapshot: Snapshot): Promise<number | null> {
  const [row] = await snapshot.rows<{ rolled_up_to: number | string | Date }>(
    'select rolled_up_to from volume_mark',
  );
  return row ? readInstant(row.rolled_up_to).getTime() : null;
}
