import { PostgreSqlPlatform, PostgreSqlSchemaHelper } from '@mikro-orm/postgresql';

/** Takes the database of the connection for what it is. MikroORM would look for one by its own name, and make it. */
class ConnectedSchemaHelper extends PostgreSqlSchemaHelper {
  override async databaseExists(): Promise<boolean> {
    return Promise.resolve(true);
  }
}

/**
 * PostgreSQL with the values of the ledger's tables: an instant is a whole number of milliseconds since 1970, as it is
 * hashed, and JSON stays the text that was written, which the database would hand over parsed and may have put in another
 * order.
 */
export class LedgerPostgresPlatform extends PostgreSqlPlatform {
  protected override readonly schemaHelper: PostgreSqlSchemaHelper = new ConnectedSchemaHelper(this);

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
