import type { IMigrator } from '@mikro-orm/core';
import { Migrator } from '@mikro-orm/migrations';
import { MikroORM as PostgresORM } from '@mikro-orm/postgresql';
import type { Pool } from 'pg';
import { UnfitDatabase } from '../unfit-database.js';
import { LedgerPostgresDialect } from './dialect.js';
import { LedgerPostgresDriver } from './driver.js';
import { lostOr } from './failures.js';
import { POSTGRES_MIGRATION_NAMES } from './migrations/names.js';
import { assertWhole } from './mark.js';
import { openPool } from './pool.js';

/**
 * Codes of an object that exists already, and of a row that does: another node has just made it; then those of locks that another
 * node has for longer than one waits, and of other contention: it is about to.
 */
const MADE_ELSEWHERE = /^(42P07|23505|42710|42723|55P03|40001|40P01)$/;
/** Number of attempts; one that waits for a lock takes a second. */
const ATTEMPTS_MAX = 100;

const POOL = { max: 2, name: 'nissmart-migrations', answerTimeoutMs: Number.POSITIVE_INFINITY };

/**
 * Runs the missing migrations, each in a transaction of its own. Where several nodes start at once, one of them runs a
 * migration, and the others fail at what it has made, wait for it and find it done.
 *
 * @param options.unfinished True for whoever fills it at this moment; nobody else opens a database that is half filled.
 * @throws UnfitDatabase
 */
export async function bringUpToDate(url: string, { unfinished = false } = {}): Promise<void> {
  const pool = openPool(url, POOL);
  try {
    await assertUtf8(pool);
    if (!unfinished) await assertWhole(pool);
    for (let attempt = 1; !(await isUpToDate(pool)); attempt += 1) {
      try {
        await migrate(url);
      } catch (error) {
        if (attempt === ATTEMPTS_MAX || !isMadeElsewhere(error)) throw error;
      }
    }
  } finally {
    await pool.end();
  }
}

async function migrate(url: string): Promise<void> {
  await withMigrator(url, async (migrator) => migrator.up());
}

/** Writes down that all migrations have run, where their statements have been run in another way. */
export async function recordMigrations(url: string): Promise<void> {
  await withMigrator(url, async (migrator) => {
    for (const { name } of await migrator.getPending()) await migrator.logMigration(name);
  });
}

async function withMigrator(url: string, work: (migrator: IMigrator) => Promise<unknown>): Promise<void> {
  const { POSTGRES_MIGRATIONS } = await import('./migrations/index.js');
  const orm = new PostgresORM({
    driver: LedgerPostgresDriver,
    driverOptions: new LedgerPostgresDialect(() => openPool(url, POOL)),
    dbName: await databaseNameAt(url),
    entities: [],
    discovery: { warnWhenNoEntities: false },
    logger: () => undefined,
    extensions: [Migrator],
    migrations: { migrationsList: POSTGRES_MIGRATIONS, snapshot: false, tableName: 'migrations' },
  });
  try {
    await work(orm.migrator);
  } finally {
    await orm.close();
  }
}

/** Asks for the name of the database, which MikroORM would otherwise create beside it under a name of its own. */
async function databaseNameAt(url: string): Promise<string> {
  const pool = openPool(url, POOL);
  try {
    const { rows } = await lostOr(pool.query<{ name: string }>('select current_database() as name'));
    return rows[0]?.name ?? '';
  } finally {
    await pool.end();
  }
}

/** Tells whether all migrations have run. @throws UnfitDatabase when there are some that this version does not know. */
async function isUpToDate(pool: Pool): Promise<boolean> {
  const { rows: tables } = await pool.query<{ there: string | null }>(
    `select to_regclass('migrations')::text as there`,
  );
  if (tables[0]?.there === null) return false;
  const { rows } = await pool.query<{ name: string }>('select name from migrations order by id');
  const ran = rows.map(({ name }) => name);
  const known = new Set<string>(POSTGRES_MIGRATION_NAMES);
  const unknown = ran.filter((name) => !known.has(name));
  if (unknown.length > 0) {
    throw new UnfitDatabase(
      `it was written by a newer version of nissmart (${unknown.join(', ')}); run that version, or restore a backup from before it`,
    );
  }
  return POSTGRES_MIGRATION_NAMES.every((name) => ran.includes(name));
}

/** @throws UnfitDatabase */
export async function assertUtf8(pool: Pool): Promise<void> {
  const { rows } = await lostOr(pool.query<{ server_encoding: string }>('show server_encoding'));
  const encoding = rows[0]?.server_encoding;
  if (encoding === 'UTF8') return;
  throw new UnfitDatabase(`its encoding is ${String(encoding)} and not UTF8; create it with encoding 'UTF8'`);
}

function isMadeElsewhere(error: unknown): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if ('code' in cause && MADE_ELSEWHERE.test(String(cause.code))) return true;
  }
  return false;
}
