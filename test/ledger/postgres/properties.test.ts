import { randomInt } from 'node:crypto';
import { beforeEach, expect, test } from '@jest/globals';
import { SeededRandom } from '../../../server/demo/seeded-random.js';
import { readSnapshot } from '../../../server/ledger/database/snapshot.js';
import type { TransferCommand } from '../../../server/ledger/model/command.js';
import { verifyBooks } from '../../../server/ledger/verify/verify.js';
import { expectBooksToBalance, walletRow, type Books } from '../../support/books.js';
import { depositTo, settling, transferFrom, withdrawFrom } from '../../support/commands.js';
import { TestLedger, type OwnedWallet } from '../../support/ledger.js';
import { outcomeOf, tally, type Outcome } from '../../support/outcome.js';
import { rounds } from '../../support/rounds.js';

const SEED = process.env.NISSMART_PROPERTY_SEED ?? String(randomInt(1_000_000));
const ROUNDS = rounds(12, 40, process.env.NISSMART_PROPERTY_ROUNDS);
const ROUND_MAX_MS = 15_000;
const LIMIT_MS = (ROUNDS + 8) * ROUND_MAX_MS;

// They share nothing but the database.
let nodes: readonly [TestLedger, TestLedger, TestLedger];
let wallets: readonly [OwnedWallet, OwnedWallet, OwnedWallet];
let random: SeededRandom;

beforeEach(async () => {
  const home = await TestLedger.open();
  nodes = [home, await home.twin(), await home.twin()];
  const wallet = async () => home.wallet({ balance: 10_000 });
  wallets = [await wallet(), await wallet(), await wallet()];
  random = new SeededRandom(SEED, expect.getState().currentTestName ?? '');
});

/** Sends a command to a node, and once more where the database was too busy: nothing had happened. */
async function sent(
  node: TestLedger,
  command: Parameters<TestLedger['ledger']['submit']>[0],
): Promise<Outcome> {
  for (;;) {
    const outcome = await outcomeOf(node.ledger.submit(command));
    if (outcome.code !== 'UNAVAILABLE') return outcome;
  }
}

function idOf(outcome: Outcome): string {
  return 'transaction' in outcome ? outcome.transaction.id : '';
}

async function expectProvedBooks(): Promise<Books> {
  const [{ storage, clock }] = nodes;
  const schema = await storage.expectedSchema();
  expect((await verifyBooks(storage.reader, clock, undefined, { schema })).problems).toEqual([]);
  const found = await expectBooksToBalance(storage);
  expect(found.auditEvents.map(({ sequence }) => sequence)).toEqual(
    found.auditEvents.map((_, index) => index + 1),
  );
  return found;
}

test(
  `When nodes are asked at once for different transfers under one key, then one content wins, and every node tells the others so (seed ${SEED})`,
  async () => {
    const [from, ...others] = wallets;
    const expected: string[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const first = transferFrom(from, { walletId: random.pick(others).id }, random.whole(1, 50));
      const contents: TransferCommand[] = nodes.map((_, index) => ({
        ...first,
        amount: first.amount + index,
      }));
      const race = contents.flatMap((content, index) => [
        { content, node: nodes[index] },
        { content, node: nodes[(index + 1) % nodes.length] },
      ]);
      const outcomes = await Promise.all(
        race.map(async ({ content, node = nodes[0] }) => sent(node, content)),
      );
      // The two who sent the content that won; one of them made it.
      expect(tally(outcomes)).toEqual({ OK: 2, IDEMPOTENCY_KEY_REUSED: 4 });
      const won = outcomes.findIndex(({ code }) => code === 'OK');
      const winners = outcomes.filter(({ code }) => code === 'OK');
      expect(winners.map(({ replayed }) => replayed).sort()).toEqual([false, true]);
      const [made = '', ...more] = new Set(winners.map(idOf));
      expect(more).toEqual([]);
      const winner = race[won]?.content;
      expected.push(made);
      for (const node of nodes) {
        for (const content of contents) {
          const again = await sent(node, content);
          expect([again.code, idOf(again)]).toEqual(
            content === winner ? ['OK', made] : ['IDEMPOTENCY_KEY_REUSED', ''],
          );
        }
      }
    }
    const { transactions } = await expectProvedBooks();
    expect(transactions.filter(({ type }) => type === 'TRANSFER').map(({ id }) => id)).toEqual(
      expected.sort(),
    );
  },
  LIMIT_MS,
);

