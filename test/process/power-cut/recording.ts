import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SeededRandom } from '../../../server/demo/seeded-random.js';
import { temporaryFolder } from '../../support/ledger.js';
import { PROJECT, serve, type Serving } from '../../support/process.js';
import { expectSoon } from '../../support/soon.js';
import { straced } from '../../support/strace.js';
import { makeSavers, newOrder, userOf, type Order, type Outcome, type Saver } from '../kill-load.js';
import { TRACED_CALLS, TraceReader, type Step } from './trace.js';

/** Place of the database in the folder that is recorded. */
export const DATABASE = join('data', 'nissmart.db');

/** An order that was answered, and the number of steps after which a client may have had the answer. */
export interface Answered extends Order {
  readonly outcome: Outcome;
  readonly steps: number;
}

/** Everything that servers did to their database and said, and that clients had asked for. */
export interface Recording {
  readonly steps: readonly Step[];
  readonly savers: readonly (Saver & { readonly steps: number })[];
  readonly orders: readonly Answered[];
}

interface Heard {
  readonly order: Order;
  readonly outcome: Outcome;
  readonly requestId: string;
}

const SAVERS = 3;
/** Orders between one checkpoint of the database and the next, so many of them at once. */
const ORDERS = 9;
const AT_ONCE = 3;

/** Copies the log into the database as SQLite does by itself after 32000 pages, so that the next write begins it anew. */
const CHECKPOINT_ON_SIGNAL = `
  const { createRequire } = process.getBuiltinModule('module');
  const Database = createRequire(${JSON.stringify(PROJECT)} + '/')('better-sqlite3');
  process.on('SIGUSR2', () => {
    const database = new Database(process.env.DATABASE_URL.slice('sqlite:'.length));
    const [{ busy, log, checkpointed }] = database.pragma('wal_checkpoint(PASSIVE)');
    process.stdout.write('copied ' + (busy === 0 && log === checkpointed) + '\\n');
    database.close();
  })`;

/** Records a server on a new database, which stops, and the next one, which is killed. Both copy their log on the way. */
export async function record(): Promise<Recording> {
  const root = temporaryFolder();
  const traces = temporaryFolder();
  const reader = new TraceReader(root);
  const random = new SeededRandom('what a power cut leaves');
  const heard: Heard[] = [];
  let savers: readonly Saver[] = [];

  for (const ending of ['SIGTERM', 'SIGKILL'] as const) {
    const trace = join(traces, ending);
    const server = await startTraced(join(root, DATABASE), trace);
    if (savers.length === 0) savers = await makeSavers(server, SAVERS);
    heard.push(...(await load(server, savers, random, ending === 'SIGTERM' ? 'deposit' : undefined)));
    await copyLog(server);
    heard.push(...(await load(server, savers, random)));
    await server.process.stop(ending);
    reader.read(await wholeTrace(trace, server.process.child.pid));
  }

  const { steps } = reader;
  return {
    steps,
    savers: savers.map((saver) => ({ ...saver, steps: saidAfter(steps, saver.walletId) })),
    orders: heard.map(({ order, outcome, requestId }) => ({
      ...order,
      outcome,
      steps: saidAfter(steps, requestId),
    })),
  };
}

/** Has the whole log copied, which cannot be while something still reads what was before. */
async function copyLog({ process }: Serving): Promise<void> {
  for (let copied = 'false'; copied !== 'true';) {
    process.child.kill('SIGUSR2');
    [, copied = ''] = await process.line(/^copied (true|false)$/);
  }
}

/** The trace of a process that has ended, which its tracer may still be writing. */
async function wholeTrace(trace: string, pid: number | undefined): Promise<string> {
  const last = new RegExp(`^${pid} +[+]{3} (exited|killed) `, 'm');
  await expectSoon(() => last.test(readFileSync(trace, 'utf8')), true);
  return readFileSync(trace, 'utf8');
}

async function startTraced(path: string, trace: string): Promise<Serving> {
  const calls = `trace=${TRACED_CALLS.join()}`;
  return serve(
    { DATABASE_URL: `sqlite:${path}` },
    {
      under: straced('--seccomp-bpf', '-y', '-xx', '-s', String(2 ** 24), '-e', calls, '-o', trace),
      nodeArgs: ['--import', `data:text/javascript,${encodeURIComponent(CHECKPOINT_ON_SIGNAL)}`],
    },
  );
}

/** @param kind The only kind of order, where there is one: somebody has to have something before it can be sent. */
async function load(
  server: Serving,
  savers: readonly Saver[],
  random: SeededRandom,
  kind?: Order['kind'],
): Promise<Heard[]> {
  const heard: Heard[] = [];
  for (let sent = 0; sent < ORDERS; sent += AT_ONCE) {
    const orders = Array.from({ length: AT_ONCE }, () => ({
      ...newOrder(savers, random),
      ...(kind && { kind }),
    }));
    heard.push(...(await Promise.all(orders.map(async (order) => send(order, server, savers)))));
  }
  return heard;
}

async function send(order: Order, server: Serving, savers: readonly Saver[]): Promise<Heard> {
  const { key, kind, from, to, amount } = order;
  const user = userOf(server, savers, order);
  const sum = (amount / 100).toFixed(2);
  const answer =
    kind === 'transfer' ? await user.transfer(from, to, sum, { key }) : await user[kind](from, sum, { key });
  const outcome = answer.status === 201 ? { id: answer.id } : { code: answer.text('code') };
  return { order, outcome, requestId: answer.headers.get('x-request-id') ?? '' };
}

/** The number of steps up to an answer with this text in it. */
function saidAfter(steps: readonly Step[], text: string): number {
  const said = steps.findIndex((step) => step.kind === 'say' && step.text.includes(text));
  if (text === '' || said < 0) throw new Error(`No answer has ${text} in it`);
  return said + 1;
}
