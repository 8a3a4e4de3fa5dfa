import type { Snapshot } from './snapshot.js';

/** Maximum difference between the clocks of two processes on one database. */
const OVERLAP_MS = 10_000;

/**
 * An id that sorts before those of the last moments, in which another process may have made ids by a slower clock: whoever
 * has read everything now goes on from there. The empty string when there is nothing yet.
 */
export async function shortlyBeforeTheNewest(
  snapshot: Snapshot,
  table: 'entries' | 'transactions',
): Promise<string> {
  const [newest] = await snapshot.rows<{ id: string }>(`select id from ${table} order by id desc limit 1`);
  if (!newest) return '';
  const madeAtMs = Number.parseInt(newest.id.slice(0, 8) + newest.id.slice(9, 13), 16);
  const hex = Math.max(0, madeAtMs - OVERLAP_MS)
    .toString(16)
    .padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}`;
}