test(
  `When nodes reverse one transaction at once, under one key or several, then it is reversed once (seed ${SEED})`,
  async () => {
    const [from, to] = wallets;
    const operator = (await nodes[0].user({ role: 'OPERATOR' })).id;
    for (let round = 0; round < ROUNDS; round += 1) {
      const made = await nodes[round % 3]?.ledger.submit(
        transferFrom(from, { walletId: to.id }, random.whole(1, 900)),
      );
      if (!made) throw new Error('There are three nodes');
      const shared = settling('reverse', made.transaction, operator);
      const race = nodes.flatMap((node) => [
        { node, command: shared },
        { node, command: settling('reverse', made.transaction, operator) },
      ]);
      const outcomes = await Promise.all(race.map(async ({ node, command }) => sent(node, command)));
      const reversals = outcomes.filter(({ code }) => code === 'OK');
      expect(outcomes.filter(({ code }) => code !== 'OK' && code !== 'INVALID_STATE')).toEqual([]);
      // All answers to one key are the same, and each other key has one answer.
      expect([1, 3]).toContain(reversals.length);
      expect(reversals.filter(({ replayed }) => !replayed)).toHaveLength(1);
      const [reversal = ''] = new Set(reversals.map(idOf));
      const { transactions } = await expectBooksToBalance(nodes[0].storage);
      expect(transactions.filter((row) => row.reversal_of_id === made.transaction.id)).toMatchObject([
        { id: reversal, amount: made.transaction.amount },
      ]);
      for (const { node, command } of race) {
        const before = outcomes[race.findIndex((each) => each.command === command)];
        expect(await sent(node, command)).toMatchObject({ code: before?.code, replayed: true });
      }
    }
    const { entries } = await expectProvedBooks();
    expect(entries.filter(({ wallet_id: id }) => id === from.id)).toHaveLength(1 + 2 * ROUNDS);
    expect(await walletRow(nodes[1].storage, from)).toMatchObject({ posted: 10_000 });
  },
  LIMIT_MS,
);

test(
  `When a node has answered a write, then every node shows it at once, in its own reads and in what it decides next (seed ${SEED})`,
  async () => {
    const [wallet, other] = wallets;
    let balance = 10_000;
    for (let round = 0; round < 2 * ROUNDS; round += 1) {
      const amount = random.whole(1, 400);
      const isDeposit = random.chance(0.4);
      const command = isDeposit ? depositTo(wallet, amount) : withdrawFrom(wallet, amount);
      const { code } = await sent(random.pick(nodes), command);
      expect(code).toBe(balance + (isDeposit ? amount : -amount) < 0 ? 'INSUFFICIENT_FUNDS' : 'OK');
      if (code === 'OK') balance += isDeposit ? amount : -amount;
      const read = await Promise.all(nodes.map(async ({ storage }) => walletRow(storage, wallet)));
      expect(read.map(({ posted }) => posted)).toEqual(nodes.map(() => balance));
    }
    // All of it, which only a node that knows of the last write can move, and one unit more.
    const whole = transferFrom(wallet, { walletId: other.id }, balance);
    expect(await sent(nodes[1], { ...whole, amount: balance + 1, idempotencyKey: 'more' })).toMatchObject({
      code: 'INSUFFICIENT_FUNDS',
    });
    expect(await sent(nodes[2], whole)).toMatchObject({ code: 'OK' });
    await expectProvedBooks();
  },
  LIMIT_MS,
);

test(
  `When nodes move all there is back and forth at once, then no snapshot of any node shows a balance below zero or another sum (seed ${SEED})`,
  async () => {
    const over = new AbortController();
    const seen = nodes.map(async ({ storage }) => {
      const found = new Set<string>();
      while (!over.signal.aborted) {
        const [row] = await readSnapshot(storage.reader, async (snapshot) =>
          snapshot.rows<{ sum: number; below: number }>(
            `select sum(posted) as sum, count(*) filter (where posted - held < 0) as below
            from wallets where kind = 'CUSTOMER'`,
          ),
        );
        found.add(`${String(row?.sum)} ${String(row?.below)}`);
      }
      return [...found];
    });
    const codes: { code: string }[] = [];
    const client = async (node: TestLedger) => {
      for (let round = 0; round < 2 * ROUNDS; round += 1) {
        const [from, to] = [random.pick(wallets), random.pick(wallets)];
        if (from.id === to.id) continue;
        codes.push(await sent(node, transferFrom(from, { walletId: to.id }, random.whole(5_000, 15_000))));
      }
    };
    await Promise.all([...nodes, ...nodes].map(client));
    over.abort();
    expect(new Set((await Promise.all(seen)).flat())).toEqual(new Set(['30000 0']));
    expect(Object.keys(tally(codes)).sort()).toEqual(['INSUFFICIENT_FUNDS', 'OK']);
    await expectProvedBooks();
  },
  LIMIT_MS,
);
