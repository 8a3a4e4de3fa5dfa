import type { Answer } from '../../support/answer.js';
import type { Person } from './person.js';

/** A list, by whichever interface: where it is asked for, and where it is in the answer. */
export interface List {
  /** Asks for one page: how many, in which direction, and from which cursor on. */
  readonly page: (person: Person, paging: Paging) => Promise<Answer>;
  /** The paths in the answer to the rows and to what is said of the page. */
  readonly rows: string;
  readonly info: string;
  /** The path to how many there are on all pages, where a list may say so. */
  readonly total?: string;
}

/** A way through a list: size of its pages, from its end or its start, and an order if not its own. */
export interface Way {
  readonly size: number;
  readonly backwards: boolean;
  readonly orderBy: 'NEWEST_FIRST' | 'OLDEST_FIRST' | undefined;
}

export interface Paging extends Way {
  readonly cursor: string | null;
}

/** Everything that a walk to the end has found, and what was wrong with its pages. */
export interface Walked {
  readonly rows: readonly unknown[];
  readonly faults: readonly string[];
}

/**
 * Walks a list to its end by cursors. Backwards it begins at the end, and the rows come out in the order of the list all
 * the same. Every page but the last has exactly as many rows as were asked for, and only the last says that it is that.
 */
export async function walk(person: Person, list: List, way: Way): Promise<Walked> {
  const { size, backwards } = way;
  const pages: unknown[][] = [];
  const faults: string[] = [];
  const cursors = new Set<string | null>();
  for (let cursor: string | null = null; !cursors.has(cursor);) {
    cursors.add(cursor);
    const answer = await list.page(person, { ...way, cursor });
    if (answer.status !== 200 || answer.at('errors') !== undefined) throw new Error(refusalIn(answer));
    const rows = [...answer.list(list.rows)];
    const info = (name: string) => answer.at(`${list.info}.${name}`);
    const isLast = info(backwards ? 'hasPreviousPage' : 'hasNextPage') === false;
    const number = String(pages.length + 1);
    if (rows.length > size || (!isLast && rows.length < size)) {
      faults.push(`page ${number} has ${String(rows.length)} of ${String(size)} rows`);
    }
    if (isLast && rows.length === 0 && pages.length > 0) faults.push(`page ${number} is empty`);
    if (info(backwards ? 'hasNextPage' : 'hasPreviousPage') !== pages.length > 0) {
      faults.push(`page ${number} does not know what is on its other side`);
    }
    pages.push(rows);
    if (isLast) {
      const found = (backwards ? pages.toReversed() : pages).flat();
      const total = list.total === undefined ? null : answer.at(list.total);
      if (total !== null && total !== found.length) faults.push(`totalCount is ${JSON.stringify(total)}`);
      return { rows: found, faults };
    }
    cursor = String(info(backwards ? 'startCursor' : 'endCursor'));
  }
  return { rows: pages.flat(), faults: [...faults, 'the cursors lead in a circle'] };
}

function refusalIn(answer: Answer): string {
  return `refused: ${String(answer.status)} ${JSON.stringify(answer.body).slice(0, 300)}`;
}

/** A list of GraphQL. */
function graphqlList({ document, order, variables, path }: Listed): List {
  return {
    rows: `data.${path}.nodes`,
    info: `data.${path}.pageInfo`,
    total: `data.${path}.totalCount`,
    page: async (person, { size, backwards, orderBy, cursor }) => {
      const paging = backwards ? 'last: $size, before: $cursor' : 'first: $size, after: $cursor';
      const ordered = orderBy === undefined ? '' : ', orderBy: $orderBy';
      const query = document(`$size: Int, $cursor: String, $orderBy: ${order}`, paging + ordered);
      // A variable that is declared has to be used.
      const asked = ordered === '' ? query.replace(`, $orderBy: ${order}`, '') : query;
      return person.graphql(asked, { ...variables, size, cursor, orderBy });
    },
  };
}

/** Selection beside the nodes of a list. */
export const PAGE_INFO = 'totalCount pageInfo { hasNextPage hasPreviousPage startCursor endCursor }';

/** A list of REST. @param query The parameters of the route; a list is a parameter that is repeated. */
function restList(path: string, query: Readonly<Record<string, unknown>>): List {
  return {
    rows: 'data',
    info: 'pageInfo',
    total: 'totalCount',
    page: async (person, { size, backwards, orderBy, cursor }) => {
      const paging = backwards ? { last: size, before: cursor } : { first: size, after: cursor };
      return person.get(`${path}?${queryString({ ...query, ...paging, orderBy })}`);
    },
  };
}

export type Door = 'GraphQL' | 'REST';

/** One list as both interfaces have it. */
export interface Listed {
  /** The query, with the variables that it declares and the arguments that it passes on for its pages. */
  readonly document: (variables: string, paging: string) => string;
  /** The name of the enum of its orders, and the one that it has by itself. */
  readonly order: string;
  readonly natural: 'NEWEST_FIRST' | 'OLDEST_FIRST';
  readonly variables: Readonly<Record<string, unknown>>;
  /** To the connection in GraphQL's data. */
  readonly path: string;
  /** REST's path, and what it takes. */
  readonly rest: string;
  readonly query: Readonly<Record<string, unknown>>;
}

export function listBy(door: Door, list: Listed): List {
  return door === 'REST' ? restList(list.rest, list.query) : graphqlList(list);
}

/** Null and undefined are left out. */
export function queryString(query: Readonly<Record<string, unknown>>): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    const values: readonly unknown[] = Array.isArray(value) ? value : [value];
    for (const each of values) {
      if (typeof each === 'object' || each === undefined) continue;
      search.append(name, typeof each === 'string' ? each : JSON.stringify(each));
    }
  }
  return search.toString();
}
