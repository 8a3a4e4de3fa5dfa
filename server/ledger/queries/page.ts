import { searchForm } from '../text.js';

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

/** Matches nothing where there is no value to choose from. */
export function isOneOf(column: string, values: readonly string[]): Condition {
  if (values.length === 0) return NOTHING;
  return { sql: `${column} in (${values.map(() => '?').join(', ')})`, params: values };
}

export const NOTHING: Condition = { sql: '1 = 0', params: [] };
