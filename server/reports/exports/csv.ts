import type { Options } from 'csv-stringify/sync';
import { isFormula } from './formula.js';

/*
 * How CSV is written, whoever writes it: the exports over HTTP and of the command line, statements, and what the dashboard
 * saves. As of RFC 4180, with a line of names first.
 */

/** Stands before the first line, because spreadsheets take a file without it for one in a local encoding. */
export const BYTE_ORDER_MARK = '\uFEFF';

export const CSV_OPTIONS = {
  record_delimiter: 'windows',
  // By itself it quotes no half of a line's end, at which readers end the line all the same.
  quoted_match: /[\r\n]/,
} as const satisfies Options;

const NUMBER = /^-?\d+(\.\d+)?$/;

/** A text that a spreadsheet would run as a formula is made a text again by an apostrophe before it. */
export function csvCell(text: string): string {
  return isFormula(text) && !NUMBER.test(text) ? `'${text}` : text;
}
