import { createHash } from 'node:crypto';
import type { Row, Table } from './tables.js';

/** Number of the rows of a table, and a digest over all of them in the order of their keys. */
export interface TableDigest {
  readonly table: string;
  readonly rows: number;
  readonly digest: string;
}

/** Digests a table while its rows are read, wherever they come from. */
export class DigestOfRows {
  readonly #hash = createHash('sha256');
  #rows = 0;

  constructor(private readonly table: Table) {
    this.#hash.update(JSON.stringify(table.columns));
  }

  add(rows: readonly Row[]): void {
    this.#rows += rows.length;
    // No two rows have the same JSON, and none runs over into the next.
    this.#hash.update(rows.map((row) => `\n${JSON.stringify(row)}`).join(''));
  }

  result(): TableDigest {
    return { table: this.table.name, rows: this.#rows, digest: this.#hash.digest('hex') };
  }
}

/** Says of each table in which two ledgers differ in which way they do. */
export function differencesBetween(source: readonly TableDigest[], copy: readonly TableDigest[]): string[] {
  const copied = new Map(copy.map((each) => [each.table, each]));
  return source.flatMap(({ table, rows, digest }) => {
    const other = copied.get(table);
    if (!other) return [`${table} is missing`];
    if (other.rows !== rows) return [`${table} has ${String(other.rows)} rows instead of ${String(rows)}`];
    return other.digest === digest ? [] : [`${table} has rows that are not those of the source`];
  });
}

/** One digest for all tables: what a ledger holds, whatever it is called and wherever it lies. */
export function digestOfAll(tables: readonly TableDigest[]): string {
  return createHash('sha256').update(JSON.stringify(tables)).digest('hex');
}
