import { setImmediate as nextTurn } from 'node:timers/promises';
import type { EntityManager } from '@mikro-orm/core';
import { selectRows } from '../../ledger/database/sql.js';
import { cellsOf, type ReadColumn, type Slice } from './export.js';

/**
 * Number of table rows that a slice reads, matching or not. With so few a read takes less than a millisecond, and its
 * rows are released before the garbage collector moves them to the old generation.
 */
const SLICE_ROWS = 100;

/**
 * Reads a table in the order of ids, which is that of commits, up to the newest row at the start. A filter that matches
 * few rows makes slices smaller, and none longer.
 *
 * @param read Reads the rows that match among those with an id after the first and up to the second.
 */
export async function* slicesById<Row extends object>(
  em: EntityManager,
  table: 'transactions' | 'entries',
  after: string,
  columns: readonly ReadColumn<Row>[],
  read: (after: string, upTo: string) => Promise<Row[]>,
): AsyncGenerator<Slice> {
  const [newest] = await selectRows<{ id: string }>(em, `select id from ${table} order by id desc limit 1`);
  for (let from = after; newest && from < newest.id;) {
    const upTo = (await endOfSlice(em, table, from, newest.id)) ?? newest.id;
    yield { rows: cellsOf(columns, await read(from, upTo)), upTo };
    from = upTo;
    await nextTurn();
  }
}

async function endOfSlice(
  em: EntityManager,
  table: string,
  after: string,
  newest: string,
): Promise<string | null> {
  const [row] = await selectRows<{ up_to: string | null }>(
    em,
    `select max(id) as up_to from (
       select id from ${table} where id > ? and id <= ? order by id limit ${String(SLICE_ROWS)}) as slice`,
    [after, newest],
  );
  return row?.up_to ?? null;
}

/** Reads the entries of one wallet like `slicesById`, in the order of their sequences. */
export async function* slicesBySequence<Row extends object>(
  span: { readonly after: number; readonly upTo: number },
  columns: readonly ReadColumn<Row>[],
  read: (after: number, upTo: number) => Promise<Row[]>,
): AsyncGenerator<Slice> {
  for (let from = span.after; from < span.upTo; from += SLICE_ROWS) {
    const upTo = Math.min(from + SLICE_ROWS, span.upTo);
    yield { rows: cellsOf(columns, await read(from, upTo)), upTo: String(upTo) };
    await nextTurn();
  }
}
