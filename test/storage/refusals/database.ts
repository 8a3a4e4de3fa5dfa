import type { Row, Table } from '../sample.js';

export interface SampleColumn {
  readonly name: string;
  readonly type: 'INTEGER' | 'TEXT';
  /** True when it may be empty. */
  readonly optional: boolean;
}

/** A trigger that refuses something, with its words among others. */
export interface RefusingTrigger {
  readonly name: string;
  readonly sql: string;
}

/** A migrated database with the sample in it, as any program might open it. Its errors have SQLite's words on both engines. */
export interface SampleDatabase {
  readonly engine: 'sqlite' | 'postgres';
  run(sql: string, values?: readonly Row[string][]): Promise<void>;
  rows(sql: string): Promise<unknown[]>;
  /** Undoes whatever the work has changed. */
  undone<Result>(work: () => Promise<Result>): Promise<Result>;
  /** Has the database look at once at what it would look at in the end. */
  settle(): Promise<void>;
  /** Takes a trigger away; nothing where there is none of the name. */
  dropTrigger(name: string): Promise<void>;
  /** Lists the database's words for the CHECKs of a table. */
  checksOf(table: Table): Promise<string[]>;
  /** Lists the database's words for the unique keys of a table, its primary key among them. */
  uniqueKeysOf(table: Table): Promise<string[]>;
  refusingTriggers(): Promise<RefusingTrigger[]>;
  columnsOf(table: Table): Promise<SampleColumn[]>;
  /** Lists the columns by which a table refers to others. */
  foreignKeysOf(table: Table): Promise<string[]>;
  close(): Promise<void>;
}

/** Finds the end of what a bracket before `start` opens. */
export function closingOf(sql: string, start: number): number {
  let depth = 1;
  let at = start;
  for (; depth > 0; at += 1) depth += sql[at] === '(' ? 1 : sql[at] === ')' ? -1 : 0;
  return at - 1;
}
