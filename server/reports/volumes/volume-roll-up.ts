import { setImmediate as nextTurn } from 'node:timers/promises';
import type { EntityManager } from '@mikro-orm/core';
import type { Clock } from '../../ledger/model/clock.js';
import { billionsOf, restOf } from '../../ledger/money/exact-sum.js';
import { readInstant } from '../../ledger/database/snapshot.js';
import { execute, selectInTransaction, type SqlValue } from '../../ledger/database/sql.js';
import type { UnitsOfWork } from '../../ledger/database/unit-of-work.js';
import { cellStart, FOR_UPDATE, instantOf } from '../shared/dialect.js';
import { HOUR_MS } from '../shared/span.js';

/** Delay before a moment is rolled up. A transaction that commits even later joins its hour by a trigger. */
const GRACE_MS = 60_000;

/** Maximum number of transactions in one unit of work, so that the ledger never waits long for the write lock. */
const STEP_TRANSACTIONS = 5_000;

/**
 * Adds the transactions posted since the last run to `volume_hours` and moves the mark behind them, in short units of
 * work between those of the ledger. Reports are exact whether or not it has run; afterwards they read fewer rows.
 *
 * Two processes may run it at once: each step starts from the mark that it finds under the write lock.
 *
 * @param stepTransactions Maximum number of transactions in one unit of work, unless more share a millisecond.
 * @returns The number of units of work that moved the mark.
 * @throws LedgerError UNAVAILABLE, OUTCOME_UNKNOWN; what earlier steps stored stays, and the next run goes on from
 * there.
 */
export async function rollUpVolumes(
  units: UnitsOfWork,
  clock: Clock,
  stepTransactions = STEP_TRANSACTIONS,
): Promise<number> {
  const until = new Date(clock.now().getTime() - GRACE_MS);
  let steps = 0;
  while (await units.run((em) => rollUpStep(em, until, stepTransactions))) {
    steps += 1;
    await nextTurn();
  }
  return steps;
}

/**
 * Rolls up the next transactions after the mark. @returns False when there are none before `until`; then nothing is
 * written.
 */
async function rollUpStep(em: EntityManager, until: Date, stepTransactions: number): Promise<boolean> {
  const mark = await findInstant(em, `select rolled_up_to as moment from volume_mark${FOR_UPDATE}`, []);
  const [open, params]: [string, SqlValue[]] = mark
    ? ['posted_at >= ? and posted_at < ?', [mark, until]]
    : ['posted_at < ?', [until]];
  const select = `select posted_at as moment from transactions where ${open} order by posted_at`;
  const first = await findInstant(em, `${select} limit 1`, params);
  const last = await findInstant(em, `${select} desc limit 1`, params);
  if (!first || !last) return false;

  // The mark never passes the last transaction, so a clock that ran ahead for a while does not move it ahead.
  const beyond = await findInstant(em, `${select} limit 1 offset ${stepTransactions}`, params);
  const end = beyond && beyond > first ? beyond : new Date((beyond ?? last).getTime() + 1);
  await addVolumes(em, first, end);
  await execute(
    em,
    `insert into volume_mark (id, rolled_up_to) values (1, ?)
    on conflict (id) do update set rolled_up_to = excluded.rolled_up_to`,
    [end],
  );
  return true;
}

async function addVolumes(em: EntityManager, from: Date, to: Date): Promise<void> {
  const hourStart = instantOf(cellStart('posted_at', [{ origin: 0, width: HOUR_MS }]));
  await execute(
    em,
    `insert into volume_hours (hour_start, currency, type, count, amount_billions, amount_rest)
    select ${hourStart}, currency, type, count(*), sum(${billionsOf('amount')}), sum(${restOf('amount')})
    from transactions where posted_at >= ? and posted_at < ?
    group by 1, currency, type
    on conflict (hour_start, currency, type) do update set
      count = volume_hours.count + excluded.count,
      amount_billions = volume_hours.amount_billions + excluded.amount_billions,
      amount_rest = volume_hours.amount_rest + excluded.amount_rest`,
    [from, to],
  );
}

async function findInstant(
  em: EntityManager,
  sql: string,
  params: readonly SqlValue[],
): Promise<Date | null> {
  const [row] = await selectInTransaction<{ moment: number | string | Date }>(em, sql, params);
  return row ? readInstant(row.moment) : null;
}
