import { expect, test } from '@jest/globals';
import { books, expectBooksToBalance, walletRow } from '../../support/books.js';
import { depositTo, transferFrom, withdrawFrom } from '../../support/commands.js';
import { TestLedger } from '../../support/ledger.js';
import { outcomeOf, refused } from '../../support/outcome.js';

const TOO_LITTLE = refused(
  'INSUFFICIENT_FUNDS',
  'The wallet has KES 10.00 available and KES 10.01 was requested',
  {
    available: '10.00',
    requested: '10.01',
    currency: 'KES',
  },
);

test.each(['deposit', 'withdraw', 'transfer'] as const)(
  'When a %s is retried with its key, then the first answer comes again and nothing is written',
  async (operation) => {
    const t = await TestLedger.open();
    const wallet = await t.wallet({ balance: 1_000 });
    const other = await t.wallet();
    const words = { reference: 'r', description: 'd', metadata: { z: 1, a: { y: [2], b: null } } };
    const command = {
      deposit: depositTo(wallet, 600, words),
      withdraw: withdrawFrom(wallet, 600, words),
      transfer: transferFrom(wallet, { walletId: other.id }, 600, words),
    }[operation];

    const first = await outcomeOf(t.ledger.submit(command));
    expect(first).toMatchObject({ code: 'OK', replayed: false });
    const stored = await expectBooksToBalance(t.storage);
    t.clock.advance(86_400_000);
    for (let retry = 0; retry < 3; retry += 1) {
      expect(await outcomeOf(t.ledger.submit({ ...command }))).toEqual({ ...first, replayed: true });
    }
    expect(await books(t.storage)).toEqual(stored);
  },
);

test('When the wallet was emptied and frozen since, then a retry still hears of its success', async () => {
  const t = await TestLedger.open();
  const wallet = await t.wallet({ balance: 1_000 });
  const command = withdrawFrom(wallet, 700);
  const first = await outcomeOf(t.ledger.submit(command));
  await t.ledger.submit(withdrawFrom(wallet, 300));
  await t.change(wallet, { status: 'FROZEN' });
  const stored = await expectBooksToBalance(t.storage);

  expect(await outcomeOf(t.ledger.submit(command))).toEqual({ ...first, replayed: true });
  expect(await books(t.storage)).toEqual(stored);
});

test('When the balance has grown since, then a retry hears the rejection with the figures of the first time', async () => {
  const t = await TestLedger.open();
  const wallet = await t.wallet({ balance: 1_000 });
  const command = withdrawFrom(wallet, 1_001);
  expect(await outcomeOf(t.ledger.submit(command))).toEqual(TOO_LITTLE);
  await t.ledger.submit(depositTo(wallet, 5_000));
  const stored = await books(t.storage);

  expect(await outcomeOf(t.ledger.submit(command))).toEqual({ ...TOO_LITTLE, replayed: true });
  expect(await books(t.storage)).toEqual(stored);
  expect(await outcomeOf(t.ledger.submit(withdrawFrom(wallet, 1_001)))).toMatchObject({ code: 'OK' });
  await expectBooksToBalance(t.storage);
});

test('When one key comes three times in one batch, then there is one effect and the others are replays of it', async () => {
  const t = await TestLedger.open();
  const wallet = await t.wallet({ balance: 1_000 });
  const command = withdrawFrom(wallet, 600);
  t.batches.length = 0;
  const [first, second, third] = await Promise.all(
    [command, command, command].map((same) => outcomeOf(t.ledger.submit(same))),
  );
  expect(t.batches.map(({ size }) => size)).toEqual([3]);
  expect(first).toMatchObject({ code: 'OK', replayed: false });
  expect([second, third]).toEqual([
    { ...first, replayed: true },
    { ...first, replayed: true },
  ]);
  const stored = await expectBooksToBalance(t.storage);
  expect(stored.transactions).toHaveLength(2);
  expect(await walletRow(t.storage, wallet)).toMatchObject({ posted: 400, sequence: 2 });
});

test('When a rejected key comes twice in one batch, then the second hears the first decision, whatever came between', async () => {
  const t = await TestLedger.open();
  const wallet = await t.wallet({ balance: 1_000 });
  const command = withdrawFrom(wallet, 1_001);
  const outcomes = await Promise.all(
    [command, depositTo(wallet, 5_000), command].map((each) => outcomeOf(t.ledger.submit(each))),
  );
  expect(outcomes).toEqual([
    TOO_LITTLE,
    expect.objectContaining({ code: 'OK' }),
    { ...TOO_LITTLE, replayed: true },
  ]);
  expect(await walletRow(t.storage, wallet)).toMatchObject({ posted: 6_000 });
});

test('When a duplicate arrives while the first is being written, then it waits and hears the first one’s outcome', async () => {
  const t = await TestLedger.open();
  const wallet = await t.wallet({ balance: 1_000 });
  const command = withdrawFrom(wallet, 600);
  const first = outcomeOf(t.ledger.submit(command));
  while (t.ledger.queueLength > 0) await new Promise(setImmediate);
  const second = outcomeOf(t.ledger.submit(command));

  expect(await second).toEqual({ ...(await first), replayed: true });
  expect(await first).toMatchObject({ code: 'OK', replayed: false });
  expect((await expectBooksToBalance(t.storage)).transactions).toHaveLength(2);
});

test('When the process starts again, then every key still stands for what it did', async () => {
  const before = await TestLedger.open();
  const wallet = await before.wallet({ balance: 1_000 });
  const rejected = withdrawFrom(wallet, 1_001);
  const posted = withdrawFrom(wallet, 600, { metadata: { note: 'ü' } });
  expect(await outcomeOf(before.ledger.submit(rejected))).toEqual(TOO_LITTLE);
  const first = await outcomeOf(before.ledger.submit(posted));
  const stored = await expectBooksToBalance(before.storage);

  const after = await before.reopen();
  expect(await outcomeOf(after.ledger.submit(rejected))).toEqual({ ...TOO_LITTLE, replayed: true });
  expect(await outcomeOf(after.ledger.submit(posted))).toEqual({ ...first, replayed: true });
  expect(await expectBooksToBalance(after.storage)).toEqual(stored);
});
