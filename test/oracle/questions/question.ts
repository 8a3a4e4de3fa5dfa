import fc from 'fast-check';
import type { Person } from '../product/person.js';
import type { World } from '../product/world.js';
import { nameOf } from '../compare.js';
import { decimal } from '../truth/money.js';
import { compareText, type Facts } from '../truth/facts.js';
import { seldom } from '../product/texts.js';
import { listBy, queryString, walk, type Door, type Listed, type Way } from '../product/walking.js';

/** One thing to ask the product, and what the rows say. */
export interface Question {
  /** The request with its user, printed when the answer is wrong. */
  readonly asked: Readonly<Record<string, unknown>>;
  readonly expected: unknown;
  readonly answer: () => Promise<unknown>;
}

/** Given one time in six, so that most questions have a condition or two, and find something. */
export function maybe<Value>(arbitrary: fc.Arbitrary<Value>): fc.Arbitrary<Value | undefined> {
  return seldom(arbitrary, undefined, 5);
}

export function someOf<Value>(...values: Value[]): fc.Arbitrary<Value[]> {
  return fc.subarray(values, { minLength: 1 });
}

/** Mostly as lists come by themselves. */
export const way: fc.Arbitrary<Way> = fc.record({
  size: fc.constantFrom(1, 2, 3, 7, 50),
  backwards: fc.constantFrom(false, false, true),
  orderBy: fc.constantFrom(undefined, undefined, 'NEWEST_FIRST', 'OLDEST_FIRST'),
});

/** Staff, and customers: of many wallets, of a few, and of none. */
export function viewers({ operator, analyst, customers }: World): fc.Arbitrary<Person> {
  const [many = operator, few = operator] = customers;
  return fc.constantFrom(operator, operator, analyst, many, many, few, customers[4] ?? few);
}

export function staffOf({ operator, analyst }: World): fc.Arbitrary<Person> {
  return fc.constantFrom(operator, analyst);
}

/** A moment at which something happened, a hair beside it, the border of its hour, or any other; in milliseconds. */
export function moments({ tables, now }: Facts): fc.Arbitrary<number> {
  return momentsNear([
    ...tables.transactions.flatMap((row) => [row.created_at, row.posted_at ?? row.created_at]),
    ...tables.users.map((row) => row.created_at),
    ...tables.records.map((row) => row.created_at),
    ...tables.auditEvents.map((row) => row.at),
    now,
  ]);
}

/** The same of what is listed: whether `from` and `to` count is told by what happened at that very moment. */
export function momentsNear(happened: readonly number[]): fc.Arbitrary<number> {
  const one = fc.constantFrom(...happened);
  return fc.oneof(
    {
      weight: 6,
      arbitrary: fc.tuple(one, fc.constantFrom(-1, 0, 0, 0, 1)).map(([at, by]) => at + by),
    },
    { weight: 2, arbitrary: one.map((at) => at - (at % 3_600_000)) },
    { weight: 1, arbitrary: fc.integer({ min: Math.min(...happened), max: Math.max(...happened) }) },
  );
}

/** Two moments, the earlier one first, and never the same. */
export function ranges(facts: Facts): fc.Arbitrary<{ from: number; to: number }> {
  return fc.tuple(moments(facts), moments(facts)).map(([a, b]) => ({
    from: Math.min(a, b),
    to: Math.max(a, b) + (a === b ? 1 : 0),
  }));
}

/** Without what is undefined, so that a question is short. */
export function given<Fields extends object>(fields: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Fields;
}

const MOMENTS = new Set(['from', 'to', 'postedFrom', 'postedTo']);

const AMOUNTS = new Set(['minAmount', 'maxAmount']);

/** A filter as the interfaces take it: moments as text, and amounts as decimals of its currency. */
export function worded(filter: object): Readonly<Record<string, unknown>> {
  const { currency = '' } = filter as { readonly currency?: string };
  return Object.fromEntries(
    Object.entries(filter).map(([name, value]: [string, unknown]) => {
      if (typeof value !== 'number') return [name, value];
      if (MOMENTS.has(name)) return [name, new Date(value).toISOString()];
      return [name, AMOUNTS.has(name) ? decimal(value, currency) : value];
    }),
  );
}

