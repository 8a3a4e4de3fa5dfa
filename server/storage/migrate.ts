import { Migrator } from '@mikro-orm/migrations';
import type Database from 'better-sqlite3';
import { initialise } from './initialise.js';
import { LocalConnection } from './local-connection.js';
import { MIGRATIONS } from './migrations/index.js';
import { NissmartSqliteDialect } from './sqlite-dialect.js';

/**
 * Runs the missing migrations in one write transaction, so that a second process finds them done. Only the table that
 * lists the migrations is made outside of it; when two processes make it at once, the loser tries again.
 */
export async function migrate(database: Database.Database): Promise<void> {
  const connection = new LocalConnection(database);
  const { migrator } = initialise(new NissmartSqliteDialect(connection, 'begin immediate'), {
    extensions: [Migrator],
    migrations: { migrationsList: MIGRATIONS, snapshot: false, tableName: 'migrations' },
  });
  try {
    await migrator.up();
  } catch {
    await migrator.up();
  }
}
