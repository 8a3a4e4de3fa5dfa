import { Client } from 'pg';
import { expect, test } from '@jest/globals';
import { KillableDatabase } from '../../support/killable-database.js';
import { TestLedger } from '../../support/ledger.js';

async function namesOfDatabases(url: string): Promise<string[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ name: string }>(
      'select datname as name from pg_database where not datistemplate order by datname',
    );
    return rows.map(({ name }) => name);
  } finally {
    await client.end();
  }
}

test('When several nodes open an empty database at once, then all of them can use it, and no other one is made', async () => {
  const { url } = await KillableDatabase.start();
  const nodes = await Promise.all(Array.from({ length: 4 }, async () => TestLedger.open(url)));
  for (const node of nodes) await node.wallet({ balance: 100 });
  expect(await namesOfDatabases(url)).toEqual(['ledger', 'postgres']);
});
