import { expect, test } from '@jest/globals';
import { systemWalletId } from '../../../../server/ledger/model/ids.js';
import { entriesOf, expectBooksToBalance } from '../../../support/books.js';
import { depositTo } from '../../../support/commands.js';
import { TestLedger } from '../../../support/ledger.js';
import { outcomeOf, refused } from '../../../support/outcome.js';
import { expectPinnedRefusal } from '../../../support/refusals.js';
import { REFUSED_BY_DATABASE } from '../../../support/refused-by-database.js';

test('When a customer deposits, then the money is theirs and the treasury owes as much', async () => {
  const t = await TestLedger.open();
  const wallet = await t.wallet({ currency: 'KES' });
  const treasury = systemWalletId('TREASURY', 'KES');
  t.clock.advance(60_000);
  const now = t.clock.now();

  const command = depositTo(wallet, 1250, {
    reference: 'MPESA-1',
    description: 'Pay day',
    metadata: { channel: 'mpesa', tags: ['a', 1, null, true] },
  });
  const outcome = await outcomeOf(t.ledger.submit(command));

  expect(outcome).toEqual({
    code: 'OK',
    replayed: false,
    transaction: {
      id: expect.any(String),
      type: 'DEPOSIT',
      status: 'POSTED',
      amount: 1250,
      currency: 'KES',
      sourceWalletId: treasury,
      destinationWalletId: wallet.id,
      initiatedById: wallet.ownerId,
      reference: 'MPESA-1',
      description: 'Pay day',
      metadata: { channel: 'mpesa', tags: ['a', 1, null, true] },
      createdAt: now,
      postedAt: now,
      voidedAt: null,
      expiresAt: null,
      reversalOfId: null,
    },
  });
  const stored = await expectBooksToBalance(t.storage);
  expect(stored.transactions).toEqual([
    {
      id: expect.any(String),
      type: 'DEPOSIT',
      status: 'POSTED',
      amount: 1250,
      currency: 'KES',
      source_wallet_id: treasury,
      destination_wallet_id: wallet.id,
      initiated_by_id: wallet.ownerId,
      reference: 'MPESA-1',
      description: 'Pay day',
      metadata: '{"channel":"mpesa","tags":["a",1,null,true]}',
      created_at: now.getTime(),
      posted_at: now.getTime(),
      reversal_of_id: null,
      expires_at: null,
      voided_at: null,
    },
  ]);
  expect(stored.entries).toHaveLength(2);
  expect(entriesOf(stored, wallet)).toEqual([[1250, 1250]]);
  expect(entriesOf(stored, { id: treasury })).toEqual([[-1250, -1250]]);
  expect(stored.records).toMatchObject([
    {
      principal_id: wallet.ownerId,
      key: command.idempotencyKey,
      operation: 'deposit',
      transaction_id: stored.transactions[0]?.id,
      rejection_code: null,
    },
  ]);
});

test('When several deposits follow each other, then each entry continues the balance of the one before', async () => {
  const t = await TestLedger.open();
  const wallet = await t.wallet();
  for (const amount of [100, 1, 899]) await t.ledger.submit(depositTo(wallet, amount));

  const stored = await expectBooksToBalance(t.storage);
  expect(entriesOf(stored, wallet)).toEqual([
    [100, 100],
    [1, 101],
    [899, 1000],
  ]);
  expect(stored.wallets.find(({ id }) => id === wallet.id)).toMatchObject({ posted: 1000, sequence: 3 });
});

test('When the currency is not the wallet’s, then the deposit is a CURRENCY_MISMATCH', async () => {
  const t = await TestLedger.open();
  const wallet = await t.wallet({ currency: 'KES' });
  await t.wallet({ currency: 'JPY' });
  for (const currency of ['JPY', 'KWD'] as const) {
    await expectPinnedRefusal(
      t,
      depositTo(wallet, 100, { currency }),
      refused('CURRENCY_MISMATCH', `The wallet holds KES, not ${currency}`, {
        walletCurrency: 'KES',
        requestedCurrency: currency,
      }),
    );
  }
});

test.each([0, -1, 0.5, 1_000_000_000_000_000])(
  'When an amount of %p minor units gets past every parser, then the database still refuses it',
  async (amount) => {
    const t = await TestLedger.open();
    const wallet = await t.wallet({ balance: 1_000 });
    const before = await expectBooksToBalance(t.storage);
    await expect(t.ledger.submit(depositTo(wallet, amount))).rejects.toThrow(REFUSED_BY_DATABASE);
    expect(await expectBooksToBalance(t.storage)).toEqual(before);
  },
);
