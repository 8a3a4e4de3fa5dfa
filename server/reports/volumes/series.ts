import type { Currency } from '../../ledger/money/currencies.js';
import { readSum, sumColumns } from '../../ledger/money/exact-sum.js';
import type { Snapshot } from '../../ledger/database/snapshot.js';
import type { TransactionType } from '../../ledger/model/transaction-types.js';
import type { Division } from './division.js';
import { spanOf, type ReportRange } from '../shared/range.js';
import type { VolumePoint } from '../shared/summary.js';
import { volumeSource } from './volume-source.js';
import { compareVolumes, pairKey } from './volumes.js';

interface CellRow {
  readonly cell: number | string;
  readonly currency: Currency;
  readonly type: TransactionType;
  readonly count: number | string;
}

/**
 * Computes the volume in each bucket of the range. Every currency and type in the range has a point for every bucket,
 * zeros included, so that a chart can draw it directly. Points are ordered by currency, type and time.
 */
export async function series(
  snapshot: Snapshot,
  range: ReportRange,
  division: Division,
): Promise<VolumePoint[]> {
  const source = await volumeSource(snapshot, spanOf(range), range.currency, division.cuts);
  const rows = await snapshot.rows<CellRow>(
    `select ${division.cell('moment')} as cell, currency, type,
      sum(count) as count, ${sumColumns('amount', 'billions', 'rest')}
    from (${source.sql}) as volume group by 1, currency, type`,
    source.params,
  );
  const lines = Map.groupBy(rows, pairKey);
  return [...lines.values()]
    .toSorted(([a], [b]) => (a && b ? compareVolumes(a, b) : 0))
    .flatMap((cells) => line(cells, division));
}

/** Makes the points of one currency and type from their cells, of which a bucket may have several. */
function line(cells: readonly CellRow[], division: Division): VolumePoint[] {
  const byStart = Map.groupBy(cells, ({ cell }) => division.startOf(Number(cell)));
  return cells.slice(0, 1).flatMap(({ currency, type }) =>
    division.starts.map((start) => {
      const own = byStart.get(start) ?? [];
      const count = own.reduce((sum, cell) => sum + Number(cell.count), 0);
      const minorUnits = own.reduce((sum, cell) => sum + readSum(cell, 'amount'), 0n);
      return { bucketStart: new Date(start), currency, type, count, amount: { minorUnits, currency } };
    }),
  );
}
