import { stringify } from 'csv-stringify/sync';
import { BYTE_ORDER_MARK, CSV_OPTIONS, csvCell } from './csv.js';
import type { Cell, Column } from './export.js';

/** A file format of exports. */
export interface Format {
  readonly mediaType: string;
  /** Returns the text before the first line. */
  head(columns: readonly Column[]): string;
  lines(columns: readonly Column[], rows: readonly (readonly Cell[])[]): string;
}

export const FORMAT_NAMES = ['csv', 'ndjson'] as const;
export type FormatName = (typeof FORMAT_NAMES)[number];

const csv: Format = {
  mediaType: 'text/csv; charset=utf-8; header=present',
  head: (columns) => BYTE_ORDER_MARK + csvLines([columns.map(({ name }) => name)]),
  lines: (_columns, rows) => csvLines(rows),
};

/** Newline-delimited JSON: one object a line. */
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

function csvLines(rows: readonly (readonly Cell[])[]): string {
  return stringify(
    rows.map((row) => row.map(csvText)),
    CSV_OPTIONS,
  );
}

function csvText(cell: Cell): string | null {
  if (cell === null) return null;
  return typeof cell === 'object' ? JSON.stringify(cell) : csvCell(String(cell));
}
