import type { Snapshot } from '../../ledger/database/snapshot.js';
import type { SqlValue } from '../../ledger/database/sql.js';
import type { Division } from './division.js';
import { spanOf, type ReportRange } from '../shared/range.js';
import { HOUR_MS } from '../shared/span.js';
import type { ActivityPoint } from '../shared/summary.js';
import { volumeSource, type SqlPart } from './volume-source.js';

type Happening = Exclude<keyof ActivityPoint, 'bucketStart'>;

interface CellRow {
  readonly cell: number | string;
  readonly count: number | string;
}

/**
 * Counts events in each bucket of the range, without gaps. Transactions and wallets are narrowed to the range's
 * currency if it has one; people and declines have none.
 */
export async function activity(
  snapshot: Snapshot,
  range: ReportRange,
  division: Division,
): Promise<ActivityPoint[]> {
  const counts = new Map<Happening, Map<number, number>>();
  for (const [happening, source] of Object.entries(await sourcesOf(snapshot, range, division))) {
    counts.set(happening as Happening, await countCells(snapshot, source, division));
  }
  const count = (happening: Happening, start: number) => counts.get(happening)?.get(start) ?? 0;
  return division.starts.map((start) => ({
    bucketStart: new Date(start),
    transactions: count('transactions', start),
    usersRegistered: count('usersRegistered', start),
    walletsOpened: count('walletsOpened', start),
    declines: count('declines', start),
    replays: count('replays', start),
    keyConflicts: count('keyConflicts', start),
  }));
}

/** Returns a table expression for each kind of event, with moments and counts. */
async function sourcesOf(
  snapshot: Snapshot,
  range: ReportRange,
  { cuts }: Division,
): Promise<Record<Happening, SqlPart>> {
  const { from, to, currency } = range;
  const created = (table: string, condition: string, ...params: SqlValue[]): SqlPart => ({
    sql: `select created_at as moment, 1 as count from ${table}
      where created_at >= ? and created_at < ? and ${condition}`,
    params: [from, to, ...params],
  });
  // Uses of keys are counted by the hour, so the hour in which the range begins belongs to it as a whole, and the hour
  // in which a bucket begins to the bucket before.
  const keyUses = (column: string): SqlPart => ({
    sql: `select hour_start as moment, ${column} as count from idempotency_use_hours
      where hour_start >= ? and hour_start < ? and ${column} > 0`,
    params: [new Date(hourOf(from)), to],
  });
  return {
    transactions: await volumeSource(snapshot, spanOf(range), currency, cuts),
    usersRegistered: created('users', '1 = 1'),
    walletsOpened:
      currency === null
        ? created('wallets', `kind = 'CUSTOMER'`)
        : created('wallets', `kind = 'CUSTOMER' and currency = ?`, currency),
    declines: created('idempotency_records', 'rejection_code is not null'),
    replays: keyUses('replays'),
    keyConflicts: keyUses('conflicts'),
  };
}

function hourOf(moment: Date): number {
  return Math.floor(moment.getTime() / HOUR_MS) * HOUR_MS;
}

async function countCells(
  snapshot: Snapshot,
  { sql, params }: SqlPart,
  division: Division,
): Promise<Map<number, number>> {
  const rows = await snapshot.rows<CellRow>(
    `select ${division.cell('moment')} as cell, sum(count) as count from (${sql}) as happened group by 1`,
    params,
  );
  const counts = new Map<number, number>();
  for (const { cell, count } of rows) {
    const start = division.startOf(Number(cell));
    counts.set(start, (counts.get(start) ?? 0) + Number(count));
  }
  return counts;
}
