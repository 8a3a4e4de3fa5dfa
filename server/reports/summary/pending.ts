import { exactSum } from '../../ledger/money/exact-sum.js';
import type { Snapshot } from '../../ledger/database/snapshot.js';
import type { ReportRange } from '../shared/range.js';
import type { VolumeTotal } from '../shared/summary.js';
import { compareVolumes, volumeTotal } from '../volumes/volumes.js';

/** Totals the transactions that are pending now, whenever they were requested. */
export async function pending(snapshot: Snapshot, { currency }: ReportRange): Promise<VolumeTotal[]> {
  const rows = await snapshot.rows<Parameters<typeof volumeTotal>[0]>(
    `select currency, type, count(*) as count, ${exactSum('amount', 'amount')}
    from transactions where status = 'PENDING'${currency === null ? '' : ' and currency = ?'}
    group by currency, type`,
    currency === null ? [] : [currency],
  );
  return rows.map(volumeTotal).sort(compareVolumes);
}
