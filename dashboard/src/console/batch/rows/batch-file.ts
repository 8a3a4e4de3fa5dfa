import { DELIMITERS, readCsv, type Cell, type CsvRow, type Delimiter } from './csv';
import { readingOf, type Mistake, type Reading } from './mistake';
import { readPasted, readText } from './text';
import { type BatchColumn, type BatchRow } from './batch';
import { readColumns, type Columns } from './columns';

const BATCH_ROWS_MAX = 1_000;
/** The largest file that is read. A thousand rows with the longest texts take less. */
const FILE_BYTES_MAX = 2 * 1024 * 1024;

/** The cell after an amount that looks like the rest of it, as in 1,500.00 or 1,50. */
const REST_OF_NUMBER = /^\d{1,3}([.,]\d+)?$/;
const WHOLE_NUMBER = /^\d+$/;
const DELIMITER_NAMES: Readonly<Record<Delimiter, string>> = { ',': 'comma', ';': 'semicolon', '\t': 'tab' };
const PLAIN_AMOUNT = /^(0|[1-9]\d*)(\.\d+)?$/;

/** Reads what was chosen as a file, whatever it is. */
export async function readBatchFile(file: Blob): Promise<Reading<BatchRow[]>> {
  if (file.size > FILE_BYTES_MAX) {
    return { mistakes: [{ line: 1, words: 'The file is too large for a thousand transfers.' }] };
  }
  const text = readText(new Uint8Array(await file.arrayBuffer()));
  return text.mistakes ? text : readBatch(text.content);
}

/** Reads what was pasted. */
export function readPastedBatch(pasted: string): Reading<BatchRow[]> {
  const text = readPasted(pasted);
  return text.mistakes ? text : readBatch(text.content);
}

/**
 * The transfers of a CSV text whose first line names the columns, in any order and by any of their common names. All that is wrong is said at once, and
 * nothing is guessed: a row that does not fit its columns, or an amount that could be read in two ways, is a mistake.
 */
function readBatch(text: string): Reading<BatchRow[]> {
  const heading = text.split('\n').find((line) => line.trim() !== '');
  if (heading === undefined) return one(1, 'There is nothing in the file.');
  const delimiter = delimiterOf(heading);
  if (!delimiter) {
    return one(
      1,
      'The first line divides its columns in more than one way. Use commas alone, or semicolons alone.',
    );
  }
  const { rows, mistakes } = readCsv(text, delimiter);
  const [first, ...others] = rows;
  if (!first) return readingOf(mistakes, () => []);
  const headings = first.cells.map((cell) => cell.text);
  const { columns, mistakes: wrong } = readColumns(first.line, headings);
  if (wrong.length > 0) return readingOf(wrong, () => []);

  const filled = others.filter(
    ({ cells }) => cells.length !== headings.length || cells.some(({ text }) => text),
  );
  const found = [...mistakes, ...filled.flatMap((row) => rowMistakes(row, columns.names, delimiter))];
  if (filled.length === 0 && found.length === 0)
    found.push({ line: first.line, words: 'There are no transfers below the first line.' });
  if (filled.length > BATCH_ROWS_MAX) {
    const count = filled.length.toLocaleString();
    found.push({
      line: filled[BATCH_ROWS_MAX]?.line ?? 1,
      words: `A batch has at most ${BATCH_ROWS_MAX.toLocaleString()} transfers; there are ${count}.`,
    });
  }
  return readingOf(found, () => filled.map((row) => toBatchRow(row, columns)));
}

/** By which the first line is divided; undefined where it could be more than one. A single column is divided by nothing. */
function delimiterOf(heading: string): Delimiter | undefined {
  const used = DELIMITERS.filter((delimiter) => heading.includes(delimiter));
  return used.length > 1 ? undefined : (used[0] ?? ',');
}

function rowMistakes(
  { line, cells }: CsvRow,
  columns: readonly BatchColumn[],
  delimiter: Delimiter,
): Mistake[] {
  if (cells.length !== columns.length) {
    const counted = cells.length === 1 ? '1 cell' : `${String(cells.length)} cells`;
    const words = `This line has ${counted} for ${String(columns.length)} columns. Write an amount like 1500.00, and put a text with a ${DELIMITER_NAMES[delimiter]} in quotation marks.`;
    return [{ line, words }];
  }
  const place = columns.indexOf('amount');
  const [amount, next] = [cells[place], cells[place + 1]];
  if (!amount || !PLAIN_AMOUNT.test(amount.text)) {
    return [{ line, words: amountWords(amount?.text ?? '') }];
  }
  if (delimiter === ',' && next && isRestOf(amount, next)) {
    const words = `Is the amount ${amount.text}, or ${amount.text},${next.text}? Write it like 1500.00; put ${next.text} in quotation marks if it is a text of its own.`;
    return [{ line, words }];
  }
  return [];
}

function isRestOf(amount: Cell, next: Cell): boolean {
  return !next.quoted && WHOLE_NUMBER.test(amount.text) && REST_OF_NUMBER.test(next.text);
}

function amountWords(amount: string): string {
  if (amount === '') return 'There is no amount.';
  const shown = amount.length > 40 ? `${amount.slice(0, 40)}…` : amount;
  return `“${shown}” is not a plain amount. Write it with digits and a point alone, like 1500.00.`;
}

function toBatchRow({ line, cells }: CsvRow, { names, currency }: Columns): BatchRow {
  const cell = (name: BatchColumn) => cells[names.indexOf(name)]?.text ?? '';
  return {
    line,
    to: cell('to'),
    amount: cell('amount'),
    currency: cell('currency').toUpperCase() || currency,
    description: cell('description'),
    reference: cell('reference'),
  };
}

function one(line: number, words: string): Reading<never> {
  return { mistakes: [{ line, words }] };
}
