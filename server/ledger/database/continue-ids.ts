import type { EntityManager } from '@mikro-orm/core';
import type { IdGenerator } from '../model/ids.js';
import { engineOf } from './engine.js';
import { firstIdAt } from './settled.js';
import { selectInTransaction } from './sql.js';

const NEWEST = `(select max(id) from
  (select max(id) as id from transactions union all select max(id) from entries) as ends)`;

/**
 * Makes the ids of this unit of work sort after all stored ones, because another process may have made some and the
 * clock may have been set back.
 *
 * On SQLite it runs under the write lock; then ids are in the order of commits, and a reader that resumes after an id misses
 * nothing. On PostgreSQL ids also sort after the moment at which the unit of work is known to be under way, by the one clock
 * that all nodes have; `settledUpTo` says what for.
 */
export async function continueIds(em: EntityManager, ids: IdGenerator): Promise<void> {
  const now =
    engineOf(em) === 'sqlite' ? '0' : 'cast(ceil(extract(epoch from clock_timestamp()) * 1000) as bigint)';
  const [row] = await selectInTransaction<{ newest: string | null; now: number }>(
    em,
    `select ${NEWEST} as newest, ${now} as now`,
  );
  if (row?.newest) ids.continueAfter(row.newest);
  if (row && row.now > 0) ids.continueAfter(firstIdAt(row.now));
}
