import { bucketStarts } from '../shared/buckets.js';
import { spanOf, type ReportRange } from '../shared/range.js';

/** Start of each bucket of the range, and its end or the range's, whichever is earlier. */
export interface BalanceGrid {
  readonly starts: readonly Date[];
  readonly ends: readonly Date[];
}

/**
 * Computes the moments of a series of closing balances.
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
