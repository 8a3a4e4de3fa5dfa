import { randomInt } from 'node:crypto';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { SeededRandom } from '../../server/demo/seeded-random.js';
import { temporaryFolder } from '../support/ledger.js';
import { serve, type Serving } from '../support/process.js';
import { rounds } from '../support/rounds.js';
import type { User } from '../support/api.js';
import { expectEffects, expectProof, expectSameAnswers } from './effects.js';
import { ALL_ENDS, endingLike, type End } from './ending-thread.js';
import { ask, makeSavers, newOrder, userOf, type Order, type Saver } from './kill-load.js';

const ROUNDS = rounds(3, 12, process.env.NISSMART_KILL_ROUNDS);
const SEED = process.env.NISSMART_KILL_SEED ?? String(randomInt(1_000_000));
const SAVERS = 4;
const WORKERS = 12;
/** For the slowest machine; a round takes about a second. */
const ROUND_MAX_MS = 30_000;

/** Whatever a server may say whose writes come to an end. */
const CODES = new Set(['OK', 'INSUFFICIENT_FUNDS', 'UNAVAILABLE', 'OUTCOME_UNKNOWN', 'BROKEN']);

/**
 * Sends an order once more. Of one that was never answered but by "nothing happened", nothing has happened.
 *
 * @returns The code of a refusal, OK, or BROKEN for a connection that breaks.
 */
async function attempt(order: Order, user: User, byGraphql: boolean): Promise<string> {
  const answer = await ask(order, user, byGraphql).catch(() => undefined);
  const { id, code = id === undefined ? 'BROKEN' : 'OK', replayed = false } = answer ?? {};
  if (code === 'UNAVAILABLE') return code;
  if (code === 'BROKEN' || code === 'OUTCOME_UNKNOWN') {
    order.open = true;
    return code;
  }
  expect({ key: order.key, replayed: replayed && order.open !== true }).toEqual({
    key: order.key,
    replayed: false,
  });
  order.outcome = id === undefined ? { code } : { id };
  return code;
}

/**
 * Sends what is due and then new orders, several at a time, has the thread that writes end in between, and goes on until
 * the server takes no more requests.
 *
 * @returns The codes of the answers.
 */
async function loadUntilOver(
  server: Serving,
  savers: readonly Saver[],
  all: Set<Order>,
  random: SeededRandom,
): Promise<Set<string>> {
  const codes = new Set<string>();
  const due = [...all].filter(({ outcome }) => outcome === undefined);
  let answersLeft = random.whole(1, 100);
  const work = async () => {
    for (let code = ''; code !== 'BROKEN';) {
      const order = due.pop() ?? newOrder(savers, random);
      all.add(order);
      code = await attempt(order, userOf(server, savers, order), random.chance(0.4));
      codes.add(code);
      answersLeft -= 1;
      // Not right after an answer, but anywhere between two.
      if (answersLeft === 0) setTimeout(() => server.process.child.kill('SIGUSR2'), random.between(0, 6));
    }
  };
  await Promise.all(Array.from({ length: WORKERS }, work));
  return codes;
}

test(
  `When the thread that writes ends ${ROUNDS} times under load, then no answer was wrong, the process ends with 1, and every key has exactly one effect`,
  async () => {
    process.stdout.write(`writer test: NISSMART_KILL_SEED=${SEED}\n`);
    const env = { DATABASE_URL: `sqlite:${join(temporaryFolder(), 'nissmart.db')}` };
    const first = await serve(env);
    const savers = await makeSavers(first, SAVERS);
    await first.process.stop();

    const all = new Set<Order>();
    const heard = new Set<string>();
    for (let round = 0; round < ROUNDS; round += 1) {
      const end: End = ALL_ENDS[round % ALL_ENDS.length] ?? 'is terminated';
      const server = await serve(env, { nodeArgs: endingLike(end) });
      const codes = await loadUntilOver(server, savers, all, new SeededRandom(SEED, String(round)));
      expect([...codes].filter((code) => !CODES.has(code))).toEqual([]);
      // The ledger has stopped by itself: nobody has to wait for a time limit.
      expect({ end, ...(await server.process.ended) }).toMatchObject({ end, code: 1, stderr: '' });
      for (const code of codes) heard.add(code);
    }
    expect(heard).toContain('UNAVAILABLE');

    const last = await serve(env);
    const orders = [...all];
    await expectSameAnswers(last, orders, savers);
    expect(await last.process.stop()).toMatchObject({ code: 0, stderr: '' });

    await expectEffects(env.DATABASE_URL, orders, savers);
    await expectProof(env);
  },
  (ROUNDS + 4) * ROUND_MAX_MS,
);
