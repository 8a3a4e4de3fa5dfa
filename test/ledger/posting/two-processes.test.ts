import { expect, test } from '@jest/globals';
import { transactionsAfter } from '../../../server/ledger/queries/transactions.js';
import { expectBooksToBalance, walletRow } from '../../support/books.js';
import { SettableClock } from '../../support/clock.js';
import { depositTo, settling, transferFrom, withdrawFrom } from '../../support/commands.js';
import { LedgerError } from '../../../server/ledger/errors.js';
import { TestLedger } from '../../support/ledger.js';
import { outcomeOf, tally } from '../../support/outcome.js';

/** Two ledgers that share nothing but the database file. */
async function twoLedgers(): Promise<[TestLedger, TestLedger]> {
  const one = await TestLedger.open();
  return [one, await TestLedger.open(one.url)];
}

/** Takes turns between the two. */
function turn(ledgers: readonly [TestLedger, TestLedger], index: number): TestLedger {
  return ledgers[index % 2 === 0 ? 0 : 1];
}

const times = (count: number) => Array.from({ length: count }, (_, index) => index);

test('When both get the same keys at once, then each key has one effect and both hear of it', async () => {
  const [one, two] = await twoLedgers();
  const wallet = await one.wallet({ balance: 1_000 });
  const commands = times(60).map((index) =>
    index % 3 === 0 ? withdrawFrom(wallet, 40) : depositTo(wallet, index),
  );
  const [heardByOne, heardByTwo] = await Promise.all(
    [one, two].map(({ ledger }) => Promise.all(commands.map((command) => outcomeOf(ledger.submit(command))))),
  );

  for (const [index, first] of (heardByOne ?? []).entries()) {
    const second = heardByTwo?.[index];
    expect([first.replayed, second?.replayed].sort()).toEqual([false, true]);
    expect({ ...first, replayed: null }).toEqual({ ...second, replayed: null });
  }
  const stored = await expectBooksToBalance(two.storage);
  expect(stored.records).toHaveLength(61);
  expect(stored.transactions).toHaveLength(61);
});

test('When both empty the same wallet, then only one of all withdrawals succeeds', async () => {
  const [one, two] = await twoLedgers();
  const wallet = await one.wallet({ balance: 1_000 });
  const outcomes = await Promise.all(
    times(50).map((index) => outcomeOf(turn([one, two], index).ledger.submit(withdrawFrom(wallet, 1_000)))),
  );
  expect(tally(outcomes)).toEqual({ OK: 1, INSUFFICIENT_FUNDS: 49 });
  const stored = await expectBooksToBalance(one.storage);
  expect(stored.transactions).toHaveLength(2);
  expect(await walletRow(two.storage, wallet)).toMatchObject({ posted: 0, sequence: 2 });
});

test('When one sends from A to B and the other from B to A, then neither loses an update', async () => {
  const [one, two] = await twoLedgers();
  const a = await one.wallet({ balance: 10_000 });
  const b = await one.wallet({ balance: 10_000 });
  const rounds = times(20).map(async (round) => {
    const forth = transferFrom(a, { walletId: b.id }, 10 + round);
    const back = transferFrom(b, { walletId: a.id }, 11 + round);
    return Promise.all([outcomeOf(one.ledger.submit(forth)), outcomeOf(two.ledger.submit(back))]);
  });
  expect(tally((await Promise.all(rounds)).flat())).toEqual({ OK: 40 });
  const stored = await expectBooksToBalance(one.storage);
  expect(stored.entries).toHaveLength(4 + 80);
  expect(await walletRow(two.storage, a)).toMatchObject({ posted: 10_020, sequence: 41 });
  expect(await walletRow(one.storage, b)).toMatchObject({ posted: 9_980, sequence: 41 });
});

/** Sends something until it is decided, as clients do; a busy machine lets some wait in vain. */
async function sent<Result>(send: () => Promise<Result>): Promise<Result> {
  for (;;) {
    try {
      return await send();
    } catch (error) {
      if (!(error instanceof LedgerError && error.code === 'UNAVAILABLE')) throw error;
    }
  }
}

test('When both open the first wallet of a currency, then it has one treasury, and with one key one wallet', async () => {
  const [one, two] = await twoLedgers();
  const { id: ownerId } = await one.user();
  const wanted = { ownerId, name: 'n', currency: 'KES' } as const;
  const answers = await Promise.all(
    times(10).map((index) => sent(async () => turn([one, two], index).ledger.openWallet(wanted, 'same'))),
  );
  expect(new Set(answers.map(({ wallet }) => wallet.id)).size).toBe(1);
  expect(answers.filter(({ replayed }) => !replayed)).toHaveLength(1);
  const { wallets, records } = await expectBooksToBalance(one.storage);
  expect(wallets.map(({ kind }) => kind).sort()).toEqual(['CUSTOMER', 'ESCROW', 'TREASURY']);
  expect(records).toHaveLength(1);
});

test('When one writes, then the other reads it at once and goes on from there', async () => {
  const [one, two] = await twoLedgers();
  const wallet = await one.wallet();
  for (const round of times(10)) {
    await turn([one, two], round).ledger.submit(depositTo(wallet, 1));
    expect(await walletRow(turn([two, one], round).storage, wallet)).toMatchObject({ posted: round + 1 });
  }
  await expectBooksToBalance(one.storage);
});

test('When the clocks of the two differ, then ids are in the order of the commits nevertheless', async () => {
  const one = await TestLedger.open();
  const two = await TestLedger.open(one.url, new SettableClock('2026-01-15T08:59:00.000Z'));
  const wallet = await one.wallet();
  for (const round of times(6)) await turn([one, two], round).ledger.submit(depositTo(wallet, 1));
  await expectEntriesInOrder(one, wallet, 6);
});

test('When a process starts again with its clock set back, then entries come after what was settled late', async () => {
  const early = await TestLedger.openInReview();
  const wallet = await early.wallet();
  const { transaction } = await early.ledger.submit(depositTo(wallet, 1));
  early.clock.advance(60_000);
  await early.ledger.submit(settling('post', transaction, wallet.ownerId));
  const late = await TestLedger.open(early.url, new SettableClock(transaction.createdAt.toISOString()));
  await late.ledger.submit(depositTo(wallet, 1));
  await expectEntriesInOrder(late, wallet, 2);
});

test('When both write and somebody reads transactions on and on, then none is missed', async () => {
  const ledgers = await twoLedgers();
  const [{ storage }] = ledgers;
  const wallet = await ledgers[0].wallet();
  const heard: string[] = [];
  const readOn = async () => {
    const { items } = await transactionsAfter(storage.reader.fork(), heard.at(-1) ?? '', 1_000);
    heard.push(...items.map(({ id }) => id));
  };
  for (const round of times(10)) {
    const both = times(8).map((index) => turn(ledgers, round + index).ledger.submit(depositTo(wallet, 1)));
    await Promise.race(both);
    await readOn();
    await Promise.all(both);
  }
  await readOn();
  const { transactions } = await expectBooksToBalance(storage);
  expect(transactions).toHaveLength(80);
  expect(heard).toEqual(transactions.map(({ id }) => id));
});

/** Expects ids in the order of entries, so that a reader who continues after the last known id misses none. */
async function expectEntriesInOrder(
  { storage }: TestLedger,
  wallet: { id: string },
  count: number,
): Promise<void> {
  const { entries } = await expectBooksToBalance(storage);
  const ids = entries.filter(({ wallet_id: of }) => of === wallet.id).map(({ id }) => id);
  expect(ids).toHaveLength(count);
  expect([...ids].sort()).toEqual(ids);
}
