import { bucketStarts, PART_MS } from '../shared/buckets.js';
import { cellStart, type Grid } from '../shared/dialect.js';
import { spanOf, type ReportRange } from '../shared/range.js';
import { HOUR_MS } from '../shared/span.js';

/** A range divided into buckets, for the database to group by and for the rows that it answers with. */
export class Division {
  private constructor(
    /** Of the buckets, in order. */
    readonly starts: readonly number[],
    private readonly grids: readonly Grid[],
  ) {}

  /** @throws LedgerError BAD_USER_INPUT when the range has too many buckets. */
  static of(range: Pick<ReportRange, 'from' | 'to' | 'bucket' | 'timeZone'>): Division {
    const starts = bucketStarts(spanOf(range), range.bucket, range.timeZone);
    return new Division(starts, gridsOf(starts, PART_MS[range.bucket]));
  }

  /** The borders that no roll-up by the hours of UTC knows of: half of India's hour is in one day, half in the next. */
  get cuts(): number[] {
    return this.starts.slice(1).filter((start) => start % HOUR_MS !== 0);
  }

  /** An SQL expression for where the cell starts that a stored instant lies in. No cell crosses a border of buckets. */
  cell(instant: string): string {
    return cellStart(instant, this.grids);
  }

  /** The start of the bucket that a cell lies in. */
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

/** As few grids as have a line at every border: one, and another wherever clocks were set since the last border. */
function gridsOf(starts: readonly number[], width: number): Grid[] {
  const grids: Grid[] = [];
  for (const start of starts) {
    const origin = grids.at(-1)?.origin;
    if (origin === undefined || (start - origin) % width !== 0) grids.push({ origin: start, width });
  }
  return grids;
}
