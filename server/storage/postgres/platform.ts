import {
  PostgreSqlNativeQueryBuilder,
  PostgreSqlPlatform,
  PostgreSqlSchemaHelper,
} from '@mikro-orm/postgresql';

/** Takes the database of the connection for what it is. MikroORM would look for one by its own name, and make it. */
class ConnectedSchemaHelper extends PostgreSqlSchemaHelper {
  override async databaseExists(): Promise<boolean> {
    return Promise.resolve(true);
  }
}

/**
 * Locks wallets against changes but not against being named: every transaction that is inserted refers to its treasury, and
 * its foreign key would wait for whoever has locked that row FOR UPDATE, on whichever shard it is booked. The key of a
 * wallet never changes.
 */
class LedgerQueryBuilder extends PostgreSqlNativeQueryBuilder {
  override compile(): { sql: string; params: unknown[] } {
    const { sql, params } = super.compile();
    const { lockMode, tableName } = this.options;
    const locksWallets =
      lockMode !== undefined && typeof tableName === 'string' && tableName.startsWith('"wallets"');
    return { sql: locksWallets ? sql.replace(/ for update$/, ' for no key update') : sql, params };
  }
}

/**
 * PostgreSQL with the values of the ledger's tables: an instant is a whole number of milliseconds since 1970, as it is
 * hashed, and JSON stays the text that was written, which the database would hand over parsed and may have put in another
 * order.
 */
export class LedgerPostgresPlatform extends PostgreSqlPlatform {
  protected override readonly schemaHelper: PostgreSqlSchemaHelper = new ConnectedSchemaHelper(this);

  override createNativeQueryBuilder(): PostgreSqlNativeQueryBuilder {
    return new LedgerQueryBuilder(this);
  }

  override convertsJsonAutomatically(): boolean {
    return false;
  }

  override processDateProperty(value: unknown): string | number | Date {
    return value instanceof Date ? value.getTime() : (value as string | number);
  }

  override parseDate(value: string | number): Date {
    return new Date(Number(value));
  }

  /** Writes a value into a statement, where one cannot be bound. */
  override escape(value: unknown): string {
    return value instanceof Date ? String(value.getTime()) : super.escape(value);
  }
}
