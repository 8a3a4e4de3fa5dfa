import { Migration } from '@mikro-orm/migrations';
import { TEXT_FUNCTIONS } from './functions.js';
import { INDEXES } from './indexes.js';
import { LEDGER_TABLES } from './ledger.js';
import { OPERATIONS_TABLES } from './operations.js';
import { PEOPLE_TABLES } from './people.js';
import { TRIGGERS } from './triggers.js';

/**
 * The statements in two parts, for whoever fills the tables before anything refuses rows or has to be kept up to date with
 * them.
 */
export const POSTGRES_PARTS = {
  tables: [...TEXT_FUNCTIONS, ...PEOPLE_TABLES, ...LEDGER_TABLES, ...OPERATIONS_TABLES],
  onTables: [...INDEXES, ...TRIGGERS],
} as const;

const BASELINE = [...POSTGRES_PARTS.tables, ...POSTGRES_PARTS.onTables];

/** Everything at once: there is no database of an earlier version on PostgreSQL. */
class Migration0020Baseline extends Migration {
  override up(): void {
    for (const statement of BASELINE) this.addSql(statement);
  }
}

/** The migrations of PostgreSQL, oldest first, as MikroORM takes them. */
export const POSTGRES_MIGRATIONS = [{ name: '0020-baseline', class: Migration0020Baseline }];

/** The statements of all of them, of which none depends on what the tables hold. */
export const POSTGRES_STATEMENTS: readonly string[] = BASELINE;
