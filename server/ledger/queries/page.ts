import { foldCase } from '../text.js';

/** Where a page of a list begins, and how long it is. */
export interface PageRequest {
  /** How many items at most. */
  readonly first: number;
  /** The key of the last item of the page before; the list begins at its start without one. */
  readonly after: string | undefined;
}

export interface Page<Item> {
  readonly items: readonly Item[];
  readonly hasNextPage: boolean;
}

/** @param found Up to `first + 1` items: the one too many tells that there is another page. */
export function toPage<Item>(found: readonly Item[], first: number): Page<Item> {
  return { items: found.slice(0, first), hasNextPage: found.length > first };
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

/**
 * Matches a text within a column without regard to case; `%` and `_` in it stand for themselves. SQLite knows the case of
 * ASCII only, and is quicker; other letters need `fold_case`, which the storage has taught it.
 */
export function contains(column: string, text: string): Condition {
  const pattern = `%${foldCase(text).replace(/[\\%_]/g, '\\$&')}%`;
  const fold = ASCII.test(text) ? 'lower' : 'fold_case';
  return { sql: `${fold}(${column}) like ? escape '\\'`, params: [pattern] };
}

const ASCII = /^[\0-\x7f]*$/;

export function isOneOf(column: string, values: readonly string[]): Condition {
  return { sql: `${column} in (${values.map(() => '?').join(', ')})`, params: values };
}
