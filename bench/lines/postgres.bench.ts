import { copyFileSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Client } from 'pg';
import { openBank, randomTransfer, type Bank } from '../bank.js';
import type { Benchmark, Contestant, Line, Sample } from '../benchmark.js';
import { CPU_MS, ownFigure, P50, P99, RATE } from '../figures.js';
import { closedLoop } from '../load.js';
import { DISK_BYTES, readFromPostgres } from '../nodes/books.js';
import { missingTool, startCluster, type Cluster } from '../postgres/cluster.js';
import { pgbench } from '../postgres/pgbench.js';

const SQL = fileURLToPath(new URL('../postgres/ledger.sql', import.meta.url));
const SCRIPT = fileURLToPath(new URL('../postgres/transfer.pgbench', import.meta.url));
const WALLETS = 1024;
const CLIENTS = 32;
/** Operations for each second of a round. */
const OPERATIONS = 1000;
/** Maximum size of the image of a page in the WAL. */
const PAGE_BYTES = 8192;

const PLAIN = `a plain SQL ledger in PostgreSQL, ${String(CLIENTS)} clients of pgbench`;
const SUBMIT = `ledger.submit, ${String(CLIENTS)} callers`;

const ON_POSTGRES = `ledger.submit on PostgreSQL, ${String(CLIENTS)} callers`;

const LINES: readonly Line[] = [
  { name: 'postgres', what: PLAIN, contestant: PLAIN, figure: RATE },
  ...[RATE, P50, P99].map((figure): Line => ({
    ...{ name: 'postgres', what: SUBMIT, contestant: SUBMIT, figure },
    beside: { contestant: PLAIN, figure, by: 'ratio', label: 'plain SQL' },
  })),
  ...[
    RATE,
    CPU_MS,
    ownFigure('databaseMs', 'ms CPU of the database', 3),
    ownFigure('walBytes', 'bytes of WAL', 0),
    ownFigure('imageShare', '% of the WAL for images of pages, at most', 0),
    ownFigure('diskBytes', 'bytes of tables and indexes', 0),
  ].map((figure): Line => ({ name: 'postgres-cost', what: ON_POSTGRES, contestant: ON_POSTGRES, figure })),
];

/** Compares `ledger.submit` with what a few tables and a function in PostgreSQL do. */
export const postgresBenchmark: Benchmark = {
  name: 'postgres',
  title: 'against a plain SQL ledger in PostgreSQL',
  lines: LINES,
  async prepare({ seconds }) {
    const missing = missingTool();
    if (missing !== undefined) {
      const skipped = `there is no ${missing} on this machine`;
      return { contestants: [], skipped, close: async () => Promise.resolve() };
    }
    const cluster = await startCluster();
    // The user that the cluster runs as may not read the checkout.
    const script = join(cluster.folder, 'transfer.sql');
    copyFileSync(SCRIPT, script);
    await cluster.run('psql', ['-q', '-v', 'ON_ERROR_STOP=1', '-c', readFileSync(SQL, 'utf8')]);
    const bank = await openBank(WALLETS);
    await cluster.run('createdb', ['ledger']);
    const url = cluster.url('ledger');
    const bankOnPostgres = await openBank(WALLETS, undefined, undefined, url);
    const admin = new Client({ connectionString: url });
    await admin.connect();
    const submitting: Contestant = {
      name: SUBMIT,
      run: async () =>
        closedLoop(CLIENTS, OPERATIONS * seconds, async () =>
          bank.ledger.submit(randomTransfer(bank.accounts)),
        ),
    };
    return {
      contestants: [
        {
          name: PLAIN,
          run: async () => pgbench(cluster, { clients: CLIENTS, length: { seconds }, scripts: [script] }),
        },
        submitting,
        {
          name: ON_POSTGRES,
          run: async () => withCosts(cluster, admin, bankOnPostgres, OPERATIONS * seconds),
        },
      ],
      async close() {
        await bank.close();
        await admin.end();
        await bankOnPostgres.close();
        await cluster.stop();
        rmSync(cluster.folder, { recursive: true });
      },
    };
  },
};

/** Submits transfers, and reads what they have cost the database. */
async function withCosts(
  cluster: Cluster,
  admin: Client,
  { ledger, accounts }: Bank,
  operations: number,
): Promise<Sample> {
  const read = readFromPostgres(admin);
  const costs = async () => ({
    cpuSeconds: cluster.cpuSeconds(),
    walBytes: await read("select pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')"),
    images: await read('select wal_fpi from pg_stat_wal'),
    diskBytes: await read(DISK_BYTES),
  });
  const before = await costs();
  const sample = await closedLoop(CLIENTS, operations, async () => ledger.submit(randomTransfer(accounts)));
  const after = await costs();
  const walBytes = after.walBytes - before.walBytes;
  return {
    ...sample,
    own: {
      databaseMs: ((after.cpuSeconds - before.cpuSeconds) * 1000) / operations,
      walBytes: walBytes / operations,
      imageShare: ((after.images - before.images) * PAGE_BYTES * 100) / walBytes,
      diskBytes: (after.diskBytes - before.diskBytes) / operations,
    },
  };
}
