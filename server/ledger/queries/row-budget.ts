/** Maximum number of rows that one request may read, which takes about 40 ms. */
export const ROWS_PER_REQUEST = 20_000;
/** Number of rows that one statement reads for all of its lists, few enough not to delay other requests. */
const FIRST_ROWS = 2_000;
const NEXT_ROWS = 4_000;

/** Limits the rows that one request may read in all of its filtered lists together. */
export class RowBudget {
  constructor(
    private left = ROWS_PER_REQUEST,
    /** Maximum number of rows that the first statement reads. */
    readonly firstRows = FIRST_ROWS,
    /** Maximum number of rows that each further statement reads, while the page is not full. */
    readonly nextRows = NEXT_ROWS,
  ) {}

  /**
   * Sets half of what is left apart for lists that are read one after the other and make one list together. @returns A
   * function that gives each of them its share.
   */
  shareFor(lists: number): () => RowBudget {
    const share = Math.floor(this.left / 2 / lists);
    this.left -= share * lists;
    const [first, next] = [this.firstRows, this.nextRows].map((rows) => Math.ceil(rows / lists));
    return () => new RowBudget(share, first, next);
  }

  /** @returns True while the budget is not spent; the last call may overdraw it. */
  take(rows: number): boolean {
    if (this.left <= 0) return false;
    this.left -= rows;
    return true;
  }
}
