import { beforeEach, expect, test } from '@jest/globals';
import { settlementPolicy } from '../../../../server/ledger/posting/book/review-terms.js';
import { books, entriesOf, expectBooksToBalance, walletRow } from '../../../support/books.js';
import { changing, depositTo, settling, transferFrom, withdrawFrom } from '../../../support/commands.js';
import { TestLedger, type OwnedWallet } from '../../../support/ledger.js';
import { outcomeOf, refused, tally } from '../../../support/outcome.js';
import { expectPinnedRefusal } from '../../../support/refusals.js';

let t: TestLedger;
let operator: string;
/** Holds 1 000. */
let a: OwnedWallet;
let b: OwnedWallet;

beforeEach(async () => {
  t = await TestLedger.open();
  operator = (await t.user({ role: 'OPERATOR' })).id;
  a = await t.wallet({ balance: 1_000 });
  b = await t.wallet();
});

async function sent(amount: number) {
  const command = transferFrom(a, { walletId: b.id }, amount, { reference: 'order-1' });
  return (await t.ledger.submit(command)).transaction;
}

test('When a transfer is reversed, then the money is back by a new transaction, and the old one stays', async () => {
  const original = await sent(300);
  const before = await books(t.storage);
  const command = settling('reverse', original, operator, { reason: 'Sent twice' });
  const outcome = await outcomeOf(t.ledger.submit(command));

  expect(outcome).toEqual({
    code: 'OK',
    replayed: false,
    transaction: {
      id: expect.any(String),
      type: 'REVERSAL',
      status: 'POSTED',
      amount: 300,
      currency: 'KES',
      sourceWalletId: b.id,
      destinationWalletId: a.id,
      initiatedById: operator,
      reference: 'order-1',
      description: null,
      metadata: null,
      createdAt: t.clock.now(),
      postedAt: t.clock.now(),
      voidedAt: null,
      expiresAt: null,
      reversalOfId: original.id,
    },
  });
  expect(await outcomeOf(t.ledger.submit(command))).toEqual({ ...outcome, replayed: true });
  const stored = await expectBooksToBalance(t.storage);
  expect(stored.transactions).toHaveLength(before.transactions.length + 1);
  expect(stored.transactions).toEqual(expect.arrayContaining([...before.transactions]));
  expect(entriesOf(stored, a)).toEqual([
    [1_000, 1_000],
    [-300, 700],
    [300, 1_000],
  ]);
  expect(entriesOf(stored, b)).toEqual([
    [300, 300],
    [-300, 0],
  ]);
  expect(stored.auditEvents).toMatchObject([
    {
      sequence: 1,
      actor_id: operator,
      action: 'TRANSACTION_REVERSED',
      transaction_id: original.id,
      reason: 'Sent twice',
    },
  ]);
});

test('When a deposit and a withdrawal are reversed, then the treasury gets and gives it back', async () => {
  const { transaction: paidIn } = await t.ledger.submit(depositTo(b, 500));
  const { transaction: paidOut } = await t.ledger.submit(withdrawFrom(a, 1_000));
  await t.ledger.submit(settling('reverse', paidIn, operator));
  await t.ledger.submit(settling('reverse', paidOut, operator));
  expect(await walletRow(t.storage, b)).toMatchObject({ posted: 0, sequence: 2 });
  expect(await walletRow(t.storage, a)).toMatchObject({ posted: 1_000, sequence: 3 });
  await expectBooksToBalance(t.storage);
});

test('When the money is gone, or held, then the reversal is INSUFFICIENT_FUNDS', async () => {
  const original = await sent(300);
  await t.ledger.submit(withdrawFrom(b, 100));
  const inReview = await t.twin(settlementPolicy('review'));
  await inReview.ledger.submit(withdrawFrom(b, 50));
  await expectPinnedRefusal(
    t,
    settling('reverse', original, operator),
    refused('INSUFFICIENT_FUNDS', 'The wallet has KES 1.50 available and KES 3.00 was requested', {
      available: '1.50',
      requested: '3.00',
      currency: 'KES',
    }),
  );
  // With the money back, another attempt succeeds.
  await t.ledger.submit(depositTo(b, 150));
  expect(await outcomeOf(t.ledger.submit(settling('reverse', original, operator)))).toMatchObject({
    code: 'OK',
  });
  await expectBooksToBalance(t.storage);
});

test('When it is reversed twice, then the second is INVALID_STATE and names the first', async () => {
  const original = await sent(300);
  const { transaction: reversal } = await t.ledger.submit(settling('reverse', original, operator));
  await expectPinnedRefusal(
    t,
    settling('reverse', original, operator),
    refused('INVALID_STATE', 'The transaction was reversed already', { reversedById: reversal.id }),
  );
});

test('When many reverse it at once, in one batch, then one does and the others hear of it', async () => {
  const original = await sent(300);
  await t.ledger.submit(depositTo(b, 10_000));
  t.batches.length = 0;
  const outcomes = await Promise.all(
    Array.from({ length: 20 }, async () =>
      outcomeOf(t.ledger.submit(settling('reverse', original, operator))),
    ),
  );
  expect(t.batches.map(({ size }) => size)).toEqual([20]);
  expect(tally(outcomes)).toEqual({ OK: 1, INVALID_STATE: 19 });
  const { auditEvents } = await expectBooksToBalance(t.storage);
  expect(auditEvents).toHaveLength(1);
  expect(await walletRow(t.storage, b)).toMatchObject({ posted: 10_000, sequence: 3 });
});

test('When a reversal is reversed, then it is INVALID_STATE', async () => {
  const { transaction: reversal } = await t.ledger.submit(settling('reverse', await sent(300), operator));
  await expectPinnedRefusal(
    t,
    settling('reverse', reversal, operator),
    refused('INVALID_STATE', 'A reversal is final', { type: 'REVERSAL' }),
  );
});

test('When it is pending or voided, then there is nothing to reverse', async () => {
  const inReview = await t.twin(settlementPolicy('review'));
  const { transaction } = await inReview.ledger.submit(withdrawFrom(a, 300));
  const words = (status: string) =>
    refused('INVALID_STATE', `The transaction is ${status}; only a POSTED one is reversed`, { status });
  await expectPinnedRefusal(t, settling('reverse', transaction, operator), words('PENDING'));
  await t.ledger.submit(settling('void', transaction, operator));
  await expectPinnedRefusal(t, settling('reverse', transaction, operator), words('VOIDED'));
});

test('When a wallet is frozen, then the money comes back all the same', async () => {
  const original = await sent(300);
  await t.ledger.changeWallet(changing('freeze', b, operator));
  expect(await outcomeOf(t.ledger.submit(settling('reverse', original, operator)))).toMatchObject({
    code: 'OK',
  });
  expect(await walletRow(t.storage, b)).toMatchObject({ status: 'FROZEN', posted: 0 });
  await expectBooksToBalance(t.storage);
});

test('When a wallet is closed, then nothing comes back to it', async () => {
  const original = await sent(1_000);
  await t.ledger.changeWallet(changing('close', a, operator));
  await expectPinnedRefusal(
    t,
    settling('reverse', original, operator),
    refused('WALLET_CLOSED', 'The wallet is closed'),
  );
});
