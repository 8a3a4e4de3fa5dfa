import type Database from 'better-sqlite3';
import { UnfitDatabase } from '../unfit-database.js';
import { differencesBetween, digestOfAll, type TableDigest } from './digest.js';
import { readFigures, type Figure } from './figures.js';
import { inSnapshot, PostgresRows } from './postgres-rows.js';
import { countOnSqlite, digestsOnSqlite, rowsOnSqlite } from './sqlite-rows.js';
import { tablesOf, type Row } from './tables.js';
import type { CopyTarget } from './target.js';

/** Progress of a step, as a terminal or a log shows it. */
interface Progress {
  readonly show: (done: number, total: number) => void;
  readonly end: () => void;
}
export type StartProgress = (label: string) => Progress;

/** A ledger that was copied: what both sides have. */
export interface Copied {
  readonly tables: readonly TableDigest[];
  readonly figures: readonly Figure[];
  /** Number of rows that this run has copied; the others were there from an earlier one. */
  readonly copied: number;
  readonly copyingMs: number;
}

/**
 * Copies all rows of a ledger, as they are, from a SQLite database that nobody else uses into one on PostgreSQL, and proves
 * that both hold the same. It is the one way in which rows come in past the ledger, and the reason why the proof is part of
 * it. Rows go in the order of their keys, each batch whole or not at all, so that the highest key of a table says how far an
 * earlier run came.
 *
 * @throws UnfitDatabase when the target holds anything but such a copy of the same source, or something else than the source.
 */
export async function copyLedger(
  source: Database.Database,
  target: CopyTarget,
  startProgress: StartProgress,
): Promise<Copied> {
  const total = countOnSqlite(source);
  const digests = await stepping(startProgress('Reading the source'), total, async (step) =>
    Promise.resolve(digestsOnSqlite(source, step)),
  );
  await target.begin(digestOfAll(digests));
  const began = performance.now();
  const copied = (await target.isComplete())
    ? 0
    : await stepping(startProgress('Copying'), total, async (step) => copyRows(source, target, step));
  const copyingMs = performance.now() - began;
  await target.complete();
  const rows = await PostgresRows.of(target.client, tablesOf(source));
  const found = await stepping(startProgress('Comparing'), total, async (step) =>
    inSnapshot(target.client, async () => rows.digests((_table, batch) => step(batch.length))),
  );
  const [ours, theirs] = [await figuresOnSqlite(source), await figuresOnPostgres(target)];
  assertEqual([
    ...differencesBetween(digests, found),
    ...theirs
      .filter(({ value }, index) => ours[index]?.value !== value)
      .map(({ of, value }) => `${of}: ${value} is not what the source has`),
  ]);
  return { tables: found, figures: theirs, copied, copyingMs };
}

async function copyRows(
  source: Database.Database,
  target: CopyTarget,
  step: (count: number) => void,
): Promise<number> {
  const tables = tablesOf(source);
  const rows = await PostgresRows.of(target.client, tables);
  let copied = 0;
  for (const table of tables) {
    step(await rows.count(table));
    for (const batch of rowsOnSqlite(source, table, await rows.lastKey(table))) {
      await rows.insert(table, batch);
      copied += batch.length;
      step(batch.length);
    }
  }
  return copied;
}

async function figuresOnSqlite(source: Database.Database): Promise<Figure[]> {
  return readFigures(async (sql) => Promise.resolve(source.prepare<[], Row>(sql).raw().all()));
}

async function figuresOnPostgres({ client }: CopyTarget): Promise<Figure[]> {
  return readFigures(
    async (sql) => (await client.query<(string | null)[]>({ text: sql, rowMode: 'array' })).rows,
  );
}

/** @throws UnfitDatabase */
function assertEqual(differences: readonly string[]): void {
  if (differences.length === 0) return;
  throw new UnfitDatabase(
    `the copy is not what was copied: ${differences.join('; ')}. It stays marked as unfinished; start again with an empty database`,
  );
}

async function stepping<Result>(
  progress: Progress,
  total: number,
  work: (step: (count: number) => void) => Promise<Result>,
): Promise<Result> {
  let done = 0;
  try {
    return await work((count) => progress.show((done += count), total));
  } finally {
    progress.end();
  }
}
