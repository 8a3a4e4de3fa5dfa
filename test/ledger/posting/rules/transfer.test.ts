import { expect, test } from '@jest/globals';
import { systemWalletId } from '../../../../server/ledger/model/ids.js';
import { entriesOf, expectBooksToBalance, walletRow } from '../../../support/books.js';
import { transferFrom } from '../../../support/commands.js';
import { TestLedger } from '../../../support/ledger.js';
import { outcomeOf, refused } from '../../../support/outcome.js';
import { expectPinnedRefusal } from '../../../support/refusals.js';

test('When a customer sends to another’s wallet, then what one loses the other gains', async () => {
  const t = await TestLedger.open();
  const source = await t.wallet({ balance: 1_000 });
  const destination = await t.wallet({ balance: 50 });

  const command = transferFrom(source, { walletId: destination.id }, 400, {
    reference: 'rent',
    metadata: { month: 1 },
  });
  const outcome = await outcomeOf(t.ledger.submit(command));

  expect(outcome).toEqual({
    code: 'OK',
    replayed: false,
    transaction: {
      id: expect.any(String),
      type: 'TRANSFER',
      status: 'POSTED',
      amount: 400,
      currency: 'KES',
      sourceWalletId: source.id,
      destinationWalletId: destination.id,
      initiatedById: source.ownerId,
      reference: 'rent',
      description: null,
      metadata: { month: 1 },
      createdAt: t.clock.now(),
      postedAt: t.clock.now(),
      voidedAt: null,
      expiresAt: null,
      reversalOfId: null,
    },
  });
  const stored = await expectBooksToBalance(t.storage);
  expect(entriesOf(stored, source)).toEqual([
    [1_000, 1_000],
    [-400, 600],
  ]);
  expect(entriesOf(stored, destination)).toEqual([
    [50, 50],
    [400, 450],
  ]);
  expect(stored.transactions).toHaveLength(3);
  expect(entriesOf(stored, { id: systemWalletId('TREASURY', 'KES') })).toHaveLength(2);
});

test('When a customer sends between two wallets of their own, then it is a transfer like any other', async () => {
  const t = await TestLedger.open();
  const owner = await t.user();
  const source = await t.wallet({ owner, balance: 1_000 });
  const destination = await t.wallet({ owner, name: 'Holiday' });
  const outcome = await outcomeOf(t.ledger.submit(transferFrom(source, { walletId: destination.id }, 1_000)));
  expect(outcome).toMatchObject({ code: 'OK', transaction: { type: 'TRANSFER' } });
  expect(await walletRow(t.storage, source)).toMatchObject({ posted: 0, sequence: 2 });
  expect(await walletRow(t.storage, destination)).toMatchObject({ posted: 1_000, sequence: 1 });
  await expectBooksToBalance(t.storage);
});

test('When one unit more than the balance is sent, then it is INSUFFICIENT_FUNDS and neither side changes', async () => {
  const t = await TestLedger.open();
  const source = await t.wallet({ balance: 1_000 });
  const destination = await t.wallet();
  await expectPinnedRefusal(
    t,
    transferFrom(source, { walletId: destination.id }, 1_001),
    refused('INSUFFICIENT_FUNDS', 'The wallet has KES 10.00 available and KES 10.01 was requested', {
      available: '10.00',
      requested: '10.01',
      currency: 'KES',
    }),
  );
});

test('When source and destination are one wallet, then it is SAME_WALLET', async () => {
  const t = await TestLedger.open();
  const wallet = await t.wallet({ balance: 1_000 });
  const refusal = refused('SAME_WALLET', 'A transfer needs two different wallets');
  await expectPinnedRefusal(t, transferFrom(wallet, { walletId: wallet.id }, 100), refusal);
  await expectPinnedRefusal(t, transferFrom(wallet, { ownerId: wallet.ownerId }, 100), refusal);
});

test.each(['source', 'destination', 'both'] as const)(
  'When the currency is not that of %s, then it is a CURRENCY_MISMATCH',
  async (side) => {
    const t = await TestLedger.open();
    const source = await t.wallet({ currency: side === 'destination' ? 'KES' : 'UGX', balance: 1_000 });
    const destination = await t.wallet({ currency: side === 'source' ? 'KES' : 'UGX' });
    await expectPinnedRefusal(
      t,
      transferFrom(source, { walletId: destination.id }, 100, { currency: 'KES' }),
      refused('CURRENCY_MISMATCH', 'The wallet holds UGX, not KES', {
        walletCurrency: 'UGX',
        requestedCurrency: 'KES',
      }),
    );
  },
);
