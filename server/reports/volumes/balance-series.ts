import { bucketStarts } from '../shared/buckets.js';
import { spanOf, type ReportRange } from '../shared/range.js';

/** When each bucket of the range starts, and the moment at which it is over: its end, or the range's where that is earlier. */
export interface BalanceGrid {
  readonly starts: readonly Date[];
  readonly ends: readonly Date[];
}

/**
 * The moments whose balances make a series of closing balances.
 *
 * @throws LedgerError BAD_USER_INPUT when the range has too many buckets.
 */
export function balanceGrid(range: ReportRange): BalanceGrid {
  const span = spanOf(range);
  const starts = bucketStarts(span, range.bucket, range.timeZone);
  return {
    starts: starts.map((start) => new Date(start)),
    ends: [...starts.slice(1), span.to].map((end) => new Date(end)),
  };
}
