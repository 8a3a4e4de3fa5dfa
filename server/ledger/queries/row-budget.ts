/** Looking at them takes about 40 ms. */
export const ROWS_PER_REQUEST = 20_000;
/** Looked at by one statement, all of its lists together: as many as keep nobody else waiting. */
const FIRST_ROWS = 2_000;
const NEXT_ROWS = 4_000;

/** Counts the rows that one request looks at to find what was asked for, in all of its lists together. */
export class RowBudget {
  constructor(
    private left = ROWS_PER_REQUEST,
    /** What the first statement for a list looks at. */
    readonly firstRows = FIRST_ROWS,
    /** What each further one looks at, where the first has not filled the page. */
    readonly nextRows = NEXT_ROWS,
  ) {}

  /** @returns Whether so many rows may still be looked at; the last ones may be a few more than are left. */
  take(rows: number): boolean {
    if (this.left <= 0) return false;
    this.left -= rows;
    return true;
  }
}
