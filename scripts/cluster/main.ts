// Runs PostgreSQL with a standby, a balancer and several nodes on this machine, without Docker, until it is told to stop.

import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Command, InvalidArgumentError } from 'commander';
import { signInTable } from '../../server/process/sign-in-table.js';
import { ClusterError, startCluster, type Cluster } from './cluster.js';
import { MEMBERS_MAX, portsFrom } from './ports.js';
import { members } from './settings.js';

/** Time within which two signals are one wish: Ctrl-C comes from the terminal and again from npm. */
const SAME_WISH_MS = 1_000;
/** A process that was lost comes back soon, a database later than its lock runs out, as after its machine was started anew. */
const BACK_AFTER_MS = 2_000;
const DATABASE_BACK_AFTER_MS = 25_000;

interface Options {
  readonly nodes: number;
  readonly databases: number;
  readonly port: number;
  readonly folder: string;
  readonly pooler?: true;
  readonly demo?: true;
}

function numberBetween(least: number, most: number) {
  return (text: string): number => {
    const value = Number(text);
    if (/^\d+$/.test(text) && value >= least && value <= most) return value;
    throw new InvalidArgumentError(`It must be a whole number from ${least} to ${most}.`);
  };
}

const options = new Command('npm run cluster --')
  .description('PostgreSQL with a standby, a balancer and several nodes on this machine, without Docker.')
  .option('--nodes <number>', 'servers behind the balancer', numberBetween(1, MEMBERS_MAX), 3)
  .option(
    '--databases <number>',
    'PostgreSQL servers: a primary and standbys',
    numberBetween(2, MEMBERS_MAX),
    2,
  )
  .option('--port <number>', 'the balancer’s; all others follow it', numberBetween(1024, 65_000), 4100)
  .option(
    '--folder <path>',
    'keeps everything',
    fileURLToPath(new URL('../../data/cluster', import.meta.url)),
  )
  .option('--pooler', 'put PgBouncer in transaction mode between the nodes and the database')
  .option('--demo', 'fill an empty database with demo data')
  .parse()
  .opts<Options>();

const stopping = new AbortController();
let cluster: Cluster | undefined;
let firstSignalAt = Number.POSITIVE_INFINITY;
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(name, () => {
    if (performance.now() - firstSignalAt > SAME_WISH_MS) {
      cluster?.killAll();
      return;
    }
    if (stopping.signal.aborted) return;
    firstSignalAt = performance.now();
    console.log('stopping …');
    stopping.abort();
  });
}

const stopped = new Promise<void>((done) => {
  stopping.signal.addEventListener('abort', () => done());
});

try {
  await run();
} catch (error) {
  if (!stopping.signal.aborted) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = error instanceof ClusterError ? 2 : 1;
  }
}

async function run(): Promise<void> {
  const folder = resolve(options.folder);
  cluster = await startCluster({
    ...{ folder, nodes: options.nodes, databases: options.databases, pooler: options.pooler === true },
    ports: portsFrom(options.port),
    env: { ...settingsFrom(process.env), NISSMART_DEMO: options.demo ? '1' : '0' },
    onProgress: (doing) => console.log(`starting ${doing} …`),
    onLoss: (name, exit) => void bringBack(name, exit),
    signal: stopping.signal,
  });
  console.log(`\n${tableOf(cluster)}\n`);
  if (options.demo) console.log(`${signInTable()}\n`);
  console.log('Ctrl-C stops everything.');
  await stopped;
  await cluster.stop();
}

/** Takes what the nodes are set to by the environment. */
function settingsFrom(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(env).filter(([name]) => /^(NISSMART_.*|LOG_LEVEL|NODE_ENV)$/.test(name)),
  );
}

async function bringBack(name: string, exit: string): Promise<void> {
  console.log(`${name} has ended with ${exit}`);
  await sleep(name.startsWith('postgres') ? DATABASE_BACK_AFTER_MS : BACK_AFTER_MS);
  if (!cluster || stopping.signal.aborted) return;
  console.log(`starting ${name} again …`);
  await cluster.restart(name).catch((error: unknown) => console.error(String(error)));
}

function tableOf(running: Cluster): string {
  const { layout, url, nodes, logs, pids } = running;
  const { ports, databases } = layout;
  const pid = (name: string): string => `process ${String(pids.get(name))}`;
  const at = (port: number): string => `127.0.0.1:${port}`;
  const rows: [string, string, string][] = [
    ['balancer', url, `${pid('haproxy')}; its state: http://${at(ports.balancerFigures)}`],
    ...nodes.map((node, index): [string, string, string] => {
      const name = `node${index + 1}`;
      return [name, node.url, pid(name)];
    }),
    ['primary', at(ports.database), `leads to PostgreSQL’s primary`],
    ...members(databases).map((member): [string, string, string] => {
      const name = `postgres${member}`;
      return [name, at(ports.postgres(member)), `${pid(name)}; Patroni: http://${at(ports.patroni(member))}`];
    }),
    ...(layout.pooler ? [['pgbouncer', at(ports.pooler), pid('pgbouncer')] as [string, string, string]] : []),
    ['etcd', `http://${at(ports.etcd)}`, pid('etcd')],
    ['prometheus', `http://${at(ports.prometheus)}`, pid('prometheus')],
    ['logs', logs, ''],
    ['verify', `node --env-file=${running.writeEnvironment()} bin/nissmart.js verify`, ''],
  ];
  return rows
    .map(([name, where, more]) => `  ${name.padEnd(13)} ${where.padEnd(24)} ${more}`.trimEnd())
    .join('\n');
}
