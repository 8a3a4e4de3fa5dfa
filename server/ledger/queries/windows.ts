import { setImmediate as nextTurn } from 'node:timers/promises';
import { LedgerError } from '../errors.js';
import { directionOf, EMPTY_PAGE, onPast, toPage, type Page, type PageRequest } from './page.js';
import type { RowBudget } from './row-budget.js';

/** Of one list in a statement of many. */
const ROWS_MIN = 10;

/** One list of a statement, and the key up to which its rows are looked at; undefined for all that are left. */
export interface Window {
  readonly id: string;
  readonly through: string | undefined;
}

/** Lists in which only some rows are wanted, so that nothing tells how many must be looked at for a page. */
export interface SiftedLists<Item> {
  /** For each list the key of the row that is so many rows on; undefined when no more than that are left. */
  keysAt(
    ids: readonly string[],
    page: PageRequest,
    rows: number,
  ): Promise<ReadonlyMap<string, string | undefined>>;
  /** Of the rows in the windows those that are wanted, as many as a page has and one more. */
  read(windows: readonly Window[], page: PageRequest): Promise<ReadonlyMap<string, readonly Item[]>>;
}

/**
 * Reads a page of each list by statements of bounded length, in between which others have their turn. A page for which the
 * budget does not suffice ends early and says up to where it has looked: whoever goes on from there misses nothing.
 *
 * @throws LedgerError BAD_USER_INPUT when the budget was spent before.
 */
export async function siftedPages<Item>(
  ids: readonly string[],
  page: PageRequest,
  budget: RowBudget,
  lists: SiftedLists<Item>,
): Promise<Map<string, Page<Item>>> {
  if (!budget.take(budget.firstRows)) throw spent();
  const rows = Math.max(ROWS_MIN, Math.floor(budget.firstRows / ids.length));
  const keys = await lists.keysAt(ids, page, rows);
  const windows = ids.map((id) => ({ id, through: keys.get(id) }));
  const read = await lists.read(windows, page);
  const pages = new Map<string, Page<Item>>();
  for (const window of windows) {
    pages.set(window.id, await siftedOn(window, [...(read.get(window.id) ?? [])], page, budget, lists));
  }
  return pages;
}

/**
 * The key that is so many rows on in a list whose sequences have no gap, so that nothing need be looked at to tell it.
 *
 * @param last The last sequence of the list; 0 for an empty one.
 * @returns Undefined when no more than that are left.
 */
export function sequenceOn(page: PageRequest, last: number, rows: number): string | undefined {
  const ascending = directionOf(page) === 'asc';
  const start = page.fromEnd ? page.before : page.after;
  const from = start === undefined ? (ascending ? 0 : last + 1) : Number(start);
  const at = ascending ? from + rows : from - rows;
  return (ascending ? at <= last : at > 0) ? String(at) : undefined;
}

/** One list, as `siftedPages` has many. */
export interface SiftedList<Item> {
  readonly keyAt: (page: PageRequest, rows: number) => Promise<string | undefined>;
  readonly read: (page: PageRequest, through: string | undefined) => Promise<readonly Item[]>;
}

/** @throws LedgerError BAD_USER_INPUT when the budget was spent before. */
export async function siftedPage<Item>(
  page: PageRequest,
  budget: RowBudget,
  { keyAt, read }: SiftedList<Item>,
): Promise<Page<Item>> {
  const only = '';
  const pages = await siftedPages([only], page, budget, {
    keysAt: async (_ids, rest, rows) => new Map([[only, await keyAt(rest, rows)]]),
    read: async ([window], rest) => new Map([[only, await read(rest, window?.through)]]),
  });
  return pages.get(only) ?? EMPTY_PAGE;
}

/** Goes on with one list where a window has ended, until its page is full. */
async function siftedOn<Item>(
  { id, through }: Window,
  found: Item[],
  page: PageRequest,
  budget: RowBudget,
  lists: SiftedLists<Item>,
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
