import { expect, test } from '@jest/globals';
import { systemWalletId } from '../../../server/ledger/model/ids.js';
import { expectBooksToBalance, walletRow } from '../../support/books.js';
import { depositTo, transferFrom, withdrawFrom } from '../../support/commands.js';
import { TestLedger } from '../../support/ledger.js';
import { outcomeOf, refused, tally } from '../../support/outcome.js';

const times = (count: number) => Array.from({ length: count }, (_, index) => index);

test('When a hundred withdraw the whole balance at once, then exactly one gets it and the others are told', async () => {
  const t = await TestLedger.open();
  const wallet = await t.wallet({ balance: 1_000 });
  const outcomes = await Promise.all(
    times(100).map(() => outcomeOf(t.ledger.submit(withdrawFrom(wallet, 1_000)))),
  );

  expect(tally(outcomes)).toEqual({ OK: 1, INSUFFICIENT_FUNDS: 99 });
  const tooLittle = refused(
    'INSUFFICIENT_FUNDS',
    'The wallet has KES 0.00 available and KES 10.00 was requested',
    {
      available: '0.00',
      requested: '10.00',
      currency: 'KES',
    },
  );
  expect(outcomes.filter(({ code }) => code !== 'OK')).toEqual(times(99).map(() => tooLittle));

  const stored = await expectBooksToBalance(t.storage);
  expect(stored.transactions.map(({ type }) => type)).toEqual(['DEPOSIT', 'WITHDRAWAL']);
  expect(stored.entries).toHaveLength(4);
  expect(stored.records).toHaveLength(101);
  expect(await walletRow(t.storage, wallet)).toMatchObject({ posted: 0, sequence: 2 });
});

test('When withdrawals and transfers compete for one balance, then it is spent once', async () => {
  const t = await TestLedger.open();
  const wallet = await t.wallet({ balance: 1_000 });
  const other = await t.wallet();
  const outcomes = await Promise.all(
    times(60).map((index) =>
      outcomeOf(
        t.ledger.submit(
          index % 2 === 0
            ? withdrawFrom(wallet, 700 + index)
            : transferFrom(wallet, { walletId: other.id }, 700 + index),
        ),
      ),
    ),
  );
  expect(tally(outcomes)).toEqual({ OK: 1, INSUFFICIENT_FUNDS: 59 });
  const stored = await expectBooksToBalance(t.storage);
  expect(stored.transactions).toHaveLength(2);
  expect(await walletRow(t.storage, wallet)).toMatchObject({ posted: 300, sequence: 2 });
});

test('When two hundred calls carry one key, then there is one transaction and two hundred equal answers', async () => {
  const t = await TestLedger.open();
  const wallet = await t.wallet();
  const command = depositTo(wallet, 1_000, { metadata: { note: 'once' } });
  const outcomes = await Promise.all(times(200).map(() => outcomeOf(t.ledger.submit({ ...command }))));

  expect(outcomes[0]).toMatchObject({ code: 'OK', replayed: false });
  expect(outcomes.slice(1)).toEqual(times(199).map(() => ({ ...outcomes[0], replayed: true })));
  const stored = await expectBooksToBalance(t.storage);
  expect([stored.transactions.length, stored.entries.length, stored.records.length]).toEqual([1, 2, 1]);
  expect(await walletRow(t.storage, wallet)).toMatchObject({ posted: 1_000, sequence: 1 });
});

test('When A sends to B as B sends to A, hundreds of times, then each ends with what was sent to it', async () => {
  const t = await TestLedger.open();
  const a = await t.wallet({ balance: 100_000 });
  const b = await t.wallet({ balance: 100_000 });
  const outcomes = await Promise.all(
    times(400).map((index) => {
      const [from, to] = index % 2 === 0 ? [a, b] : [b, a];
      return outcomeOf(t.ledger.submit(transferFrom(from, { walletId: to.id }, index + 1)));
    }),
  );
  expect(tally(outcomes)).toEqual({ OK: 400 });
  const stored = await expectBooksToBalance(t.storage);
  // The 200 odd amounts left A, the 200 even ones came to it: 200 more.
  expect(await walletRow(t.storage, a)).toMatchObject({ posted: 100_200, sequence: 401 });
  expect(await walletRow(t.storage, b)).toMatchObject({ posted: 99_800, sequence: 401 });
  expect(stored.entries).toHaveLength(4 + 800);
});

test('When money goes round among poor wallets, then the sum stays and nobody is below zero', async () => {
  const t = await TestLedger.open();
  const wallets = [
    await t.wallet({ balance: 10 }),
    await t.wallet({ balance: 10 }),
    await t.wallet(),
    await t.wallet(),
  ];
  const outcomes = await Promise.all(
    times(500).map((index) => {
      const from = wallets[index % 4];
      const to = wallets[(index * 7 + 1 + (index % 3)) % 4];
      if (!from || !to) throw new Error('There are four wallets');
      return outcomeOf(t.ledger.submit(transferFrom(from, { walletId: to.id }, (index % 9) + 1)));
    }),
  );
  const codes = tally(outcomes);
  expect(Object.keys(codes).sort()).toEqual(['INSUFFICIENT_FUNDS', 'OK', 'SAME_WALLET']);
  const stored = await expectBooksToBalance(t.storage);
  expect(stored.transactions).toHaveLength(2 + (codes.OK ?? 0));
  const rows = await Promise.all(wallets.map((wallet) => walletRow(t.storage, wallet)));
  expect(rows.reduce((sum, { posted }) => sum + posted, 0)).toBe(20);
  expect(await walletRow(t.storage, { id: systemWalletId('TREASURY', 'KES') })).toMatchObject({
    posted: -20,
  });
});

test('When commands come in one after another, then they are decided in the order they came', async () => {
  const t = await TestLedger.open();
  const wallet = await t.wallet();
  const outcomes = await Promise.all(
    times(300).map((index) =>
      outcomeOf(t.ledger.submit(index % 2 === 0 ? depositTo(wallet, 5) : withdrawFrom(wallet, 5))),
    ),
  );
  expect(tally(outcomes)).toEqual({ OK: 300 });
  const stored = await expectBooksToBalance(t.storage);
  const balances = stored.entries
    .filter((entry) => entry.wallet_id === wallet.id)
    .map((entry) => entry.balance_after);
  expect(balances).toEqual(times(300).map((index) => (index % 2 === 0 ? 5 : 0)));
});

test('When a batch changes one balance and leaves another as it was, then both wallets count their entries', async () => {
  const t = await TestLedger.open();
  const level = await t.wallet({ balance: 100 });
  const richer = await t.wallet({ balance: 100 });
  const other = await t.wallet({ currency: 'JPY' });
  t.batches.length = 0;
  await Promise.all(
    [
      depositTo(level, 5),
      withdrawFrom(level, 5),
      transferFrom(level, { walletId: richer.id }, 30),
      transferFrom(richer, { walletId: level.id }, 30),
      depositTo(richer, 7),
      depositTo(other, 1),
      withdrawFrom(other, 1),
    ].map((command) => t.ledger.submit(command)),
  );
  expect(t.batches.map(({ size }) => size)).toEqual([7]);
  await expectBooksToBalance(t.storage);
  expect(await walletRow(t.storage, level)).toMatchObject({ posted: 100, sequence: 5 });
  expect(await walletRow(t.storage, richer)).toMatchObject({ posted: 107, sequence: 4 });
  expect(await walletRow(t.storage, other)).toMatchObject({ posted: 0, sequence: 2 });
});
