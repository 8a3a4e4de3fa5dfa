import { bucketStarts, PART_MS } from '../shared/buckets.js';
import { cellStart, type Grid } from '../shared/dialect.js';
import { spanOf, type ReportRange } from '../shared/range.js';
import { HOUR_MS } from '../shared/span.js';

/** Divides a range into buckets, in SQL to group by and for the resulting rows. */
export class Division {
  private constructor(
    /** Starts of the buckets, in order. */
    readonly starts: readonly number[],
    private readonly grids: readonly Grid[],
  ) {}

  /** @throws LedgerError BAD_USER_INPUT when the range has too many buckets. */
  static of(range: Pick<ReportRange, 'from' | 'to' | 'bucket' | 'timeZone'>): Division {
    const starts = bucketStarts(spanOf(range), range.bucket, range.timeZone);
    return new Division(starts, gridsOf(starts, PART_MS[range.bucket]));
  }

  /**
   * Borders of buckets inside an hour of UTC, which the totals of hours cannot separate, as in zones with an offset of
   * half an hour.
   */
  get cuts(): number[] {
    return this.starts.slice(1).filter((start) => start % HOUR_MS !== 0);
  }

  /** Returns SQL for the start of the cell that contains a stored instant. No cell crosses a border of buckets. */
  cell(instant: string): string {
    return cellStart(instant, this.grids);
  }

  /** Returns the start of the bucket that contains a cell. */
  startOf(cell: number): number {
    let [low, high] = [0, this.starts.length - 1];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((this.starts[middle] ?? Infinity) <= cell) low = middle;
      else high = middle - 1;
    }
    return this.starts[low] ?? cell;
  }
}

/** Makes as few grids as put a line at every border: one, and another after each clock change. */
function gridsOf(starts: readonly number[], width: number): Grid[] {
  const grids: Grid[] = [];
  for (const start of starts) {
    const origin = grids.at(-1)?.origin;
    if (origin === undefined || (start - origin) % width !== 0) grids.push({ origin: start, width });
  }
  return grids;
}
