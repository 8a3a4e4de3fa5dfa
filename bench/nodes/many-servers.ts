import type { Sample } from '../benchmark.js';
import { Client } from '../http/client.js';
import { loadServer } from '../http/generator.js';
import type { RequestTemplate } from '../http/requests.js';
import type { ServerProcess } from '../http/server-process.js';
import { endedChildrenCpuSeconds } from '../processor-time.js';

/** A load that is spread over some servers, each with as many of the connections. */
export interface SharedLoad {
  readonly connections: number;
  readonly seconds: number;
  readonly requests: readonly RequestTemplate[];
}

/** A load with what it has cost; times of the processor are for all answers. */
export interface SharedResult {
  readonly sample: Sample;
  /** All answers, those before and after the time that counts included. */
  readonly allAnswers: number;
  readonly nodeSeconds: number;
  readonly clientSeconds: number;
  /** Refusals for load; they are no answers. */
  readonly refused: number;
  /** Commands that shared a unit of work, on average. */
  readonly batchSize: number;
}

/** Loads servers at the same time, as a balancer would; a failure other than a refusal for load fails it. */
export async function loadServers(
  servers: readonly ServerProcess[],
  { connections, seconds, requests }: SharedLoad,
): Promise<SharedResult> {
  const nodesBefore = cpuOf(servers);
  const clientBefore = endedChildrenCpuSeconds();
  const batchesBefore = await batchesOf(servers);
  const share = connections / servers.length;
  const part = Math.floor(requests.length / servers.length);
  const results = await Promise.all(
    servers.map(async ({ address }, index) =>
      loadServer({
        ...{ address, connections: share, seconds, countRefusals: true },
        requests: requests.slice(index * part, (index + 1) * part),
      }),
    ),
  );
  const clientSeconds = endedChildrenCpuSeconds() - clientBefore;
  const batches = await batchesOf(servers);
  const nodeSeconds = cpuOf(servers) - nodesBefore;
  const sum = (of: (result: (typeof results)[number]) => number) =>
    results.reduce((total, result) => total + of(result), 0);
  const operations = sum(({ answers }) => answers);
  const allAnswers = sum((result) => result.allAnswers);
  const perSecond = sum((result) => result.answers / result.seconds);
  return {
    sample: {
      ...{ operations, seconds: operations / perSecond },
      cpuSeconds: (nodeSeconds * operations) / allAnswers,
      latenciesMs: results.flatMap(({ latenciesMs }) => latenciesMs),
      peakMiB: Math.max(...servers.map((server) => server.residentMiB())),
    },
    ...{ allAnswers, nodeSeconds, clientSeconds, refused: sum((result) => result.refused) },
    batchSize: (batches.commands - batchesBefore.commands) / (batches.units - batchesBefore.units),
  };
}

function cpuOf(servers: readonly ServerProcess[]): number {
  return servers.reduce((sum, server) => sum + server.cpuSeconds(), 0);
}

/** Reads how many units of work the ledgers of some servers have run, and commands in them. */
async function batchesOf(servers: readonly ServerProcess[]): Promise<{ units: number; commands: number }> {
  const found = { units: 0, commands: 0 };
  for (const { address } of servers) {
    const client = new Client(address);
    const { body } = await client.send({ method: 'GET', path: '/metrics', headers: {}, body: '' }, '');
    client.close();
    found.units += figure(body, 'nissmart_ledger_batch_size_count');
    found.commands += figure(body, 'nissmart_ledger_batch_size_sum');
  }
  return found;
}

function figure(metrics: string, name: string): number {
  const value = new RegExp(`^${name} (\\S+)$`, 'm').exec(metrics)?.[1];
  if (value === undefined) throw new Error(`The metrics do not tell ${name}`);
  return Number(value);
}
