import { CsvError, parse } from 'csv-parse/browser/esm/sync';
import type { Mistake } from './mistake';

/** A field of a row: the text between two delimiters. */
export interface Cell {
  /** The text without the blanks around it. */
  readonly text: string;
  /** True for a cell in quotation marks: a comma in it is no delimiter. */
  readonly quoted: boolean;
}

/** A row of a CSV file. */
export interface CsvRow {
  /** The line of the file that it begins in. */
  readonly line: number;
  readonly cells: readonly Cell[];
}

/** The characters that can divide the cells of a row. Spreadsheets write `;` where the comma is the decimal sign. */
export const DELIMITERS = [',', ';', '\t'] as const;
export type Delimiter = (typeof DELIMITERS)[number];

/**
 * The rows of a CSV text as RFC 4180 has it, without those that are empty. What does not follow it ends the reading with a
 * mistake: where a quotation mark stands in a wrong place, nobody knows where the next cell begins.
 *
 * @param text With `\n` for every line break.
 */
export function readCsv(text: string, delimiter: Delimiter): { rows: CsvRow[]; mistakes: Mistake[] } {
  const rows: CsvRow[] = [];
  let quoted: boolean[] = [];
  let end = 0;
  try {
    parse(text, {
      delimiter,
      record_delimiter: '\n',
      // Rows may differ in length: the caller checks them, and reports all mistakes at once.
      relax_column_count: true,
      skip_empty_lines: true,
      cast: (value, { quoting }) => {
        quoted.push(quoting);
        return value;
      },
      on_record: (record, { lines }) => {
        end = lines;
        const breaks = record.reduce((sum, cell) => sum + cell.split('\n').length - 1, 0);
        const cells = record.map((cell, index) => ({ text: cell.trim(), quoted: quoted[index] === true }));
        rows.push({ line: end - breaks, cells });
        quoted = [];
        return null;
      },
    });
    return { rows, mistakes: [] };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const below = text.split('\n').slice(end);
    const line =
      end +
      1 +
      Math.max(
        0,
        below.findIndex((each) => each !== ''),
      );
    return { rows, mistakes: [{ line, words: wordsFor(error) }] };
  }
}

function wordsFor({ code }: CsvError): string {
  if (code === 'CSV_QUOTE_NOT_CLOSED') return 'A quotation mark is opened here and never closed.';
  return 'A quotation mark stands inside a text. Put the whole text in quotation marks, and write each mark in it twice.';
}
