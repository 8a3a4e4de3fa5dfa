import { stringify } from 'csv-stringify/browser/esm/sync';
import { BYTE_ORDER_MARK, CSV_OPTIONS, csvCell } from '../../../../server/reports/exports/csv.js';
import { saveFile } from './save-file';

/** Writes a line of CSV in the format of the server's exports. */
export function csvLine(cells: readonly string[]): string {
  return stringify([cells.map(csvCell)], CSV_OPTIONS);
}

/** Saves lines as a CSV file, in UTF-8 with a byte order mark, by which spreadsheets recognise it. */
export function saveCsv(name: string, lines: readonly string[]): void {
  saveFile(name, 'text/csv;charset=utf-8', [BYTE_ORDER_MARK, ...lines]);
}
