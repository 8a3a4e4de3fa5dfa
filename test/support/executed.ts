import type { Connection } from '@mikro-orm/core';
import { jest } from '@jest/globals';
import type { BindingPostgresConnection } from '../../server/storage/postgres/connection.js';
import type { BindingSqliteConnection } from '../../server/storage/sqlite-connection.js';
import type { Storage } from '../../server/storage/orm.js';

/** Lists the statements that some work runs on connections of either engine, one connection after the other. */
export async function executedOn(
  connections: readonly Pick<Storage['reader'], 'getConnection'>[],
  work: () => Promise<unknown>,
): Promise<string[]> {
  const listings = [];
  for (const em of connections) {
    const connection = em.getConnection();
    // The first statement of a connection comes with one of the driver's own.
    await connection.execute('select 1');
    listings.push(listing(connection));
  }
  await work();
  return listings.flatMap((end) => end());
}

/** Begins to list statements. @returns A function that ends it and has them. */
function listing(connection: Connection): () => string[] {
  if (isOnPostgres(connection)) {
    // Whatever is executed comes by here.
    const bound = jest.spyOn(connection, 'bound');
    return () => {
      const statements = bound.mock.calls.map(([sql]) => sql);
      bound.mockRestore();
      return statements;
    };
  }
  if (!isOnSqlite(connection)) throw new TypeError('Another connection');
  const [once, each] = [jest.spyOn(connection, 'execute'), jest.spyOn(connection, 'executeEach')];
  return () => {
    const statements = [...once.mock.calls, ...each.mock.calls].map(([sql]) => textOf(sql));
    once.mockRestore();
    each.mockRestore();
    return statements;
  };
}

function isOnPostgres(connection: Connection): connection is BindingPostgresConnection {
  return 'bound' in connection;
}

function isOnSqlite(connection: Connection): connection is BindingSqliteConnection {
  return 'executeEach' in connection;
}

function textOf(sql: Parameters<BindingSqliteConnection['execute']>[0]): string {
  if (typeof sql !== 'string') throw new TypeError('A statement that is no text yet');
  return sql;
}
