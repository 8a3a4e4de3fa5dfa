import { setImmediate as nextTurn } from 'node:timers/promises';
import { LedgerError } from '../errors.js';
import { directionOf, EMPTY_PAGE, onPast, toPage, type Page, type PageRequest } from './page.js';
import type { RowBudget } from './row-budget.js';

/** Minimum number of rows read for each list of a statement. */
const ROWS_MIN = 10;

/** One list of a statement, and the key up to which its rows are read; undefined for all remaining rows. */
export interface Window {
  readonly id: string;
  readonly through: string | undefined;
}

/** Filtered lists, of which an unknown number of rows must be read to fill a page. */
export interface FilteredLists<Item> {
  /** Returns for each list the key of the row that is so many rows ahead; undefined when no more rows are left. */
  keysAt(
    ids: readonly string[],
    page: PageRequest,
    rows: number,
  ): Promise<ReadonlyMap<string, string | undefined>>;
  /** Reads the matching rows in the windows, at most one more than a page has. */
  read(windows: readonly Window[], page: PageRequest): Promise<ReadonlyMap<string, readonly Item[]>>;
}

/**
 * Reads a page of each list by statements of bounded length, between which other requests get their turn. A page that
 * exhausts the budget ends early, with the key up to which it has read, so that a client that continues there misses
 * nothing.
 *
 * @throws LedgerError BAD_USER_INPUT when the budget was spent before.
 */
export async function filteredPages<Item>(
  ids: readonly string[],
  page: PageRequest,
  budget: RowBudget,
  lists: FilteredLists<Item>,
): Promise<Map<string, Page<Item>>> {
  if (!budget.take(budget.firstRows)) throw spent();
  const rows = Math.max(ROWS_MIN, Math.floor(budget.firstRows / ids.length));
  const keys = await lists.keysAt(ids, page, rows);
  const windows = ids.map((id) => ({ id, through: keys.get(id) }));
  const read = await lists.read(windows, page);
  const pages = new Map<string, Page<Item>>();
  for (const window of windows) {
    pages.set(
      window.id,
      await continueFiltering(window, [...(read.get(window.id) ?? [])], page, budget, lists),
    );
  }
  return pages;
}

/**
 * Computes the key that is so many rows ahead in a list whose sequences have no gap, without reading rows.
 *
 * @param last The last sequence of the list; 0 for an empty one.
 * @returns Undefined when no more rows are left.
 */
export function sequenceOn(page: PageRequest, last: number, rows: number): string | undefined {
  const ascending = directionOf(page) === 'asc';
  const start = page.fromEnd ? page.before : page.after;
  const from = start === undefined ? (ascending ? 0 : last + 1) : Number(start);
  const at = ascending ? from + rows : from - rows;
  return (ascending ? at <= last : at > 0) ? String(at) : undefined;
}

/** One list, as `filteredPages` has many. */
export interface FilteredList<Item> {
  readonly keyAt: (page: PageRequest, rows: number) => Promise<string | undefined>;
  readonly read: (page: PageRequest, through: string | undefined) => Promise<readonly Item[]>;
}

/** @throws LedgerError BAD_USER_INPUT when the budget was spent before. */
export async function filteredPage<Item>(
  page: PageRequest,
  budget: RowBudget,
  { keyAt, read }: FilteredList<Item>,
): Promise<Page<Item>> {
  const only = '';
  const pages = await filteredPages([only], page, budget, {
    keysAt: async (_ids, rest, rows) => new Map([[only, await keyAt(rest, rows)]]),
    read: async ([window], rest) => new Map([[only, await read(rest, window?.through)]]),
  });
  return pages.get(only) ?? EMPTY_PAGE;
}

/** Goes on with one list where a window has ended, until its page is full. */
async function continueFiltering<Item>(
  { id, through }: Window,
  found: Item[],
  page: PageRequest,
  budget: RowBudget,
  lists: FilteredLists<Item>,
): Promise<Page<Item>> {
  let reached = through;
  while (reached !== undefined && found.length <= page.size) {
    if (!budget.take(budget.nextRows)) {
      const short = toPage(found, page, 'MORE');
      return page.fromEnd ? { ...short, previousFrom: reached } : { ...short, nextFrom: reached };
    }
    await nextTurn();
    const rest = onPast(reached, page, page.size - found.length);
    reached = (await lists.keysAt([id], rest, budget.nextRows)).get(id);
    found.push(...((await lists.read([{ id, through: reached }], rest)).get(id) ?? []));
  }
  return toPage(found, page);
}

function spent(): LedgerError {
  return new LedgerError(
    'BAD_USER_INPUT',
    'This request looks through too many lists; ask for fewer of them at once',
  );
}
