import { rmSync } from 'node:fs';
import { Client } from 'pg';
import type { Benchmark, Beside, Contestant, Line } from '../benchmark.js';
import { ownFigure, P50, P99, RATE, type Figure } from '../figures.js';
import {
  nissmartContestant,
  pgledgerContestant,
  type CommitDelay,
  type Load,
  type Work,
} from '../nodes/contestants.js';
import { onPostgres, onSqlite, preparePgledger } from '../nodes/deployments.js';
import { assertExact } from '../nodes/exact.js';
import { missingTool, startCluster } from '../postgres/cluster.js';

const CUSTOMERS = 1024;
const CONNECTIONS = 64;
const NODES = [1, 2, 4] as const;
const SETTINGS = ['max_connections=400', 'commit_siblings=0', 'max_wal_size=8GB', 'checkpoint_timeout=30min'];

const SQLITE = 'SQLite, one node';
const PGLEDGER = 'pgledger';
const ONE = nodesName(1);

const WORKS: readonly { work: Work; what: string }[] = [
  { work: 'transfers', what: 'transfers' },
  { work: 'cash', what: 'deposits and withdrawals' },
];
const SPEEDS: readonly { delay: CommitDelay; line: string; what: string }[] = [
  { delay: 0, line: 'nodes-fast', what: '' },
  { delay: 5_000, line: 'nodes-slow', what: ', flushes of 5 ms' },
];

/** Times per thousand are milliseconds for each. */
const COSTS: readonly Figure[] = [
  ownFigure('nodeMs', 'ms CPU of the nodes', 3),
  ownFigure('databaseMs', 'ms CPU of the database', 3),
  ownFigure('clientMs', 'ms CPU of the clients', 3),
  ownFigure('lockOfWallets', 's waited for locks of wallets, per 1 000', 2),
  ownFigure('lockOfTotals', 's waited for locks of totals, per 1 000', 2),
  ownFigure('undone', 'undone by contention, per 1 000', 2),
  ownFigure('refused', 'refused for load, per 1 000', 2),
  ownFigure('batchSize', 'a unit of work', 1),
  ownFigure('walBytes', 'bytes of WAL', 0),
  ownFigure('diskBytes', 'bytes of tables and indexes', 0),
];
const OF_PGLEDGER = new Set([
  'ms CPU of the database',
  's waited for locks of wallets, per 1 000',
  'bytes of WAL',
  'bytes of tables and indexes',
]);

const LINES: readonly Line[] = SPEEDS.flatMap(({ delay, line: name, what: slow }) =>
  WORKS.flatMap(({ work, what }) => {
    const nameOf = (who: string) => contestantName(who, { work, delay });
    const line = (who: string, figure: Figure, than?: string): Line => ({
      ...{ name, what: `${what}${slow}: ${who}`, contestant: nameOf(who), figure },
      ...(than !== undefined && { beside: besideRate(nameOf(than), than) }),
    });
    return [
      ...(delay === 0 ? [line(SQLITE, RATE), line(ONE, RATE, SQLITE)] : [line(ONE, RATE)]),
      ...NODES.filter((nodes) => nodes > 1).map((nodes) => line(nodesName(nodes), RATE, ONE)),
      line(PGLEDGER, RATE, ONE),
      ...NODES.flatMap((nodes) => [P50, P99, ...COSTS].map((figure) => line(nodesName(nodes), figure))),
      ...[P50, P99, ...COSTS.filter(({ unit }) => OF_PGLEDGER.has(unit))].map((figure) =>
        line(PGLEDGER, figure),
      ),
    ];
  }),
);

function nodesName(nodes: number): string {
  return nodes === 1 ? 'PostgreSQL, one node' : `PostgreSQL, ${String(nodes)} nodes`;
}

function contestantName(who: string, { work, delay }: Pick<Load, 'work' | 'delay'>): string {
  return `${who}: ${work}${delay === 0 ? '' : ', slow flushes'}`;
}

function besideRate(contestant: string, label: string): Beside {
  return { contestant, figure: RATE, by: 'ratio', label };
}

/**
 * Measures what more nodes give, and whether they are in each other's way: the same clients and the same machine for one server
 * on SQLite, for one and several on PostgreSQL, and for pgledger, a ledger in SQL, on that PostgreSQL.
 */
export const nodesBenchmark: Benchmark = {
  name: 'nodes',
  title: 'several nodes on PostgreSQL',
  lines: LINES,
  async prepare({ seconds }) {
    const missing = missingTool();
    if (missing !== undefined) {
      const skipped = `there is no ${missing} on this machine`;
      return { contestants: [], skipped, close: async () => Promise.resolve() };
    }
    const opened: (() => Promise<void>)[] = [];
    const close = async (): Promise<void> => {
      for (const end of opened.splice(0).toReversed()) await end();
    };
    try {
      return { contestants: await prepareAll(seconds, (end) => opened.push(end)), close };
    } catch (error) {
      // Processes that go on would keep this one from ending.
      await close().catch(() => undefined);
      throw error;
    }
  },
};

/** @param atEnd Takes what has to be done at the end, in the opposite order. */
async function prepareAll(
  seconds: number,
  atEnd: (end: () => Promise<void>) => unknown,
): Promise<readonly Contestant[]> {
  const cluster = await startCluster(SETTINGS);
  atEnd(async () => {
    await cluster.stop();
    rmSync(cluster.folder, { recursive: true });
  });
  const admin = new Client({ connectionString: cluster.url('postgres') });
  await admin.connect();
  atEnd(async () => admin.end());
  const sqlite = await onSqlite(CUSTOMERS);
  atEnd(async () => sqlite.close());
  const deployments = await onPostgres(cluster, CUSTOMERS, NODES);
  for (const deployment of deployments) atEnd(async () => deployment.close());
  const pgledger = await preparePgledger(cluster);
  atEnd(async () => pgledger.close());
  for (const deployment of [sqlite, ...deployments]) await assertExact(deployment);
  const of = { cluster, admin };
  return SPEEDS.flatMap(({ delay }) =>
    WORKS.flatMap(({ work }) => {
      const load: Load = { work, delay, seconds, connections: CONNECTIONS };
      return [
        nissmartContestant(contestantName(SQLITE, load), of, sqlite, load),
        ...deployments.map((deployment) =>
          nissmartContestant(
            contestantName(nodesName(deployment.servers.length), load),
            ...([of, deployment, load] as const),
          ),
        ),
        pgledgerContestant(contestantName(PGLEDGER, load), { ...of, ...pgledger }, load),
      ];
    }),
  );
}
