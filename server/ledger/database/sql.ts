import type { EntityManager } from '@mikro-orm/core';

/** A value that binds to a `?`. A Date binds as the database's own kind of instant. */
export type SqlValue = string | number | bigint | Date | null;

/** Runs a SELECT in the transaction of an EntityManager, for what entities would make slow or cannot say. */
export async function selectRows<Row extends object>(
  em: EntityManager,
  sql: string,
  params: readonly SqlValue[] = [],
): Promise<Row[]> {
  return (await em
    .getConnection('write')
    .execute(sql, [...params], 'all', em.getTransactionContext())) as Row[];
}

/** Runs a statement that writes, in the transaction of an EntityManager. */
export async function execute(
  em: EntityManager,
  sql: string,
  params: readonly SqlValue[] = [],
): Promise<void> {
  await em.getConnection('write').execute(sql, [...params], 'run', em.getTransactionContext());
}
