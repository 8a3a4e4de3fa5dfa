import type { Options } from 'csv-stringify/sync';
import { isFormula } from './formula.js';

/*
 * The one dialect of CSV, for exports over HTTP and on the command line, statements, and the dashboard's downloads: RFC
 * 4180, with a header line.
 */

/** Precedes the first line, because spreadsheets read a file without it in a local encoding. */
export const BYTE_ORDER_MARK = '\uFEFF';

export const CSV_OPTIONS = {
  record_delimiter: 'windows',
  // The default leaves a lone CR or LF unquoted, although readers end the line there.
  quoted_match: /[\r\n]/,
} as const satisfies Options;

const NUMBER = /^-?\d+(\.\d+)?$/;

/** Puts an apostrophe before a text that a spreadsheet would run as a formula. */
export function csvCell(text: string): string {
  return isFormula(text) && !NUMBER.test(text) ? `'${text}` : text;
}
