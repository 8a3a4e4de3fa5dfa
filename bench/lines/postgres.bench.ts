import { copyFileSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openBank, randomTransfer } from '../bank.js';
import type { Benchmark, Contestant, Line } from '../benchmark.js';
import { P50, P99, RATE } from '../figures.js';
import { closedLoop } from '../load.js';
import { missingTool, startCluster } from '../postgres/cluster.js';
import { pgbench } from '../postgres/pgbench.js';

const SQL = fileURLToPath(new URL('../postgres/ledger.sql', import.meta.url));
const SCRIPT = fileURLToPath(new URL('../postgres/transfer.pgbench', import.meta.url));
const WALLETS = 1024;
const CLIENTS = 32;
/** Operations for each second of a round. */
const OPERATIONS = 1000;

const PLAIN = `a plain SQL ledger in PostgreSQL, ${String(CLIENTS)} clients of pgbench`;
const SUBMIT = `ledger.submit, ${String(CLIENTS)} callers`;

const LINES: readonly Line[] = [
  { name: 'postgres', what: PLAIN, contestant: PLAIN, figure: RATE },
  ...[RATE, P50, P99].map((figure): Line => ({
    ...{ name: 'postgres', what: SUBMIT, contestant: SUBMIT, figure },
    beside: { contestant: PLAIN, figure, by: 'ratio', label: 'plain SQL' },
  })),
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
      ],
      async close() {
        await bank.close();
        await cluster.stop();
        rmSync(cluster.folder, { recursive: true });
      },
    };
  },
};
