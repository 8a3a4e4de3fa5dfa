import { searchForm } from '../text.js';

/** Order of a list. */
export type Order = 'NEWEST_FIRST' | 'OLDEST_FIRST';

/** A stretch of a list: a number of its items from one end, of those between two keys. */
export interface PageRequest {
  /** Maximum number of items. */
  readonly size: number;
  /** The last ones and not the first. They come in the order of the list all the same. */
  readonly fromEnd: boolean;
  readonly order: Order;
  /** The key that they come after; the list begins at its start without one. */
  readonly after: string | undefined;
  /** The key that they come before; the list ends at its end without one. */
  readonly before: string | undefined;
}

export interface Page<Item> {
  readonly items: readonly Item[];
  /** The keys of the items, where the items themselves do not say them. */
  readonly keys?: readonly string[];
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
  /** Set when a page ends early although more may follow: the key up to which rows were read, to continue from. */
  readonly nextFrom?: string;
  /** The same of a page that is counted from the end. */
  readonly previousFrom?: string;
}

export const EMPTY_PAGE: Page<never> = { items: [], hasNextPage: false, hasPreviousPage: false };

/** The next items of a list that is read to its end, the oldest first. */
export function onwards(size: number, after: string | undefined): PageRequest {
  return { size, after, fromEnd: false, order: 'OLDEST_FIRST', before: undefined };
}

/** The part of a page that follows a key, in the way in which the page is read. */
export function onPast(key: string, page: PageRequest, size: number): PageRequest {
  return page.fromEnd ? { ...page, size, before: key } : { ...page, size, after: key };
}

/**
 * Makes a page as Relay's specification defines it: towards the end that it is counted to, the items tell if there are
 * more; towards the other end, a given key does.
 *
 * @param found Up to `size + 1` items as they were read: the one too many tells that there is another page.
 * @param rest `MORE` when further items may follow in any case.
 */
export function toPage<Item>(
  found: readonly Item[],
  { size, fromEnd, after, before }: PageRequest,
  rest?: 'MORE',
): Page<Item> {
  const more = rest === 'MORE' || found.length > size;
  const items = found.slice(0, size);
  return fromEnd
    ? { items: items.reverse(), hasPreviousPage: more, hasNextPage: before !== undefined }
    : { items, hasPreviousPage: after !== undefined, hasNextPage: more };
}

/** Direction in which an index is read for a page; a page from the end of a list is read backwards. */
export function directionOf({ order, fromEnd }: PageRequest): 'asc' | 'desc' {
  return (order === 'OLDEST_FIRST') === fromEnd ? 'desc' : 'asc';
}

type Params = Condition['params'];

/**
 * Makes the condition that rows lie between the keys of a page.
 *
 * @param column The column that orders the list, or a row of columns.
 * @param paramsOf Reads a key.
 */
export function between(
  column: string,
  { order, after, before }: PageRequest,
  paramsOf: (key: string) => Params = (key) => [key],
): Condition[] {
  const [behind, ahead] = order === 'OLDEST_FIRST' ? ['>', '<'] : ['<', '>'];
  const compare = (key: string | undefined, operator: string | undefined): Condition[] => {
    if (key === undefined) return [];
    const params = paramsOf(key);
    const places = params.map(() => '?').join(', ');
    return [{ sql: `${column} ${String(operator)} ${params.length > 1 ? `(${places})` : places}`, params }];
  };
  return [...compare(after, behind), ...compare(before, ahead)];
}

/** Makes the condition that rows do not lie beyond a key, inclusive, in the direction in which a page is read. */
export function upTo(column: string, page: PageRequest, through: string | undefined): Condition[] {
  if (through === undefined) return [];
  return [{ sql: `${column} ${directionOf(page) === 'asc' ? '<=' : '>='} ?`, params: [through] }];
}

/** A condition of a WHERE clause with its parameters. */
export interface Condition {
  readonly sql: string;
  readonly params: readonly (string | number | Date)[];
}

/** @returns `and … and …`, or nothing; and the parameters in the same order. */
export function allOf(conditions: readonly Condition[]): Condition {
  return {
    sql: conditions.map(({ sql }) => ` and (${sql})`).join(''),
    params: conditions.flatMap(({ params }) => params),
  };
}

/** At least one of them holds. */
export function anyOf(conditions: readonly Condition[]): Condition {
  return {
    sql: conditions.map(({ sql }) => `(${sql})`).join(' or '),
    params: conditions.flatMap(({ params }) => params),
  };
}

/** Matches what holds a text within, in the normal form of searches; the storage has taught the database that form. */
export function holdsText(column: string, text: string): Condition {
  return {
    sql: `${column} is not null and holds_text(${column}, ?)`,
    params: [searchForm(text)],
  };
}

/** Matches what is a text as a whole, in the normal form of searches. */
export function isText(column: string, text: string): Condition {
  return { sql: `${column} is not null and search_form(${column}) = ?`, params: [searchForm(text)] };
}

/** Matches what has the same characters, however its accents are written. */
export function hasCharacters(column: string, text: string): Condition {
  return { sql: `${column} is not null and composed(${column}) = ?`, params: [text.normalize('NFC')] };
}

/** Matches a value exactly; no condition without one. */
export function hasValue(column: string, value: string | number | undefined): Condition[] {
  return value === undefined ? [] : [{ sql: `${column} = ?`, params: [value] }];
}

/** Matches the moments of a stretch of time, of which an end that is not given is open. */
export function isDuring(column: string, from: Date | undefined, to: Date | undefined): Condition[] {
  return [
    ...(from ? [{ sql: `${column} >= ?`, params: [from] }] : []),
    ...(to ? [{ sql: `${column} < ?`, params: [to] }] : []),
  ];
}

/** Matches what a statement finds; no condition without one. */
export function isFoundBy(column: string, statement: Condition | undefined): Condition[] {
  return statement ? [{ sql: `${column} in (${statement.sql})`, params: statement.params }] : [];
}

/** Matches nothing where there is no value to choose from. */
export function isOneOf(column: string, values: readonly string[]): Condition {
  if (values.length === 0) return NOTHING;
  return { sql: `${column} in (${values.map(() => '?').join(', ')})`, params: values };
}

export const NOTHING: Condition = { sql: '1 = 0', params: [] };
