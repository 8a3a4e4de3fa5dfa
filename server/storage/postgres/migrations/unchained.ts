/** Hash of a row that is not chained; no row may have it. */
export const UNCHAINED = '0'.repeat(64);
