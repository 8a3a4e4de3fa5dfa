import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from 'pg';
import type { Contestant, Sample } from '../benchmark.js';
import { graphqlCash, graphqlTransfers } from '../http/calls.js';
import { endedChildrenCpuSeconds } from '../processor-time.js';
import type { Cluster } from '../postgres/cluster.js';
import { pgbench } from '../postgres/pgbench.js';
import {
  assertStored,
  DISK_BYTES,
  TRANSFERS_OF_LEDGER,
  TRANSFERS_OF_PGLEDGER,
  type ReadNumber,
} from './books.js';
import type { Deployment } from './deployments.js';
import { loadServers } from './many-servers.js';
import { watchWaits, type Waits } from './waits.js';

/** Two kinds of work: transfers between customers, and cash that comes and goes, all of it by way of one treasury. */
export type Work = 'transfers' | 'cash';

/** Time that PostgreSQL waits before each flush, in microseconds: none, or as long as a standby nearby takes to confirm. */
export type CommitDelay = 0 | 5_000;

export interface Load {
  readonly work: Work;
  readonly connections: number;
  readonly seconds: number;
  readonly delay: CommitDelay;
}

/** Codes of units of work that were undone because another one was in the way, and are done again. */
const CONTENTION = ['40001', '40P01', '55P03', '23505'] as const;
const SETTLED_AFTER_MS = 50;
/** Connections to the database of those who use pgledger, as many as a pool has, and as its own measurements have. */
const PGLEDGER_CLIENTS = 20;
/** Transactions of each for a second of load: on a busy machine a load by the clock may be over before all are connected. */
const PGLEDGER_TRANSACTIONS = 10;

/** Something that keeps books on the PostgreSQL of the run, or on none of it. */
interface Measured {
  readonly cluster: Cluster;
  /** Connection of the one who watches. */
  readonly admin: Client;
  readonly url: string | undefined;
  readonly read: ReadNumber;
}

/** Loads a deployment of Nissmart. */
export function nissmartContestant(
  name: string,
  { cluster, admin }: Pick<Measured, 'cluster' | 'admin'>,
  { servers, customers, read, url }: Deployment,
  load: Load,
): Contestant {
  const requests = load.work === 'transfers' ? graphqlTransfers(customers) : graphqlCash(customers);
  return {
    name,
    run: async () => {
      await setCommitDelay(admin, load.delay);
      return measured({ cluster, admin, url, read }, TRANSFERS_OF_LEDGER, load.connections, async () => {
        const { sample, allAnswers, nodeSeconds, clientSeconds, refused, batchSize } = await loadServers(
          servers,
          {
            ...load,
            requests,
          },
        );
        return {
          sample,
          allAnswers,
          totals: { nodeMs: nodeSeconds, clientMs: clientSeconds, refused },
          own: { batchSize },
        };
      });
    },
  };
}

/** Loads pgledger with pgbench: a connection to the database each, and a transfer a transaction. */
export function pgledgerContestant(name: string, target: Measured & { url: string }, load: Load): Contestant {
  const script = load.work === 'transfers' ? 'transfer.pgbench' : 'treasury.pgbench';
  const { cluster, admin } = target;
  return {
    name,
    run: async () => {
      await setCommitDelay(admin, load.delay);
      // pgbench waits for the last answer, so nothing is on its way.
      return measured(target, TRANSFERS_OF_PGLEDGER, 0, async () => {
        const before = endedChildrenCpuSeconds();
        const sample = await pgbench(cluster, {
          ...{ clients: PGLEDGER_CLIENTS, database: 'pgledger' },
          length: { transactions: PGLEDGER_TRANSACTIONS * load.seconds },
          scripts: [join(cluster.folder, script)],
        });
        const clientSeconds = endedChildrenCpuSeconds() - before;
        return { sample, allAnswers: sample.operations, totals: { clientMs: clientSeconds }, own: {} };
      });
    },
  };
}

interface Loaded {
  readonly sample: Sample;
  readonly allAnswers: number;
  /** Figures of the whole load, which are told for 1 000 transfers. */
  readonly totals: Readonly<Record<string, number>>;
  readonly own: Readonly<Record<string, number>>;
}

/** Runs a load, watches the database meanwhile, and compares what is stored with what was answered. */
async function measured(
  { cluster, admin, url, read }: Measured,
  count: string,
  onTheirWay: number,
  run: () => Promise<Loaded>,
): Promise<Sample> {
  const storedBefore = await read(count);
  const before = await costsOf(cluster, admin);
  const diskBefore = url === undefined ? Number.NaN : await read(DISK_BYTES);
  const endWatch = url === undefined ? undefined : await watchWaits(url);
  const { loaded, waits } = await watched(run, endWatch);
  const { sample, allAnswers, totals, own } = loaded;
  const after = await costsOf(cluster, admin);
  const stored = (await settledCount(read, count)) - storedBefore;
  assertStored(stored, allAnswers, onTheirWay);
  const each = (key: keyof typeof after) => perThousand(after[key] - before[key], stored);
  return {
    ...sample,
    own: {
      ...own,
      // For what is stored, because what was on its way at the end has cost as much as what was answered.
      ...Object.fromEntries(
        Object.entries(totals).map(([name, total]) => [name, perThousand(total, stored)]),
      ),
      ...(waits && {
        databaseMs: each('cpuSeconds'),
        undone: each('undone'),
        walBytes: each('walBytes') / 1000,
        walImages: each('walImages'),
        diskBytes: ((await read(DISK_BYTES)) - diskBefore) / stored,
        ...Object.fromEntries(Object.entries(waits).map(([kind, s]) => [kind, perThousand(s, stored)])),
      }),
    },
  };
}

async function watched<Result>(
  run: () => Promise<Result>,
  end: (() => Promise<Waits>) | undefined,
): Promise<{ loaded: Result; waits: Waits | undefined }> {
  let waits: Waits | undefined;
  let loaded: Result;
  try {
    loaded = await run();
  } finally {
    waits = await end?.();
  }
  return { loaded, waits };
}

interface Costs {
  readonly cpuSeconds: number;
  readonly undone: number;
  readonly walBytes: number;
  readonly walImages: number;
}

async function costsOf(cluster: Cluster, admin: Client): Promise<Costs> {
  const { rows } = await admin.query<{ bytes: string; images: string }>(
    `select pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0') as bytes, (select wal_fpi from pg_stat_wal) as images`,
  );
  return {
    cpuSeconds: cluster.cpuSeconds(),
    undone: CONTENTION.reduce((sum, code) => sum + (cluster.errors.get(code) ?? 0), 0),
    walBytes: Number(rows[0]?.bytes),
    walImages: Number(rows[0]?.images),
  };
}

/** Counts rows once what was on its way at the end of a load has come to its end. */
async function settledCount(read: ReadNumber, count: string): Promise<number> {
  for (let last = -1; ;) {
    const found = await read(count);
    if (found === last) return found;
    last = found;
    await sleep(SETTLED_AFTER_MS);
  }
}

async function setCommitDelay(admin: Client, delay: CommitDelay): Promise<void> {
  await admin.query(`alter system set commit_delay = ${String(delay)}`);
  await admin.query('select pg_reload_conf()');
}

function perThousand(amount: number, operations: number): number {
  return (amount * 1000) / operations;
}
