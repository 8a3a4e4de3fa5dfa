import { expect, test } from '@jest/globals';
import { expectBooksToBalance } from '../../support/books.js';
import { depositTo, withdrawFrom } from '../../support/commands.js';
import { TestLedger } from '../../support/ledger.js';
import { outcomeOf, tally } from '../../support/outcome.js';

test('When more wait than the queue holds, then the next is UNAVAILABLE at once and the others are all answered', async () => {
  const t = await TestLedger.open();
  const wallet = await t.wallet();
  // One key, so that ten thousand answers cost one transaction.
  const command = depositTo(wallet, 100);
  const answers = Array.from({ length: 10_000 }, () => outcomeOf(t.ledger.submit(command)));
  expect(t.ledger.queueLength).toBe(10_000);

  const tooMuch = depositTo(wallet, 7);
  expect(await outcomeOf(t.ledger.submit(tooMuch))).toEqual({
    code: 'UNAVAILABLE',
    message: 'The ledger has too much to do; nothing happened',
    details: {},
    retryable: true,
    replayed: false,
  });
  expect(tally(await Promise.all(answers))).toEqual({ OK: 10_000 });
  const stored = await expectBooksToBalance(t.storage);
  expect(stored.transactions.map(({ amount }) => amount)).toEqual([100]);

  expect(await outcomeOf(t.ledger.submit(tooMuch))).toMatchObject({ code: 'OK', replayed: false });
});

test('When commands arrive together, then they share a unit of work, and a lone one waits for nobody', async () => {
  const t = await TestLedger.open();
  const wallet = await t.wallet();
  t.batches.length = 0;
  await t.ledger.submit(depositTo(wallet, 1));
  await Promise.all(Array.from({ length: 40 }, () => t.ledger.submit(depositTo(wallet, 1))));
  await t.ledger.submit(depositTo(wallet, 1));
  expect(t.batches.map(({ size }) => size)).toEqual([1, 40, 1]);
  expect((await expectBooksToBalance(t.storage)).transactions).toHaveLength(42);
});

test('When a batch is done, then its report says what became of each command and how long it took', async () => {
  const t = await TestLedger.open();
  const wallet = await t.wallet();
  t.batches.length = 0;
  const deposit = depositTo(wallet, 10);
  const refused = withdrawFrom(wallet, 11);
  const missing = withdrawFrom({ ...wallet, id: '00000000-0000-7000-8000-000000000000' }, 1);
  await Promise.all(
    [deposit, deposit, refused, refused, missing].map((command) => outcomeOf(t.ledger.submit(command))),
  );
  expect(t.batches).toEqual([
    {
      size: 5,
      seconds: expect.any(Number),
      outcomes: [
        { operation: 'deposit', code: 'OK', replayed: false },
        { operation: 'deposit', code: 'OK', replayed: true },
        { operation: 'withdraw', code: 'INSUFFICIENT_FUNDS', replayed: false },
        { operation: 'withdraw', code: 'INSUFFICIENT_FUNDS', replayed: true },
        { operation: 'withdraw', code: 'NOT_FOUND', replayed: false },
      ],
    },
  ]);
  expect(t.batches[0]?.seconds).toBeGreaterThan(0);
});
