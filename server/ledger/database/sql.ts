import type { EntityManager } from '@mikro-orm/core';

/** A value that binds to a `?`. A Date binds as the database's own kind of instant. */
export type SqlValue = string | number | bigint | Date | null;

/** Names of our own as a list of literals: `'a', 'b'`. */
export function textsIn(names: readonly string[]): string {
  return names.map((name) => `'${name}'`).join(', ');
}

/** Translates a column of names: `case column when 'a' then 'b' end`; null for a name that is not among them. */
export function translated(column: string, names: readonly (readonly [from: string, to: string])[]): string {
  return `case ${column} ${names.map(([from, to]) => `when '${from}' then '${to}'`).join(' ')} end`;
}

/**
 * Runs a SELECT outside of any transaction: it sees what is committed, and never waits for a write. The database does not
 * tell the types of its rows, so the caller names them.
 */
export async function selectRows<Row extends object = object>(
  em: EntityManager,
  sql: string,
  params: readonly unknown[] = [],
): Promise<Row[]> {
  return (await em.getConnection().execute(sql, [...params])) as Row[];
}

/** Runs a SELECT in the transaction of an EntityManager, for reads that entities make slow or cannot express. */
export async function selectInTransaction<Row extends object>(
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
