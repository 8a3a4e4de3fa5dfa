import { Client } from 'pg';
import { ledgerTypes } from '../../server/storage/postgres/values.js';
import { onCleanup } from './ledger.js';

/** A connection of the test's own, as any other program might open one; closed after the test. */
export async function postgresClient(url: string): Promise<Client> {
  const client = new Client({ connectionString: url, types: ledgerTypes() });
  await client.connect();
  onCleanup(async () => client.end());
  return client;
}
