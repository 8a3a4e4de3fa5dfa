import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { openStorage } from '../../server/storage/orm.js';

/** The server that tests share, which `scripts/postgres-for-tests.js` starts; undefined where they run on SQLite. */
export const POSTGRES =
  Reflect.get(globalThis, 'testedEngine') === 'postgres' ? process.env.TEST_POSTGRES_URL : undefined;

const TEMPLATE = 'nissmart_migrated';

/** Makes a database that is migrated and empty, as a copy of one. */
export async function newPostgresDatabase(server: string): Promise<string> {
  const name = `test_${randomBytes(8).toString('hex')}`;
  await copyTemplate(server, name);
  return urlOf(server, name);
}

export async function removePostgresDatabase(server: string, url: string): Promise<void> {
  const name = new URL(url).pathname.slice(1);
  await asAdministrator(server, async (client) =>
    client.query(`drop database if exists ${name} with (force)`),
  );
}

async function copyTemplate(server: string, name: string): Promise<void> {
  for (;;) {
    try {
      await asAdministrator(server, async (client) =>
        client.query(`create database ${name} template ${TEMPLATE}`),
      );
      return;
    } catch (error) {
      if (codeOf(error) === NO_SUCH_DATABASE) await makeTemplate(server);
      // Another worker copies it at this moment.
      else if (codeOf(error) !== IN_USE) throw error;
    }
  }
}

const NO_SUCH_DATABASE = '3D000';
const IN_USE = '55006';
const TAKEN = /^(42P04|23505)$/;

async function makeTemplate(server: string): Promise<void> {
  const unfinished = `making_${randomBytes(8).toString('hex')}`;
  await asAdministrator(server, async (client) => client.query(`create database ${unfinished}`));
  await (await openStorage(urlOf(server, unfinished))).close();
  try {
    await asAdministrator(server, async (client) =>
      client.query(`alter database ${unfinished} rename to ${TEMPLATE}`),
    );
  } catch (error) {
    // Another worker was faster, and its own is as good.
    if (!TAKEN.test(codeOf(error))) throw error;
    await asAdministrator(server, async (client) => client.query(`drop database ${unfinished}`));
  }
}

async function asAdministrator<Result>(
  server: string,
  work: (client: Client) => Promise<Result>,
): Promise<Result> {
  const client = new Client({ connectionString: server });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

function urlOf(server: string, name: string): string {
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.href;
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
