import type { EntityManager } from '@mikro-orm/core';
import type { Export } from './export.js';
import { FORMATS, type FormatName } from './format.js';

/** A piece of an export's text, of some hundred kilobytes. */
export interface Piece {
  readonly text: string;
  readonly lines: number;
  /** Key to continue after; undefined before the first row was read. */
  readonly upTo: string | undefined;
}

interface WriteOptions {
  readonly format: FormatName;
  readonly after?: string | undefined;
  /** Leaves out the text before the first line, for lines that are appended to others. */
  readonly headless?: boolean;
}

/** Writes an export as text. A piece is read only when it is asked for, and not kept afterwards. */
export async function* writeExport(
  em: EntityManager,
  source: Export,
  { format, after, headless = false }: WriteOptions,
): AsyncGenerator<Piece> {
  const written = FORMATS[format];
  yield { text: headless ? '' : written.head(source.columns), lines: 0, upTo: after };
  for await (const { rows, upTo } of source.slices(em, after)) {
    yield { text: written.lines(source.columns, rows), lines: rows.length, upTo };
  }
}