/**
 * Mostly that of UTC, by its name or by none. The others are of whole hours, of half and of quarters; of summer that begins at
 * two, at midnight and by half an hour; and where the year is the other way round.
 */
export const timeZone: fc.Arbitrary<string | undefined> = fc.constantFrom(
  ...[undefined, undefined, 'UTC', 'Africa/Nairobi', 'Asia/Kolkata', 'Asia/Kathmandu', 'America/New_York'],
  ...['America/St_Johns', 'Europe/Berlin', 'Africa/Cairo', 'Australia/Lord_Howe', 'America/Santiago'],
);

export const door: fc.Arbitrary<Door> = fc.constantFrom('GraphQL', 'GraphQL', 'REST');

/** By whom, how, and which way a list is asked for. */
export interface Asking {
  readonly person: Person;
  readonly door: Door;
  readonly way: Way;
}

type Settle = (rows: readonly unknown[]) => readonly unknown[];

/**
 * A question that walks a list to its end; the pages must be full, and the rows those that are expected, in their order.
 *
 * @param rows In the order that the list has by itself.
 * @param settle Puts rows that may stand in any order into one, the same for what is expected and what comes.
 */
export function listQuestion(
  { person, door, way }: Asking,
  list: Listed,
  rows: readonly object[],
  settle: Settle = (found) => found,
): Question {
  const isTurned = way.orderBy !== undefined && way.orderBy !== list.natural;
  return {
    asked: { list: list.path, by: `${person.role} ${person.id}`, door, ...given(way), ...list.query },
    expected: { faults: [], rows: settle(isTurned ? rows.toReversed() : rows) },
    answer: async () => {
      const walked = await walk(person, listBy(door, list), way);
      return { ...walked, rows: settle(walked.rows) };
    },
  };
}

/** For a list that is ordered by one field, where rows that have the same there may stand in any order. */
export function tiedBy(field: string): Settle {
  return (rows) => {
    const runs: unknown[][] = [];
    for (const row of rows) {
      const run = runs.at(-1);
      if (run && fieldOf(run[0], field) === fieldOf(row, field)) run.push(row);
      else runs.push([row]);
    }
    return runs.flatMap(byName);
  };
}

function byName(rows: readonly unknown[]): unknown[] {
  return rows.toSorted((a, b) => compareText(nameOf(a), nameOf(b)));
}

function fieldOf(row: unknown, field: string): unknown {
  return Reflect.get(Object(row) as object, field);
}

/** A question that is answered by one value at a path of GraphQL's data. */
export function valueQuestion(
  person: Person,
  document: string,
  variables: Readonly<Record<string, unknown>>,
  path: string,
  expected: unknown,
): Question {
  return {
    asked: { query: document.replace(/\s+/g, ' '), variables, by: person.role },
    expected,
    answer: async () => {
      const answer = await person.graphql(document, variables);
      return answer.at('errors') === undefined ? answer.at(`data.${path}`) : answer.at('errors.0');
    },
  };
}

/** A value as both interfaces have it. */
interface ValueAsked {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
  /** In GraphQL's data. */
  readonly path: string;
  /** REST's path, what it takes, and where in its answer the value is; all of it unless given. */
  readonly rest: string;
  readonly asked: Readonly<Record<string, unknown>>;
  readonly inRest?: string;
  readonly expected: unknown;
}

/** The same value over GraphQL or REST. */
export function valueAtDoor(person: Person, door: Door, value: ValueAsked): Question {
  const { query, variables, path, rest, asked, inRest, expected } = value;
  if (door === 'GraphQL') return valueQuestion(person, query, variables, path, expected);
  const url = `${rest}?${queryString(asked)}`;
  return {
    asked: { path: url, by: person.role },
    expected,
    answer: async () => {
      const answer = await person.get(url);
      return answer.status !== 200 || inRest === undefined ? answer.body : answer.at(inRest);
    },
  };
}
