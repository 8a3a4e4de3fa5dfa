import type { EntityManager } from '@mikro-orm/core';
import type { Export } from './export.js';
import { FORMATS, type FormatName } from './format.js';

/** A piece of what an export comes to, of some hundred kilobytes. */
export interface Piece {
  readonly text: string;
  readonly lines: number;
  /** Where to continue after the last line of this piece; undefined while nothing has been looked at. */
  readonly upTo: string | undefined;
}

interface WriteOptions {
  readonly format: FormatName;
  readonly after?: string | undefined;
  /** Leaves out what comes before the first line, for lines that are put behind others. */
  readonly headless?: boolean;
}

/** Writes an export out. Nothing is read before it is asked for, and nothing that was written is kept. */
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
