import type { PinnedCode } from '../../ledger/errors.js';
import type { Snapshot } from '../../ledger/database/snapshot.js';
import type { ReportRange } from '../shared/range.js';
import type { DeclineCount } from '../shared/summary.js';

/**
 * Counts the rejections in the range by code, the most frequent first. A retry with the same key gets the first answer
 * again and does not count twice.
 */
export async function declines(snapshot: Snapshot, { from, to }: ReportRange): Promise<DeclineCount[]> {
  const rows = await snapshot.rows<{ code: PinnedCode; count: number | string }>(
    `select rejection_code as code, count(*) as count from idempotency_records
    where rejection_code is not null and created_at >= ? and created_at < ?
    group by rejection_code order by count(*) desc, rejection_code`,
    [from, to],
  );
  return rows.map(({ code, count }) => ({ code, count: Number(count) }));
}
