/** Looking at them takes about 40 ms. */
export const ROWS_PER_REQUEST = 20_000;
/** Looked at by one statement, all of its lists together: as many as keep nobody else waiting. */
const FIRST_ROWS = 2_000;
const NEXT_ROWS = 4_000;

/** Counts the rows that one request looks at to find what was asked for, in all of its lists together. */
export class RowBudget {
  constructor(
    private left = ROWS_PER_REQUEST,
    /** Maximum number of rows that the first statement reads. */
    readonly firstRows = FIRST_ROWS,
    /** Maximum number of rows that each further statement reads, while the page is not full. */
    readonly nextRows = NEXT_ROWS,
  ) {}

  /** @returns True while the budget is not spent; the last call may overdraw it. */
  take(rows: number): boolean {
    if (this.left <= 0) return false;
    this.left -= rows;
    return true;
  }
}
