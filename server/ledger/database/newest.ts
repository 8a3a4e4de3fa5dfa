import type { Snapshot } from './snapshot.js';

/** Maximum difference between the clocks of two processes on one database. */
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
  if (!newest) return '';
  const madeAtMs = Number.parseInt(newest.id.slice(0, 8) + newest.id.slice(9, 13), 16);
  const hex = Math.max(0, madeAtMs - OVERLAP_MS)
    .toString(16)
    .padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}`;
}
