import type { EntityManager } from '@mikro-orm/core';
import type { IdGenerator } from '../model/ids.js';
import { selectInTransaction } from './sql.js';

/**
 * Makes the ids of this unit of work sort after all stored ones, because another process may have made some and the
 * clock may have been set back. It must run under the write lock; then ids are in the order of commits, and a reader
 * that resumes after an id misses nothing.
 */
export async function continueIds(em: EntityManager, ids: IdGenerator): Promise<void> {
  const [row] = await selectInTransaction<{ newest: string | null }>(
    em,
    'select max(id) as newest from (select max(id) as id from transactions union all select max(id) from entries) as ends',
  );
  if (row?.newest) ids.continueAfter(row.newest);
}
