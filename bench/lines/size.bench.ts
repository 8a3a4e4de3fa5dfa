import { rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { openBank, randomTransfer, reopenBank, type Bank } from '../bank.js';
import type { Benchmark, Contestant, Line } from '../benchmark.js';
import { ownFigure, RATE } from '../figures.js';
import { filledLedger } from '../filled/fill.js';
import { graphql } from '../http/calls.js';
import { Client } from '../http/client.js';
import { startServer } from '../http/server-process.js';
import { closedLoop } from '../load.js';
import { clockFrom } from '../moved-clock.js';

const CALLERS = 256;
/** Operations for each second of a round. */
const OPERATIONS = 2000;

const BIG = 'ledger.submit, 256 callers, a big ledger';
const EMPTY = 'ledger.submit, 256 callers, an empty ledger';
const START = 'start of the server on a big ledger, to its first answer';
const DISK = 'on disk, a transfer';

const LINES: readonly Line[] = [
  {
    ...{ name: 'writes-at-size', what: BIG, contestant: BIG, figure: RATE, target: { atLeast: 1 / 1.3 } },
    beside: { contestant: EMPTY, figure: RATE, by: 'ratio', label: 'an empty one' },
  },
  {
    ...{ name: 'start', what: START, contestant: START, target: { atMost: 1 } },
    figure: ownFigure('seconds', 's', 2),
  },
  {
    ...{ name: 'bytes', what: DISK, contestant: DISK, target: { atMost: 800 } },
    figure: ownFigure('bytes', 'bytes', 0),
  },
];

/** Measures what a ledger's size costs: writes, the start, the disk. */
export const sizeBenchmark: Benchmark = {
  name: 'size',
  title: 'what a big ledger costs',
  lines: LINES,
  async prepare({ transactions, seconds }) {
    const { folder, accounts, until } = await filledLedger(transactions, 'spread');
    const bytes = bytesOf(folder) / transactions;
    let [big, empty]: (Bank | undefined)[] = [];
    return {
      contestants: [
        { name: START, once: true, run: async () => starting(folder, until) },
        { name: DISK, once: true, run: async () => Promise.resolve(single({ bytes })) },
        submitting(EMPTY, seconds, async () => (empty ??= await openBank(accounts.length))),
        submitting(BIG, seconds, async () => (big ??= await reopenBank(folder, accounts, clockFrom(until)))),
      ],
      async close() {
        await empty?.close();
        await big?.leave();
        rmSync(folder, { recursive: true });
      },
    };
  },
};

function submitting(name: string, seconds: number, open: () => Promise<Bank>): Contestant {
  return {
    name,
    async run() {
      const { ledger, accounts } = await open();
      return closedLoop(CALLERS, OPERATIONS * seconds, async () => ledger.submit(randomTransfer(accounts)));
    },
  };
}

async function starting(folder: string, at: Date): ReturnType<Contestant['run']> {
  const startedAt = performance.now();
  const server = await startServer(folder, { at });
  const client = new Client(server.address);
  const { path, headers, ...request } = graphql('', '{ __typename }');
  await client.ask({ ...request, path, headers: { 'content-type': headers['content-type'] ?? '' } });
  const seconds = (performance.now() - startedAt) / 1000;
  client.close();
  await server.close();
  return single({ seconds });
}

/** Returns the size of a database with its write-ahead log in it. */
function bytesOf(folder: string): number {
  const path = join(folder, 'ledger.db');
  const database = new Database(path);
  database.pragma('wal_checkpoint(TRUNCATE)');
  database.close();
  return statSync(path).size;
}

function single(own: Readonly<Record<string, number>>): Awaited<ReturnType<Contestant['run']>> {
  return { operations: 1, seconds: Number.NaN, cpuSeconds: Number.NaN, latenciesMs: [], own };
}
