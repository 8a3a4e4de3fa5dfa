import { randomBytes } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { Client } from 'pg';
import { openStorage } from '../../../server/storage/orm.js';
import { onCleanup } from '../../support/ledger.js';
import { rawRows } from '../../support/raw-sql.js';

async function administrator(): Promise<Client> {
  const client = new Client({ connectionString: process.env.TEST_POSTGRES_URL });
  await client.connect();
  onCleanup(async () => client.end());
  return client;
}

/** An empty database whose owner may do nothing else, as the documentation makes it, under another name. */
async function ownedDatabase(server: Client): Promise<string> {
  const name = `ledger_${randomBytes(8).toString('hex')}`;
  const url = new URL(process.env.TEST_POSTGRES_URL ?? '');
  [url.pathname, url.username, url.password] = [`/${name}`, name, 'secret'];
  await server.query(`create role ${name} login password 'secret'`);
  await server.query(`create database ${name} owner ${name} encoding 'UTF8' template template0`);
  onCleanup(async () => {
    await server.query(`drop database ${name} with (force)`);
    await server.query(`drop role ${name}`);
  });
  return url.href;
}

test('When a database has another name and its owner may create none, then nodes that start at once make its tables and nothing else', async () => {
  const server = await administrator();
  const names = async () =>
    (
      await server.query<{ name: string }>(
        `select datname as name from pg_database where datname = 'nissmart'`,
      )
    ).rows;
  const before = await names();
  const url = await ownedDatabase(server);

  const opened = await Promise.all([openStorage(url), openStorage(url), openStorage(url)]);
  for (const storage of opened) onCleanup(async () => storage.close());
  for (const storage of opened)
    expect(await rawRows({ storage }, 'select count(*) as users from users')).toEqual([{ users: 0 }]);

  expect(await names()).toEqual(before);
});
