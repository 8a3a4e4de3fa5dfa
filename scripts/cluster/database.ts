import { Client } from 'pg';
import type { Passwords } from './settings.js';

/**
 * Makes the role and the database of the nodes, if they are missing: the role owns the database and nothing else.
 *
 * @returns False when no primary can be reached through this port.
 */
export async function makeDatabase(port: number, { postgres, nissmart }: Passwords): Promise<boolean> {
  const client = new Client({
    ...{ host: '127.0.0.1', port, user: 'postgres', password: postgres, database: 'postgres' },
    connectionTimeoutMillis: 3_000,
    query_timeout: 10_000,
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const isThere = async (sql: string) => ((await client.query(sql)).rowCount ?? 0) > 0;
    if (!(await isThere("select 1 from pg_roles where rolname = 'nissmart'"))) {
      await client.query(`create role nissmart login password ${client.escapeLiteral(nissmart)}`);
    }
    if (!(await isThere("select 1 from pg_database where datname = 'nissmart'"))) {
      await client.query("create database nissmart owner nissmart encoding 'UTF8' template template0");
    }
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}
