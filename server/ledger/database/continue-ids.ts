import type { EntityManager } from '@mikro-orm/core';
import type { IdGenerator } from '../model/ids.js';
import { selectInTransaction } from './sql.js';

/**
 * Lets the ids of this unit of work sort after all that are stored: another process on the same database makes some as well,
 * and the clock may have been set back since. It has to be asked under the lock of the writer; then the order of ids is that
 * of the commits, and whoever reads on after an id misses nothing.
 */
export async function continueIds(em: EntityManager, ids: IdGenerator): Promise<void> {
  const [row] = await selectInTransaction<{ newest: string | null }>(
    em,
    'select max(id) as newest from (select max(id) as id from transactions union all select max(id) from entries) as ends',
  );
  if (row?.newest) ids.continueAfter(row.newest);
}
