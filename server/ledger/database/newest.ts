import { firstIdAt, momentOf } from './settled.js';
import type { Snapshot } from './snapshot.js';

/** Maximum difference between the clocks of two processes on one database, and the longest that a unit of work takes. */
const OVERLAP_MS = 10_000;

/**
 * Returns an id that sorts shortly before the newest one, because another process may still make ids by a slower clock.
 * A reader that has read everything continues after it. An empty string for an empty table.
 */
export async function shortlyBeforeTheNewest(
  snapshot: Snapshot,
  table: 'entries' | 'transactions',
): Promise<string> {
  const [newest] = await snapshot.rows<{ id: string }>(`select id from ${table} order by id desc limit 1`);
  return newest ? firstIdAt(momentOf(newest.id) - OVERLAP_MS) : '';
}
