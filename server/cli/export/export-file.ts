import { createReadStream } from 'node:fs';
import { open, truncate } from 'node:fs/promises';
import { ExitError } from '../../config/exit-error.js';
import type { Column } from '../../reports/exports/export.js';
import { BYTE_ORDER_MARK } from '../../reports/exports/csv.js';
import { FORMATS, type FormatName } from '../../reports/exports/format.js';
import type { Opened } from '../../rest/routes/stream.js';

const NEW_LINE = 0x0a;
const QUOTE = 0x22;
const ID = '([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})';
/** Matches the beginning of a line, which has the id. */
const LINES: Readonly<Record<FormatName, (columns: readonly Column[]) => RegExp>> = {
  csv: () => new RegExp(`^(?:(?:${bytesOf(BYTE_ORDER_MARK)})?id|${ID}),`),
  ndjson: ([, second]) => new RegExp(`^\\{"id":"${ID}","${second?.name ?? ''}":`),
};
const LINE_START_BYTES = 64;

/** Whole lines of a file. */
interface WholeLines {
  readonly bytes: number;
  /** Id in the last line; undefined when there is none, or only a line of names. */
  readonly after: string | undefined;
}

/**
 * Cuts off the incomplete end of an export that was interrupted.
 *
 * @throws ExitError when the file is no such export in this format; then nothing is cut off.
 */
export async function cutToWholeLines(
  path: string,
  format: FormatName,
  { name, source: { columns } }: Pick<Opened, 'name' | 'source'>,
): Promise<WholeLines> {
  const { lastStart, end, size } = await findLastLine(path, format);
  const last = LINES[format](columns).exec(await textAt(path, lastStart, LINE_START_BYTES));
  const head = FORMATS[format].head(columns);
  // Files of earlier versions have no mark.
  const heads = [head, head.replace(BYTE_ORDER_MARK, '')].map(bytesOf);
  const begin = await textAt(path, 0, bytesOf(head).length);
  const isHeaded = heads.some((each) => each.startsWith(begin.slice(0, each.length)));
  if (size > 0 && !(last && isHeaded))
    throw new ExitError(`${path} is not an export of ${name} as ${format}`);
  await truncate(path, end);
  return { bytes: end, after: last?.[1] };
}

/** Finds the last line, reading from the beginning: the end of a CSV file does not tell if it lies within quotes. */
async function findLastLine(path: string, format: FormatName) {
  const last = { lastStart: 0, end: 0, size: 0 };
  let quoted = false;
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
    for (let index = 0; index < chunk.length; index += 1) {
      const byte = chunk[index];
      // A quote within quotes is doubled, so that it ends and begins them.
      if (byte === QUOTE && format === 'csv') quoted = !quoted;
      else if (byte === NEW_LINE && !quoted) [last.lastStart, last.end] = [last.end, last.size + index + 1];
    }
    last.size += chunk.length;
  }
  return last;
}

/** Converts a text to one character for each byte of its UTF-8, the form in which files are compared here. */
function bytesOf(text: string): string {
  return Buffer.from(text).toString('latin1');
}

async function textAt(path: string, position: number, length: number): Promise<string> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, position);
    return buffer.toString('latin1', 0, bytesRead);
  } finally {
    await file.close();
  }
}
