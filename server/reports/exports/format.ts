import { stringify } from 'csv-stringify/sync';
import type { Cell, Column } from './export.js';
import { isFormula } from './formula.js';

/** How the lines of an export are written. */
export interface Format {
  readonly mediaType: string;
  /** What comes before the first line. */
  head(columns: readonly Column[]): string;
  lines(columns: readonly Column[], rows: readonly (readonly Cell[])[]): string;
}

export const FORMAT_NAMES = ['csv', 'ndjson'] as const;
export type FormatName = (typeof FORMAT_NAMES)[number];

/** As of RFC 4180, with a line of names first. */
const csv: Format = {
  mediaType: 'text/csv; charset=utf-8; header=present',
  head: (columns) => csvLines([columns.map(({ name }) => name)]),
  lines: (columns, rows) =>
    csvLines(rows.map((row) => row.map((cell, index) => csvCell(columns[index], cell)))),
};

/** One JSON object a line. */
const ndjson: Format = {
  mediaType: 'application/x-ndjson; charset=utf-8',
  head: () => '',
  lines: (columns, rows) =>
    rows
      .map((row) => {
        const fields = columns.map(({ name }, index) => [name, row[index] ?? null] as const);
        return `${JSON.stringify(Object.fromEntries(fields))}\n`;
      })
      .join(''),
};

export const FORMATS: Readonly<Record<FormatName, Format>> = { csv, ndjson };

/** A text of somebody's that a spreadsheet would run as a formula is made a text again by an apostrophe before it. */
function csvCell(column: Column | undefined, cell: Cell): string | null {
  if (cell === null) return null;
  if (typeof cell === 'object') return JSON.stringify(cell);
  const text = String(cell);
  return column?.kind === 'text' && isFormula(text) ? `'${text}` : text;
}

function csvLines(rows: readonly (readonly (string | null)[])[]): string {
  // By itself it quotes no half of a line's end, at which readers end the line all the same.
  return stringify([...rows], { record_delimiter: 'windows', quoted_match: /[\r\n]/ });
}
