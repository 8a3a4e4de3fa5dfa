import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';
import type { EntityManager } from '@mikro-orm/core';
import { settledUpTo } from '../../ledger/database/settled.js';
import { selectRows } from '../../ledger/database/sql.js';
import { cellsOf, type Cell, type Column, type ReadColumn, type Slice } from './export.js';

/**
 * Number of table rows that a slice reads, matching or not. With so few a read takes less than a millisecond, and its
 * rows are released before the garbage collector moves them to the old generation.
 */
const SLICE_ROWS = 100;

/** Maximum time that an export waits for units of work that may yet store rows between those that it has, in milliseconds. */
const SETTLED_WITHIN_MS = 2_000;
const SETTLED_PAUSE_MS = 10;

/**
 * Reads a table in the order of ids, up to the newest row at the start, so that whoever continues after the last one misses
 * nothing. A filter that matches few rows makes slices smaller, and none longer.
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
  const end = await endOfExport(em, table);
  for (let from = after; from < end;) {
    const upTo = (await endOfSlice(em, table, from, end)) ?? end;
    yield { rows: cellsOf(columns, await read(from, upTo)), upTo };
    from = upTo;
    await nextTurn();
  }
}

/**
 * Returns the id of the newest row, once no unit of work is under way that may store an earlier one: with several nodes ids are not
 * in the order of commits. While one does not end, only what is older than it is exported. An empty string for an empty table.
 */
async function endOfExport(em: EntityManager, table: 'transactions' | 'entries'): Promise<string> {
  const [newest] = await selectRows<{ id: string }>(em, `select id from ${table} order by id desc limit 1`);
  if (!newest) return '';
  const deadline = performance.now() + SETTLED_WITHIN_MS;
  for (;;) {
    const settled = await settledUpTo(em, table);
    if (settled === undefined || settled >= newest.id) return newest.id;
    if (performance.now() >= deadline) return settled;
    await sleep(SETTLED_PAUSE_MS);
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

/**
 * Merges the slices of several lists, each in the order of the ids of its rows, into one in that order.
 *
 * @param columns One of which is `id`.
 */
export async function* mergedSlices(
  lists: readonly AsyncGenerator<Slice>[],
  columns: readonly Column[],
): AsyncGenerator<Slice> {
  const [only] = lists;
  if (lists.length === 1 && only) {
    yield* only;
    return;
  }
  const at = columns.findIndex(({ name }) => name === 'id');
  const idOf = (row: readonly Cell[] = []): string => {
    const id = row[at];
    return typeof id === 'string' ? id : '';
  };
  const open = await Promise.all(lists.map(async (list) => ({ list, rows: await nextRows(list) })));
  let merged: (readonly Cell[])[] = [];
  for (;;) {
    const [first, ...others] = open.filter(({ rows }) => rows.length > 0);
    if (!first) break;
    const next = others.reduce(
      (least, one) => (idOf(one.rows[0]) < idOf(least.rows[0]) ? one : least),
      first,
    );
    merged.push(...next.rows.splice(0, 1));
    if (next.rows.length === 0) next.rows = await nextRows(next.list);
    if (merged.length < SLICE_ROWS) continue;
    yield { rows: merged, upTo: idOf(merged.at(-1)) };
    merged = [];
  }
  if (merged.length > 0) yield { rows: merged, upTo: idOf(merged.at(-1)) };
}

/** Reads the next rows of a list; none at its end. */
async function nextRows(list: AsyncGenerator<Slice>): Promise<(readonly Cell[])[]> {
  const next = await list.next();
  if (next.done === true) return [];
  return next.value.rows.length > 0 ? [...next.value.rows] : nextRows(list);
}
