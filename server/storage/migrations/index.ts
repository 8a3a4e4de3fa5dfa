import { Migration } from '@mikro-orm/migrations';
import { LEDGER_TRIGGERS_SQLITE } from './0001-ledger-triggers.sqlite.js';
import { ledgerTables } from './0001-ledger-tables.js';
import { SQLITE_TYPES } from './column-types.js';

class Migration0001Ledger extends Migration {
  override up(): void {
    for (const statement of ledgerTables(SQLITE_TYPES)) this.addSql(statement);
    for (const statement of LEDGER_TRIGGERS_SQLITE) this.addSql(statement);
  }
}

/** Every migration, oldest first. One that was released never changes; what comes after it is a new one. */
export const MIGRATIONS = [{ name: '0001-ledger', class: Migration0001Ledger }];
