import { randomInt } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { SeededRandom } from '../../server/demo/seeded-random.js';
import { temporaryFolder } from '../support/ledger.js';
import { LiveStream } from '../support/live.js';
import { serve, type Environment, type Serving } from '../support/process.js';
import { rounds } from '../support/rounds.js';
import { expectSoon } from '../support/soon.js';
import { expectEffects, expectProof } from './effects.js';
import { ask, makeSavers, newOrder, userOf, type Heard, type Order, type Saver } from './kill-load.js';

const ORDERS = rounds(80, 600);
const SEED = process.env.NISSMART_KILL_SEED ?? String(randomInt(1_000_000));
const SAVERS = 3;
const WORKERS = 6;

const SEQUENCES = `subscription ($walletId: ID!) {
  walletActivity(walletId: $walletId, afterSequence: 0) { entry { sequence } }
}`;

const DAY_MS = 24 * 60 * 60 * 1000;

/** A server whose clock is off by so many milliseconds. */
async function serveAt(env: Environment, offMs: number): Promise<Serving> {
  const clock = `const { now } = Date;
    globalThis.Date = class extends Date {
      constructor(...given) { super(...(given.length === 0 ? [now() + ${offMs}] : given)); }
      static now() { return now() + ${offMs}; }
    }`;
  return serve(env, { nodeArgs: ['--import', `data:text/javascript,${encodeURIComponent(clock)}`] });
}

/** Two servers that share a file; each may be another process a moment later. */
type Servers = [Serving, Serving];

/** Asks one of the servers until it has answered, also after it was killed and started again. */
async function insist(
  order: Order,
  servers: Servers,
  which: 0 | 1,
  savers: readonly Saver[],
): Promise<Heard> {
  for (;;) {
    const user = userOf(servers[which], savers, order);
    const answer = await ask(order, user, which === 1).catch(() => undefined);
    if (answer && answer.code !== 'UNAVAILABLE') return answer;
    await sleep(20);
  }
}

/** Sends each order to both servers at once. @param onHalf Called once, in the middle. */
async function load(
  servers: Servers,
  savers: readonly Saver[],
  random: SeededRandom,
  onHalf: () => void,
): Promise<{ orders: Order[]; bothMade: string[] }> {
  const orders: Order[] = [];
  const bothMade: string[] = [];
  const work = async (): Promise<void> => {
    while (orders.length < ORDERS) {
      const order = newOrder(savers, random);
      orders.push(order);
      if (orders.length === ORDERS / 2) onHalf();
      const [one, two] = await Promise.all([
        insist(order, servers, 0, savers),
        insist(order, servers, 1, savers),
      ]);
      const { replayed, ...outcome } = one;
      order.outcome = outcome;
      expect({ ...two, replayed: null }).toEqual({ ...outcome, replayed: null });
      if (!replayed && !two.replayed) bothMade.push(order.key);
    }
  };
  await Promise.all(Array.from({ length: WORKERS }, work));
  return { orders, bothMade };
}

async function hear(stream: LiveStream, heard: number[]): Promise<void> {
  for (let message = await stream.next(); message; message = await stream.next()) {
    const { walletActivity } = message.data?.data as {
      walletActivity: { entry: { sequence: number } | null };
    };
    if (walletActivity.entry) heard.push(walletActivity.entry.sequence);
  }
}

test('When two servers share a file, the clock of one jumps, and it is killed, then what both are asked for has one effect, and streams tell it all', async () => {
  process.stdout.write(`two servers: NISSMART_KILL_SEED=${SEED}\n`);
  const env = { DATABASE_URL: `sqlite:${join(temporaryFolder(), 'nissmart.db')}` };
  const servers: Servers = [await serve(env), await serveAt(env, -DAY_MS)];
  const savers = await makeSavers(servers[0], SAVERS);
  const [saver] = savers;
  if (!saver) throw new Error('There are savers');
  const heard: number[] = [];
  const listener = userOf(servers[0], savers, { owner: 0 });
  const stream = await LiveStream.open(listener, SEQUENCES, { walletId: saver.walletId });
  void hear(stream, heard);

  let restarted: Promise<void> = Promise.resolve();
  const killed = async (): Promise<void> => {
    await servers[1].process.stop('SIGKILL');
    servers[1] = await serveAt(env, DAY_MS);
  };
  const { orders, bothMade } = await load(servers, savers, new SeededRandom(SEED), () => {
    restarted = killed();
  });
  await restarted;
  expect(bothMade).toEqual([]);

  // Written by the other process alone: nothing but its own look at the database can tell the first one.
  const last = {
    ...newOrder(savers, new SeededRandom(SEED)),
    kind: 'deposit',
    owner: 0,
    from: saver.walletId,
  } as const;
  const { id = '' } = await insist(last, servers, 1, savers);
  orders.push({ ...last, outcome: { id } });
  const books = await expectEffects(env.DATABASE_URL, orders, savers);
  const written = books.entries.filter((entry) => entry.wallet_id === saver.walletId);
  await expectSoon(
    () => heard,
    written.map(({ sequence }) => sequence),
  );
  expect(written.map((entry) => entry.id)).toEqual(written.map((entry) => entry.id).sort());

  for (const { process } of servers) expect(await process.stop()).toMatchObject({ code: 0, stderr: '' });
  await expectProof(env);
});
