import { randomInt } from 'node:crypto';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { SeededRandom } from '../../server/demo/seeded-random.js';
import { temporaryFolder } from '../support/ledger.js';
import { serve, type Serving } from '../support/process.js';
import { expectEffects, expectProof, expectSameAnswers } from './effects.js';
import { makeSavers, newOrder, send, userOf, type Order, type Saver } from './kill-load.js';
import { rounds } from '../support/rounds.js';

const ROUNDS = rounds(5, 20, process.env.NISSMART_KILL_ROUNDS);
const SEED = process.env.NISSMART_KILL_SEED ?? String(randomInt(1_000_000));
const SAVERS = 4;
const WORKERS = 12;
/** For the slowest machine; a round takes about a second. */
const ROUND_MAX_MS = 30_000;

/**
 * Sends what is due and then new orders, several at a time, until the server is killed.
 *
 * @returns The orders that are due at the next server: whatever is new, answered or not, and what was due and got no answer.
 */
async function loadUntilKilled(
  server: Serving,
  savers: readonly Saver[],
  due: readonly Order[],
  random: SeededRandom,
): Promise<Order[]> {
  const old = [...due];
  const dueNext = new Set(due);
  let answersLeft = due.length * random.between(0, 1) + random.whole(1, 100);
  const work = async () => {
    for (;;) {
      const again = old.shift();
      const order = again ?? newOrder(savers, random);
      dueNext.add(order);
      if (!(await send(order, userOf(server, savers, order), random.chance(0.4)))) return;
      if (again) dueNext.delete(again);
      answersLeft -= 1;
      // Not right after an answer, when the books have just been written, but anywhere between two.
      if (answersLeft < 0) setTimeout(() => server.process.child.kill('SIGKILL'), random.between(0, 6));
    }
  };
  await Promise.all(Array.from({ length: WORKERS }, work));
  await server.process.ended;
  return [...dueNext];
}

test(
  `When the server is killed ${ROUNDS} times under load, then every key has exactly one effect`,
  async () => {
    process.stdout.write(`kill test: NISSMART_KILL_SEED=${SEED}\n`);
    const env = { DATABASE_URL: `sqlite:${join(temporaryFolder(), 'nissmart.db')}` };
    let server = await serve(env);
    const savers = await makeSavers(server, SAVERS);
    const all = new Set<Order>();
    let due: Order[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      due = await loadUntilKilled(server, savers, due, new SeededRandom(SEED, String(round)));
      for (const order of due) all.add(order);
      server = await serve(env);
    }

    const orders = [...all];
    await expectSameAnswers(server, orders, savers);
    expect(await server.process.stop()).toMatchObject({ code: 0, stderr: '' });

    await expectEffects(env.DATABASE_URL, orders, savers);
    await expectProof(env);
  },
  (ROUNDS + 4) * ROUND_MAX_MS,
);
