import { globSync, readFileSync, rmSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import type { Sample } from '../benchmark.js';
import type { Cluster } from './cluster.js';

export interface PgbenchLoad {
  readonly clients: number;
  /** The time that it lasts, of which connecting is a part, or the number of transactions of each client. */
  readonly length: { readonly seconds: number } | { readonly transactions: number };
  readonly database?: string;
  /** Arguments that name the scripts. */
  readonly scripts: readonly string[];
}

/** Loads a database with PostgreSQL's own load generator. @throws Error when one of its transactions fails */
export async function pgbench(cluster: Cluster, load: PgbenchLoad): Promise<Sample> {
  const { clients, length, database = 'postgres', scripts } = load;
  const log = join(cluster.folder, 'pgbench');
  const end = 'seconds' in length ? ['-T', String(length.seconds)] : ['-t', String(length.transactions)];
  const size = ['-c', String(clients), '-j', String(cpus().length), ...end];
  const logging = ['--log', `--log-prefix=${log}`];
  const said = await cluster.run('pgbench', [
    ...['-n', '-M', 'prepared', ...size, ...logging, ...scripts.flatMap((script) => ['-f', script])],
    database,
  ]);
  const rate = Number(/^tps = (\S+)/m.exec(said)?.[1]);
  const failed = Number(/^number of failed transactions: (\d+)/m.exec(said)?.[1]);
  if (failed > 0) throw new Error(`${String(failed)} transactions of pgbench failed`);
  // A line for each transaction: its client, its number, how long it took in microseconds …
  const latenciesMs = logsOf(cluster.folder)
    .flatMap((text) => text.split('\n').filter((line) => line !== ''))
    .map((line) => Number(line.split(' ')[2]) / 1000);
  const operations = latenciesMs.length;
  if (operations === 0) throw new Error('pgbench had no time for a transaction');
  return { operations, seconds: operations / rate, cpuSeconds: Number.NaN, latenciesMs };
}

/** Reads the logs of pgbench, a file for each of its threads, and removes them. */
function logsOf(folder: string): string[] {
  return globSync(join(folder, 'pgbench.*')).map((path) => {
    const text = readFileSync(path, 'utf8');
    rmSync(path);
    return text;
  });
}
