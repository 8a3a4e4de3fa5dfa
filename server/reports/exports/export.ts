import type { EntityManager } from '@mikro-orm/core';

export type Cell = string | number | object | null;

/** A column of an export; a field, where its lines are JSON. */
export interface Column {
  readonly name: string;
  /** `text` was written by people, `json` is an object, and an `amount` is a decimal string. */
  readonly kind: 'id' | 'word' | 'amount' | 'instant' | 'integer' | 'text' | 'json';
  readonly nullable?: true;
  readonly description?: string;
}

/** A column that reads its value from a row of the export's statement. */
export interface ReadColumn<Row extends object> extends Column {
  readonly read: (row: Row) => Cell;
}

/** Rows of one short read, in the order of the export. */
export interface Slice {
  /** The values of each row, in the order of the columns. */
  readonly rows: readonly (readonly Cell[])[];
  /** Key up to which all rows were read; an export that continues after it misses nothing. */
  readonly upTo: string;
}

/** Rows of any number, which are read a slice at a time. */
export interface Export {
  readonly columns: readonly Column[];
  /**
   * @param em Reads for this export alone. Between two slices the connection is free, and so is the event loop.
   * @param after Key to continue after; without one the export starts at the beginning.
   */
  slices(em: EntityManager, after?: string): AsyncGenerator<Slice>;
}

export function cellsOf<Row extends object>(
  columns: readonly ReadColumn<Row>[],
  rows: readonly Row[],
): Cell[][] {
  return rows.map((row) => columns.map(({ read }) => read(row)));
}
