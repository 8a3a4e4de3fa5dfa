import { expect, test } from '@jest/globals';
import { systemWalletId } from '../../../../server/ledger/model/ids.js';
import { settlementPolicy } from '../../../../server/ledger/posting/book/review-terms.js';
import { entriesOf, expectBooksToBalance, walletRow } from '../../../support/books.js';
import { withdrawFrom } from '../../../support/commands.js';
import { TestLedger } from '../../../support/ledger.js';
import { outcomeOf, refused } from '../../../support/outcome.js';
import { expectPinnedRefusal } from '../../../support/refusals.js';

test('When a customer withdraws, then the wallet has less and the treasury owes less', async () => {
  const t = await TestLedger.open();
  const wallet = await t.wallet({ balance: 1_000 });
  const treasury = systemWalletId('TREASURY', 'KES');

  const outcome = await outcomeOf(t.ledger.submit(withdrawFrom(wallet, 400, { description: 'School fees' })));

  expect(outcome).toEqual({
    code: 'OK',
    replayed: false,
    transaction: {
      id: expect.any(String),
      type: 'WITHDRAWAL',
      status: 'POSTED',
      amount: 400,
      currency: 'KES',
      sourceWalletId: wallet.id,
      destinationWalletId: treasury,
      initiatedById: wallet.ownerId,
      reference: null,
      description: 'School fees',
      metadata: null,
      createdAt: t.clock.now(),
      postedAt: t.clock.now(),
      voidedAt: null,
      expiresAt: null,
      reversalOfId: null,
    },
  });
  const stored = await expectBooksToBalance(t.storage);
  expect(stored.transactions.map(({ type, amount }) => [type, amount])).toEqual([
    ['DEPOSIT', 1_000],
    ['WITHDRAWAL', 400],
  ]);
  expect(entriesOf(stored, wallet)).toEqual([
    [1_000, 1_000],
    [-400, 600],
  ]);
  expect(entriesOf(stored, { id: treasury })).toEqual([
    [-1_000, -1_000],
    [400, -600],
  ]);
});

test('When the whole balance is withdrawn, then nothing is left', async () => {
  const t = await TestLedger.open();
  const wallet = await t.wallet({ balance: 1_000 });
  expect(await outcomeOf(t.ledger.submit(withdrawFrom(wallet, 1_000)))).toMatchObject({ code: 'OK' });
  expect(await walletRow(t.storage, wallet)).toMatchObject({ posted: 0, sequence: 2 });
  await expectBooksToBalance(t.storage);
});

test('When one unit more than the balance is withdrawn, then it is INSUFFICIENT_FUNDS with both figures', async () => {
  const t = await TestLedger.open();
  const wallet = await t.wallet({ balance: 1_000 });
  await expectPinnedRefusal(
    t,
    withdrawFrom(wallet, 1_001),
    refused('INSUFFICIENT_FUNDS', 'The wallet has KES 10.00 available and KES 10.01 was requested', {
      available: '10.00',
      requested: '10.01',
      currency: 'KES',
    }),
  );
});

test('When the wallet is empty, then even one unit is INSUFFICIENT_FUNDS', async () => {
  const t = await TestLedger.open();
  const wallet = await t.wallet({ currency: 'JPY' });
  await expectPinnedRefusal(
    t,
    withdrawFrom(wallet, 1),
    refused('INSUFFICIENT_FUNDS', 'The wallet has JPY 0 available and JPY 1 was requested', {
      available: '0',
      requested: '1',
      currency: 'JPY',
    }),
  );
});

test('When a part is held, then only what is not held can be withdrawn', async () => {
  const t = await TestLedger.open();
  const wallet = await t.wallet({ balance: 1_000 });
  const inReview = await t.twin(settlementPolicy('review'));
  await inReview.ledger.submit(withdrawFrom(wallet, 300));

  await expectPinnedRefusal(
    t,
    withdrawFrom(wallet, 701),
    refused('INSUFFICIENT_FUNDS', 'The wallet has KES 7.00 available and KES 7.01 was requested', {
      available: '7.00',
      requested: '7.01',
      currency: 'KES',
    }),
  );
  expect(await outcomeOf(t.ledger.submit(withdrawFrom(wallet, 700)))).toMatchObject({ code: 'OK' });
  expect(await walletRow(t.storage, wallet)).toMatchObject({ posted: 300, held: 300, sequence: 2 });
  await expectBooksToBalance(t.storage);
});

test('When the currency is not the wallet’s, then the withdrawal is a CURRENCY_MISMATCH', async () => {
  const t = await TestLedger.open();
  const wallet = await t.wallet({ currency: 'KES', balance: 1_000 });
  await t.wallet({ currency: 'UGX' });
  await expectPinnedRefusal(
    t,
    withdrawFrom(wallet, 100, { currency: 'UGX' }),
    refused('CURRENCY_MISMATCH', 'The wallet holds KES, not UGX', {
      walletCurrency: 'KES',
      requestedCurrency: 'UGX',
    }),
  );
});
