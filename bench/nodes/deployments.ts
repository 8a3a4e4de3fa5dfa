import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { copyFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Client } from 'pg';
import { openBank } from '../bank.js';
import { makeFolder } from '../folders.js';
import { startServer, type ServerProcess } from '../http/server-process.js';
import { signInCustomers, type Customer } from '../http/sessions.js';
import { runNissmart } from '../nissmart-process.js';
import type { Cluster } from '../postgres/cluster.js';
import { assertBalanced, readFromPostgres, readFromSqlite, type ReadNumber } from './books.js';

const PGLEDGER = fileURLToPath(new URL('../postgres/pgledger/', import.meta.url));
const SCRIPTS = ['transfer.pgbench', 'treasury.pgbench'] as const;

/** Some servers on a database of their own, and customers who have a session and money in it. */
export interface Deployment {
  readonly servers: readonly ServerProcess[];
  readonly customers: readonly Customer[];
  readonly read: ReadNumber;
  /** The address of the database where it is on PostgreSQL. */
  readonly url: string | undefined;
  /** Proves the books and stops. @throws Error when they are wrong */
  close(): Promise<void>;
}

/** Reads the settings that whoever runs the benchmark has made for the nodes, to compare them. */
function settingsOfCaller(): Record<string, string> {
  const set = Object.entries(process.env).filter(([name]) => name.startsWith('NISSMART_'));
  return Object.fromEntries(set.map(([name, value]) => [name, value ?? '']));
}

/** One server on SQLite. */
export async function onSqlite(customers: number): Promise<Deployment> {
  const bank = await openBank(customers);
  const signedIn = await signInCustomers(bank, new Date());
  await bank.leave();
  const server = await startServer(bank.folder, { environment: settingsOfCaller() });
  const read = readFromSqlite(join(bank.folder, 'ledger.db'));
  return {
    ...{ servers: [server], customers: signedIn, read, url: undefined },
    async close() {
      await server.close();
      await assertBalanced(read, 'ledger');
      await runNissmart(bank.folder, ['verify']);
      rmSync(bank.folder, { recursive: true });
    },
  };
}

/** Several servers on one database, for each of the numbers; the databases begin as copies of one. */
export async function onPostgres(
  cluster: Cluster,
  customers: number,
  numbers: readonly number[],
): Promise<Deployment[]> {
  const [first = 0] = numbers;
  const nameOf = (nodes: number) => `nodes${String(nodes)}`;
  await cluster.run('createdb', [nameOf(first)]);
  const folder = makeFolder();
  const bank = await openBank(customers, undefined, folder, cluster.url(nameOf(first)));
  const signedIn = await signInCustomers(bank, new Date());
  await bank.leave();
  for (const nodes of numbers.slice(1)) await cluster.run('createdb', ['-T', nameOf(first), nameOf(nodes)]);
  const keys = makeKeys(folder);
  return Promise.all(
    numbers.map(async (nodes) => {
      const url = cluster.url(nameOf(nodes));
      const environment = { ...keys, ...settingsOfCaller(), DATABASE_URL: url };
      const servers: ServerProcess[] = [];
      // One after the other, as an update would start them.
      for (let node = 1; node <= nodes; node += 1) servers.push(await startServer(folder, { environment }));
      const client = new Client({ connectionString: url });
      await client.connect();
      await client.query('vacuum analyze');
      const read = readFromPostgres(client);
      return {
        ...{ servers, customers: signedIn, read, url },
        async close() {
          await Promise.all(servers.map(async (server) => server.close()));
          await assertBalanced(read, 'ledger');
          await client.end();
          await runNissmart(folder, ['verify'], { environment });
        },
      };
    }),
  );
}

/** Loads pgledger into a database of its own, with as many accounts. */
export async function preparePgledger(
  cluster: Cluster,
): Promise<Pick<Deployment, 'read' | 'close'> & { url: string }> {
  await cluster.run('createdb', ['pgledger']);
  for (const file of ['uuid-to-ulid.sql', 'pgledger.sql', 'accounts.sql']) {
    const sql = readFileSync(join(PGLEDGER, file), 'utf8');
    await cluster.run('psql', ['-q', '-v', 'ON_ERROR_STOP=1', '-d', 'pgledger', '-c', sql]);
  }
  // The user that the cluster runs as may not read the checkout.
  for (const script of SCRIPTS) copyFileSync(join(PGLEDGER, script), join(cluster.folder, script));
  const url = cluster.url('pgledger');
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query('vacuum analyze');
  const read = readFromPostgres(client);
  return {
    ...{ read, url },
    async close() {
      await assertBalanced(read, 'pgledger');
      await client.end();
    },
  };
}

/** Makes the keys that all nodes share. */
function makeKeys(folder: string): Record<string, string> {
  const [signing, encryption] = [join(folder, 'signing-key.pem'), join(folder, 'encryption-key')];
  const { privateKey } = generateKeyPairSync('ed25519');
  writeFileSync(signing, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });
  writeFileSync(encryption, randomBytes(32).toString('base64'), { mode: 0o600 });
  return { NISSMART_SIGNING_KEY_FILE: signing, NISSMART_ENCRYPTION_KEY_FILE: encryption };
}
