import type { Row, Table } from '../sample.js';
import { short } from '../../support/short.js';

/** Something that raw SQL must not be able to do, and what SQLite answers. */
export interface Refusal {
  readonly what: string;
  /** A row like the newcomer of the table, but for these columns, is inserted; or else the statement is run. */
  readonly attempt: { readonly table: Table; readonly columns: Row; readonly or?: 'or replace' } | string;
  readonly message: string;
  /** A trigger that refuses it as well, and first; it is taken away for the attempt. */
  readonly behind?: string;
}

export function inserting(table: Table, columns: Row, message: string, behind?: string): Refusal {
  const values = Object.entries(columns).map(([column, value]) => `${column} ${short(value)}`);
  return {
    what: `a row of ${table} with ${values.join(' and ')} is inserted`,
    attempt: { table, columns },
    message,
    ...(behind !== undefined && { behind }),
  };
}

export function replacing(table: Table, columns: Row, message: string): Refusal {
  return {
    what: `a row of ${table} is replaced by one with ${Object.keys(columns).join(', ')} changed`,
    attempt: { table, columns, or: 'or replace' },
    message,
  };
}

export function running(sql: string, message: string): Refusal {
  return { what: `"${sql}" is run`, attempt: sql, message };
}

/** Tells if an attempt is in words that only SQLite has, or at a type that only SQLite keeps as another one. */
export function isSqlitesOwn({ attempt, message }: Refusal): boolean {
  if (message.includes('backed_up in (0, 1)')) return true;
  return typeof attempt === 'string' ? attempt.includes('or replace') : attempt.or !== undefined;
}
