import type { Currency } from '../../ledger/money/currencies.js';
import { billionsOf, restOf } from '../../ledger/money/exact-sum.js';
import { readInstant, type Snapshot } from '../../ledger/database/snapshot.js';
import { HOUR_MS, type Span } from '../shared/span.js';
import { partTotals, type SqlPart } from './part-totals.js';
import { planVolumes, type HourPart } from './volume-plan.js';

export type { SqlPart } from './part-totals.js';

/**
 * Returns a table expression of all transactions posted in a span, with the columns moment (the instant of posting, or
 * one of the same hour and bucket), currency, type, count, billions and rest (see exact-sum.ts).
 *
 * The cost grows with the hours of the span, with what was posted in at most half an hour at each end of it, and in the
 * hours with a cut; not with the size of the ledger. The ends of a span are read once for all who ask on one snapshot.
 *
 * @param cuts Moments, other than full hours, at which the volume is divided, in order.
 */
export async function volumeSource(
  snapshot: Snapshot,
  span: Span,
  currency: Currency | null,
  cuts: readonly number[] = [],
): Promise<SqlPart> {
  const plan = planVolumes(span, await readNewest(snapshot, span), cuts);
  const parts: SqlPart[] = [];
  if (cuts.length > 0) parts.push(...select(ROWS, plan.rows, currency));
  else for (const part of plan.rows.flatMap(byHour)) parts.push(await partTotals(snapshot, part, currency));
  parts.push(...select(HOURS, plan.hours, currency));
  for (const part of plan.parts) parts.push(await selectPart(snapshot, part, currency));
  return {
    sql: parts.map(({ sql }) => sql).join(' union all '),
    params: parts.flatMap(({ params }) => params),
  };
}

const HOURS = {
  columns: 'hour_start as moment, currency, type, count, amount_billions as billions, amount_rest as rest',
  table: 'volume_hours',
  moment: 'hour_start',
};

/** Source of single transactions; only POSTED ones have a `posted_at`. */
const ROWS = {
  columns: `posted_at as moment, currency, type, 1 as count, ${billionsOf('amount')} as billions, ${restOf('amount')} as rest`,
  table: 'transactions',
  moment: 'posted_at',
};

/** Maximum number of spans that get a SELECT each, without a join; most volumes need no more. */
const PARTS_MAX = 2;

function select(
  { columns, table, moment }: typeof ROWS,
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
  // The spans come first in the join, so that each is looked up in the index by moment; the sign keeps the database from
  // making an index of the currency's rows, of all times, instead.
  return [
    {
      sql: `select ${columns} from (values ${params.map(() => '(?, ?)').join(', ')}) as stretch cross join ${table}
        where ${moment} >= stretch.column1 and ${moment} < stretch.column2${currency === null ? '' : ' and cast(currency as text) = ?'}`,
      params: [...params.flat(), ...ofCurrency],
    },
  ];
}

/** Selects a part of an hour. A currency and type of which nothing is left was not posted in it. */
async function selectPart(
  snapshot: Snapshot,
  { hour, from, without }: HourPart,
  currency: Currency | null,
): Promise<SqlPart> {
  const terms = [...select(HOURS, [{ from: hour, to: hour + HOUR_MS }], currency)];
  for (const span of without) terms.push(await partTotals(snapshot, span, currency, -1n));
  return {
    sql: `select ? as moment, currency, type, sum(count) as count, sum(billions) as billions, sum(rest) as rest
      from (${terms.map(({ sql }) => sql).join(' union all ')}) as part group by currency, type having sum(count) > 0`,
    params: [new Date(from), ...terms.flatMap(({ params }) => params)],
  };
}

/** Divides a span at full hours. */
function byHour({ from, to }: Span): Span[] {
  const parts: Span[] = [];
  for (let start = from; start < to;) {
    const end = Math.min(to, (Math.floor(start / HOUR_MS) + 1) * HOUR_MS);
    parts.push({ from: start, to: end });
    start = end;
  }
  return parts;
}

/** Reads the moment of the newest transaction posted before the end of the span's last hour. */
async function readNewest(snapshot: Snapshot, { to }: Span): Promise<number | null> {
  const [row] = await snapshot.rows<{ newest: number | null }>(
    'select max(posted_at) as newest from transactions where posted_at < ?',
    [new Date(Math.ceil(to / HOUR_MS) * HOUR_MS)],
  );
  return row && row.newest !== null ? readInstant(row.newest).getTime() : null;
}
