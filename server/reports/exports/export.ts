import type { EntityManager } from '@mikro-orm/core';

export type Cell = string | number | object | null;

/** A column of an export, which is a field of its lines where these are JSON. */
export interface Column {
  readonly name: string;
  /** `text` is what people have written, `json` an object; an amount is a decimal string. */
  readonly kind: 'id' | 'word' | 'amount' | 'instant' | 'integer' | 'text' | 'json';
  readonly nullable?: true;
  readonly description?: string;
}

/** How a column gets its value from a row that the export's statement has selected. */
export interface ReadColumn<Row extends object> extends Column {
  readonly read: (row: Row) => Cell;
}

/** Rows that one short read has found, in the order of the export. */
export interface Slice {
  /** The values of each row, in the order of the columns. */
  readonly rows: readonly (readonly Cell[])[];
  /** Everything up to this key has been looked at: an export that continues after it misses nothing. */
  readonly upTo: string;
}

/** Rows to be written out, however many: they are read a slice at a time. */
export interface Export {
  readonly columns: readonly Column[];
  /**
   * @param em Reads for this export alone. Between two slices the connection is free, and so is the event loop.
   * @param after The key to continue after; without one it starts at the beginning.
   */
  slices(em: EntityManager, after?: string): AsyncGenerator<Slice>;
}

export function cellsOf<Row extends object>(
  columns: readonly ReadColumn<Row>[],
  rows: readonly Row[],
): Cell[][] {
  return rows.map((row) => columns.map(({ read }) => read(row)));
}
