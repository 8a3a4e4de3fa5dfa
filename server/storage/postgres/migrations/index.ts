import { Migration } from '@mikro-orm/migrations';
import { TEXT_FUNCTIONS } from './functions.js';
import { INDEXES, ONE_HOUSE_WALLET } from './indexes.js';
import { LEDGER_TABLES } from './ledger.js';
import { OPERATIONS_TABLES } from './operations.js';
import { PEOPLE_TABLES } from './people.js';
import { SHARDS } from './0021-shards.js';
import { GOALS } from './0023-goals.js';
import { TRIGGERS } from './triggers.js';

/** Two parts of a migration, for whoever fills the tables before anything refuses rows or has to be kept up to date with them. */
interface Parts {
  readonly tables: readonly string[];
  readonly onTables: readonly string[];
}

const BASELINE: Parts = {
  tables: [...TEXT_FUNCTIONS, ...PEOPLE_TABLES, ...LEDGER_TABLES, ...OPERATIONS_TABLES],
  onTables: [...INDEXES, ONE_HOUSE_WALLET, ...TRIGGERS],
};

/** All that the migrations leave, in two parts. */
export const POSTGRES_PARTS: Parts = {
  tables: [...BASELINE.tables, ...SHARDS.tables, ...GOALS.tables],
  onTables: [...INDEXES, ...TRIGGERS, ...SHARDS.onTables, ...GOALS.onTables],
};

const BASELINE_STATEMENTS = [...BASELINE.tables, ...BASELINE.onTables];
const SHARD_STATEMENTS = [...SHARDS.drops, ...SHARDS.tables, ...SHARDS.onTables];
const GOAL_STATEMENTS = [...GOALS.tables, ...GOALS.onTables];

/** Everything at once: there is no database of an earlier version on PostgreSQL. */
class Migration0020Baseline extends Migration {
  override up(): void {
    for (const statement of BASELINE_STATEMENTS) this.addSql(statement);
  }
}

class Migration0021Shards extends Migration {
  override up(): void {
    for (const statement of SHARD_STATEMENTS) this.addSql(statement);
  }
}

class Migration0023Goals extends Migration {
  override up(): void {
    for (const statement of GOAL_STATEMENTS) this.addSql(statement);
  }
}

/** The migrations of PostgreSQL, oldest first, as MikroORM takes them. */
export const POSTGRES_MIGRATIONS = [
  { name: '0020-baseline', class: Migration0020Baseline },
  { name: '0021-shards', class: Migration0021Shards },
  { name: '0023-goals', class: Migration0023Goals },
];

/** The statements of all of them, of which none depends on what the tables hold. */
export const POSTGRES_STATEMENTS: readonly string[] = [
  ...BASELINE_STATEMENTS,
  ...SHARD_STATEMENTS,
  ...GOAL_STATEMENTS,
];
