import type { EntityManager } from '@mikro-orm/core';
import { execute, selectInTransaction, type SqlValue } from '../../ledger/database/sql.js';
import { readSchema } from '../../ledger/verify/schema.js';
import type { SchemaObject } from '../../ledger/verify/scope.js';

const SCHEMA = 'nissmart_expected';

/**
 * Makes what the migrations make once more, in a schema of its own, reads how this server writes it down, and undoes it. Each
 * version of PostgreSQL has its own way to write, so that a list made elsewhere would not do. It needs the right to create
 * schemas, which the owner of a database has.
 */
export async function expectedSchema(writer: EntityManager): Promise<SchemaObject[]> {
  const { POSTGRES_STATEMENTS } = await import('./migrations/index.js');
  const em = writer.fork();
  await em.begin();
  try {
    await execute(em, `create schema ${SCHEMA}`);
    await execute(em, `set local search_path to ${SCHEMA}`);
    for (const statement of POSTGRES_STATEMENTS) await execute(em, statement);
    return await readSchema({
      isSqlite: false,
      async rows<Row extends object>(sql: string, params: readonly SqlValue[] = []) {
        return selectInTransaction<Row>(em, sql, params);
      },
    });
  } finally {
    await em.rollback();
  }
}
