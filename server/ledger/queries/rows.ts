import type { EntityManager } from '@mikro-orm/core';

/** Runs a SELECT of our own. The database does not tell the types of its rows, so the caller names them. */
export async function selectRows<Row extends object = object>(
  em: EntityManager,
  sql: string,
  params: readonly unknown[] = [],
): Promise<Row[]> {
  return (await em.getConnection().execute(sql, [...params])) as Row[];
}
