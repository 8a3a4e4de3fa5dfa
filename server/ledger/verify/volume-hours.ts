import { setImmediate as nextTurn } from 'node:timers/promises';
import { exactSum, readSum, sumColumns } from '../money/exact-sum.js';
import { readInstant, type Snapshot } from '../database/snapshot.js';
import type { SqlValue } from '../database/sql.js';
import type { Problems } from './problems.js';
import type { Scope } from './scope.js';

const HOUR_MS = 3_600_000;

interface Volume {
  readonly currency: string;
  readonly type: string;
  readonly count: number | string;
  /** Earliest `hour_start` of the totals. */
  readonly first?: number;
}

/** Checks the totals of the hours against the transactions posted in them, an hour at a time. */
export async function checkVolumeHours(
  snapshot: Snapshot,
  problems: Problems,
  { since }: Scope,
): Promise<void> {
  if (since) return;
  let hour = await nextHour(snapshot, null);
  while (hour !== null) {
    await checkHour(snapshot, problems, hour);
    hour = await nextHour(snapshot, hour + HOUR_MS);
    await nextTurn();
  }
}

/** The next hour in which one side or the other has something. */
async function nextHour(snapshot: Snapshot, from: number | null): Promise<number | null> {
  const [start, params]: [string, SqlValue[]] =
    from === null ? ['', []] : ['where at >= ?', [new Date(from)]];
  const counted = await findMoment(
    snapshot,
    `select at as moment from (select hour_start as at from volume_hours) as hours ${start} order by at limit 1`,
    params,
  );
  const posted = await findMoment(
    snapshot,
    `select at as moment from (select posted_at as at from transactions where posted_at is not null) as times
    ${start} order by at limit 1`,
    params,
  );
  const found = [counted, posted].filter((moment) => moment !== null);
  return found.length === 0 ? null : Math.floor(Math.min(...found) / HOUR_MS) * HOUR_MS;
}

async function checkHour(snapshot: Snapshot, problems: Problems, hour: number): Promise<void> {
  const start = new Date(hour);
  const end = new Date(hour + HOUR_MS);
  const counted = await snapshot.rows<Volume>(
    `select currency, type, min(hour_start) as first, sum(count) as count, ${sumColumns('amount', 'amount_billions', 'amount_rest')}
    from volume_hours where hour_start >= ? and hour_start < ? group by currency, type order by currency, type`,
    [start, end],
  );
  const posted = await snapshot.rows<Volume>(
    `select currency, type, count(*) as count, ${exactSum('amount', 'amount')}
    from transactions where posted_at >= ? and posted_at < ? group by currency, type order by currency, type`,
    [start, end],
  );
  const found = described(counted, start);
  const expected = described(posted);
  for (const pair of new Set([...expected.keys(), ...found.keys()])) {
    if (expected.get(pair) === found.get(pair)) continue;
    problems.add({
      code: 'VOLUME_HOUR',
      subject: { table: 'volume_hours', id: `${start.toISOString()} ${pair}` },
      message: 'The total of an hour is what its transactions add up to',
      expected: expected.get(pair) ?? 'none',
      found: found.get(pair) ?? 'none',
    });
  }
}

function described(rows: readonly Volume[], start?: Date): Map<string, string> {
  return new Map(
    rows.map((row) => {
      const isOff = row.first !== undefined && start && readInstant(row.first).getTime() !== start.getTime();
      const words = `${row.count} transactions of ${String(readSum(row, 'amount'))}`;
      return [`${row.currency} ${row.type}`, isOff ? `${words}, from an odd moment` : words];
    }),
  );
}

async function findMoment(snapshot: Snapshot, sql: string, params: SqlValue[] = []): Promise<number | null> {
  const [row] = await snapshot.rows<{ moment: number }>(sql, params);
  return row ? readInstant(row.moment).getTime() : null;
}
