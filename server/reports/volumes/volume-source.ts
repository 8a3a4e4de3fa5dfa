import type { Currency } from '../../ledger/money/currencies.js';
import { billionsOf, restOf } from '../../ledger/money/exact-sum.js';
import { readInstant, type Snapshot } from '../../ledger/database/snapshot.js';
import type { SqlValue } from '../../ledger/database/sql.js';
import type { Span } from '../shared/span.js';
import { planVolumes } from './volume-plan.js';

/** A piece of SQL and what its question marks stand for. */
export interface SqlPart {
  readonly sql: string;
  readonly params: readonly SqlValue[];
}

/**
 * A table expression of everything posted in a span, with the columns moment (the instant of posting, or the start of its
 * hour), currency, type, count, billions and rest (see exact-sum.ts).
 *
 * What it costs to read grows with the hours of the span and with what is not rolled up yet, not with the ledger.
 *
 * @param cuts Moments at which the volume is to be told apart, and that are no full hours.
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

/** Only what is POSTED has a `posted_at`. */
const LIVE = {
  columns: `posted_at as moment, currency, type, 1 as count, ${billionsOf('amount')} as billions, ${restOf('amount')} as rest`,
  table: 'transactions',
  moment: 'posted_at',
};

/** With this many spans or fewer, a part each: that is how most are read, and databases need not join anything for it. */
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
  // The spans come first, so that each of them is looked up in the index by the moment.
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
