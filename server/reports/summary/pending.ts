import { exactSum } from '../../ledger/money/exact-sum.js';
import type { Snapshot } from '../../ledger/database/snapshot.js';
import type { ReportRange } from '../shared/range.js';
import type { VolumeTotal } from '../shared/summary.js';
import { compareVolumes, volumeTotal } from '../volumes/volumes.js';

/** What waits for an operator or a payment provider now, whenever it was asked for. */
export async function pending(snapshot: Snapshot, { currency }: ReportRange): Promise<VolumeTotal[]> {
  const rows = await snapshot.rows<Parameters<typeof volumeTotal>[0]>(
    `select currency, type, count(*) as count, ${exactSum('amount', 'amount')}
    from transactions where status = 'PENDING'${currency === null ? '' : ' and currency = ?'}
    group by currency, type`,
    currency === null ? [] : [currency],
  );
  return rows.map(volumeTotal).sort(compareVolumes);
}
