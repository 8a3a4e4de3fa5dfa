import { expect, test } from '@jest/globals';
import { expectBooksToBalance, walletRow } from '../../support/books.js';
import { depositTo, transferFrom, withdrawFrom } from '../../support/commands.js';
import { TestLedger } from '../../support/ledger.js';

test('When a batch changes some balances and leaves others where they were, then every wallet is stored as it should be', async () => {
  const t = await TestLedger.open();
  const [kept, richer, poorer] = await Promise.all(
    [1_000, 1_000, 1_000].map(async (balance) => t.wallet({ balance })),
  );
  if (!kept || !richer || !poorer) throw new Error('A wallet is missing');

  // Submitted without waiting, so that they share a unit of work: the first wallet changes in nothing but its sequence.
  await Promise.all(
    [
      depositTo(kept, 250),
      withdrawFrom(kept, 250),
      depositTo(richer, 5),
      transferFrom(poorer, { walletId: richer.id }, 40),
    ].map(async (command) => t.ledger.submit(command)),
  );

  expect(await walletRow(t.storage, kept)).toMatchObject({ posted: 1_000, sequence: 3 });
  expect(await walletRow(t.storage, richer)).toMatchObject({ posted: 1_045, sequence: 3 });
  expect(await walletRow(t.storage, poorer)).toMatchObject({ posted: 960, sequence: 2 });
  await expectBooksToBalance(t.storage);
});

test('When every wallet of a batch changes in the same columns, then each gets its own values', async () => {
  const t = await TestLedger.open();
  const wallets = await Promise.all(Array.from({ length: 40 }, async () => t.wallet({ balance: 100 })));
  await Promise.all(wallets.map(async (wallet, index) => t.ledger.submit(depositTo(wallet, index + 1))));

  for (const [index, wallet] of wallets.entries()) {
    expect(await walletRow(t.storage, wallet)).toMatchObject({ posted: 101 + index, sequence: 2, held: 0 });
  }
  await expectBooksToBalance(t.storage);
});
