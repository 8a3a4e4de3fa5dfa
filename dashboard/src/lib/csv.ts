import { stringify } from 'csv-stringify/browser/esm/sync';
import { BYTE_ORDER_MARK, CSV_OPTIONS, csvCell } from '../../../server/reports/exports/csv.js';
import { saveFile } from './save-file';

/** A line of a CSV file, as the server's exports have it. */
export function csvLine(cells: readonly string[]): string {
  return stringify([cells.map(csvCell)], CSV_OPTIONS);
}

/** Offers a text to be saved as a file; in UTF-8 with the mark by which spreadsheets recognise it. */
export function saveCsv(name: string, lines: readonly string[]): void {
  saveFile(name, 'text/csv;charset=utf-8', [BYTE_ORDER_MARK, ...lines]);
}

/** The lines of a CSV file as RFC 4180 has it, each as its cells; empty lines are left out. @throws Error for an open quote */
export function parseCsv(text: string, delimiter = ','): string[][] {
  const lines: string[][] = [];
  let cells: string[] = [];
  let cell = '';
  let quoted = false;
  const endCell = () => {
    cells.push(cell);
    cell = '';
  };
  const endLine = () => {
    endCell();
    if (cells.some((each) => each.trim() !== '')) lines.push(cells);
    cells = [];
  };
  for (let index = 0; index < text.length; index += 1) {
    const sign = text.charAt(index);
    if (quoted) {
      if (sign !== '"') cell += sign;
      else if (text.charAt(index + 1) === '"') cell += text.charAt((index += 1));
      else quoted = false;
    } else if (sign === '"' && cell.trim() === '') {
      cell = '';
      quoted = true;
    } else if (sign === delimiter) endCell();
    else if (sign === '\n') endLine();
    else if (sign !== '\r') cell += sign;
  }
  if (quoted) throw new Error('A quotation mark is never closed');
  endLine();
  return lines;
}
