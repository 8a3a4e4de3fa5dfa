import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Snapshot } from '../database/snapshot.js';
import type { SqlValue } from '../database/sql.js';
import type { ProblemCode, Problems } from './problems.js';

/** The key and the shown columns of a row as text, because a driver rounds large integers. */
export type TextRow = Readonly<Record<string, string | null>>;

/** A rule that no row may break. */
export interface Rule {
  readonly code: ProblemCode;
  /** An SQL condition over the source's columns. */
  readonly broken: string;
  readonly message: string;
  readonly expected: (row: TextRow) => string | null | undefined;
  readonly found: (row: TextRow) => string | null | undefined;
}

/** Rules over every row of a table, and over what is joined to it. */
export interface RowCheck {
  readonly table: string;
  /** The primary key. */
  readonly key: readonly string[];
  /** Column by which broken rows are sorted before the key. */
  readonly order?: string;
  /** A SELECT with the key and every column the rules name. `page` is the table, cut down to one page of it. */
  readonly source: (page: string) => string;
  /** Columns that the texts of the rules need. */
  readonly shown: readonly string[];
  readonly rules: readonly Rule[];
}

/** Condition on the rows of a table to check, or a SELECT of their ids. */
export interface RowCondition {
  readonly sql: string;
  readonly params: readonly SqlValue[];
}

/**
 * Applies the rules in the database, page by page in the order of the key: broken rows alone leave it, memory does not
 * grow with the table, and other work gets its turn in between.
 *
 * @param after Of a table with a single key: only rows with a greater one are checked.
 */
export async function checkRows(
  snapshot: Snapshot,
  problems: Problems,
  check: RowCheck,
  pageRows: number,
  { only, after }: { readonly only?: RowCondition | undefined; readonly after?: string | undefined } = {},
): Promise<void> {
  for await (const page of pages(snapshot, check, pageRows, only, after)) {
    await checkPage(snapshot, problems, check, page);
    await nextTurn();
  }
}

/** Applies the rules to the rows whose ids a SELECT lists, in any order; the list is read once and kept. */
export async function checkListed(
  snapshot: Snapshot,
  problems: Problems,
  check: RowCheck,
  pageRows: number,
  list: RowCondition,
): Promise<void> {
  for (const page of await listedPages(snapshot, pageRows, list)) {
    await checkPage(snapshot, problems, check, page);
    await nextTurn();
  }
}

/** Conditions that divide the listed rows into pages, in order. */
export async function listedPages(
  snapshot: Snapshot,
  pageRows: number,
  { sql, params }: RowCondition,
): Promise<RowCondition[]> {
  // The cast keeps the database from reading a whole index for its order, where few rows are listed.
  const rows = await snapshot.rows<{ id: string }>(
    `select distinct cast(id as text) as id from (${sql}) as listed where id is not null order by 1`,
    params,
  );
  const pages: RowCondition[] = [];
  for (let at = 0; at < rows.length; at += pageRows) {
    const ids = rows.slice(at, at + pageRows).map(({ id }) => id);
    pages.push({ sql: `id in (${ids.map(() => '?').join(', ')})`, params: ids });
  }
  return pages;
}

/** Applies the rules to the rows under a condition, all at once. */
export async function checkPage(
  snapshot: Snapshot,
  problems: Problems,
  check: RowCheck,
  page: RowCondition,
): Promise<void> {
  const rows = await snapshot.rows<TextRow>(brokenRows(check, page.sql), page.params);
  for (const row of rows) report(problems, check, row);
}

function brokenRows({ table, key, order, source, shown, rules }: RowCheck, where: string): string {
  const texts = [...key, ...shown].map((column) => `cast(${column} as text) as ${column}`);
  const broken = rules.map((rule) => `(${rule.broken})`);
  const flags = broken.map((condition, index) => `case when ${condition} then 'yes' end as broken_${index}`);
  const page = `(select * from ${table} where ${where})`;
  const sorted = order === undefined ? key : [`checked.${order}`, ...key];
  return `select ${[...texts, ...flags].join(', ')} from (${source(page)}) as checked
    where ${broken.join(' or ')} order by ${sorted.join(', ')}`;
}

function report(problems: Problems, { table, key, rules }: RowCheck, row: TextRow): void {
  const id = key.map((column) => row[column]).join(' ');
  rules.forEach(({ code, message, expected, found }, index) => {
    if (row[`broken_${index}`] === null) return;
    problems.add({
      code,
      subject: { table, id },
      message,
      expected: expected(row) ?? 'none',
      found: found(row) ?? 'none',
    });
  });
}

/** Conditions on the key that divide the table into pages, in order. */
async function* pages(
  snapshot: Snapshot,
  { table, key }: RowCheck,
  pageRows: number,
  only: RowCondition = { sql: '1 = 1', params: [] },
  behind?: string,
): AsyncGenerator<RowCondition> {
  const columns = key.join(', ');
  const marks = key.map(() => '?').join(', ');
  let after: SqlValue[] | undefined = behind === undefined ? undefined : [behind];
  for (;;) {
    const start = after ? `${only.sql} and (${columns}) > (${marks})` : only.sql;
    const params = [...only.params, ...(after ?? [])];
    const [last] = await snapshot.rows<Record<string, string>>(
      `select ${columns} from ${table} where ${start} order by ${columns} limit 1 offset ${pageRows - 1}`,
      params,
    );
    if (!last) {
      yield { sql: start, params };
      return;
    }
    const upTo = key.map((column) => last[column] ?? null);
    yield { sql: `${start} and (${columns}) <= (${marks})`, params: [...params, ...upTo] };
    after = upTo;
  }
}
