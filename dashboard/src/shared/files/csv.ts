import { stringify } from 'csv-stringify/browser/esm/sync';
import { BYTE_ORDER_MARK, CSV_OPTIONS, csvCell } from '../../../../server/reports/exports/csv.js';
import { saveFile } from './save-file';

/** A line of a CSV file, as the server's exports have it. */
export function csvLine(cells: readonly string[]): string {
  return stringify([cells.map(csvCell)], CSV_OPTIONS);
}

/** Offers a text to be saved as a file; in UTF-8 with the mark by which spreadsheets recognise it. */
export function saveCsv(name: string, lines: readonly string[]): void {
  saveFile(name, 'text/csv;charset=utf-8', [BYTE_ORDER_MARK, ...lines]);
}
