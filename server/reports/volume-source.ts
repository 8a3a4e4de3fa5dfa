import type { Currency } from '../ledger/currencies.js';
import { billionsOf, restOf } from '../ledger/exact-sum.js';
import { readInstant, type Snapshot } from '../ledger/snapshot.js';
import type { SqlValue } from '../ledger/sql.js';
import type { Span } from './span.js';
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
 */
export async function volumeSource(
  snapshot: Snapshot,
  span: Span,
  currency: Currency | null,
): Promise<SqlPart> {
  const plan = planVolumes(span, await readMark(snapshot));
  const parts = plan.live.map((live) => select(LIVE, live, currency));
  if (plan.rolled) parts.push(select(ROLLED, plan.rolled, currency));
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

function select(
  { columns, table, moment }: typeof LIVE,
  { from, to }: Span,
  currency: Currency | null,
): SqlPart {
  const narrowed = currency === null ? '' : ' and currency = ?';
  return {
    sql: `select ${columns} from ${table} where ${moment} >= ? and ${moment} < ?${narrowed}`,
    params: [new Date(from), new Date(to), ...(currency === null ? [] : [currency])],
  };
}

async function readMark(snapshot: Snapshot): Promise<number | null> {
  const [row] = await snapshot.rows<{ rolled_up_to: number | string | Date }>(
    'select rolled_up_to from volume_mark',
  );
  return row ? readInstant(row.rolled_up_to).getTime() : null;
}
