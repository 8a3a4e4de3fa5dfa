import { beforeEach, expect, test } from '@jest/globals';
import { v7 } from 'uuid';
import { systemWalletId } from '../../../../server/ledger/model/ids.js';
import { PENDING_DAYS } from '../../../../server/ledger/posting/book/review-terms.js';
import { books, entriesOf, expectBooksToBalance, walletRow } from '../../../support/books.js';
import { changing, depositTo, settling, transferFrom, withdrawFrom } from '../../../support/commands.js';
import type { TestLedger } from '../../../support/ledger.js';
import { type OwnedWallet } from '../../../support/ledger.js';
import { outcomeOf, refused } from '../../../support/outcome.js';
import { expectPinnedRefusal, expectUnpinnedRefusal } from '../../../support/refusals.js';
import { openWithSavings } from './in-review.js';

const PENDING_MS = PENDING_DAYS * 24 * 60 * 60 * 1000;
const TREASURY = { id: systemWalletId('TREASURY', 'KES') };

let t: TestLedger;
let operator: string;
/** Holds 1 000. */
let wallet: OwnedWallet;

beforeEach(async () => {
  ({ t, operator, wallet } = await openWithSavings());
});

async function pendingWithdrawal(amount: number) {
  return (await t.ledger.submit(withdrawFrom(wallet, amount))).transaction;
}

test('When a withdrawal waits, then its amount is held and nothing is posted', async () => {
  const before = await books(t.storage);
  const outcome = await outcomeOf(t.ledger.submit(withdrawFrom(wallet, 400)));

  expect(outcome).toMatchObject({
    code: 'OK',
    transaction: {
      type: 'WITHDRAWAL',
      status: 'PENDING',
      postedAt: null,
      voidedAt: null,
      expiresAt: new Date(t.clock.now().getTime() + PENDING_MS),
    },
  });
  const after = await expectBooksToBalance(t.storage);
  expect(after.entries).toEqual(before.entries);
  expect(after.auditEvents).toEqual(before.auditEvents);
  expect(await walletRow(t.storage, wallet)).toMatchObject({ posted: 1_000, held: 400, incoming: 0 });
  expect(await walletRow(t.storage, TREASURY)).toMatchObject({ posted: -1_000, held: 0, incoming: 0 });
});

test('When a part is held, then nothing can spend it', async () => {
  await pendingWithdrawal(400);
  const other = await t.wallet();
  const tooLittle = refused(
    'INSUFFICIENT_FUNDS',
    'The wallet has KES 6.00 available and KES 6.01 was requested',
    { available: '6.00', requested: '6.01', currency: 'KES' },
  );
  await expectPinnedRefusal(t, withdrawFrom(wallet, 601), tooLittle);
  await expectPinnedRefusal(t, transferFrom(wallet, { walletId: other.id }, 601), tooLittle);
  expect(await outcomeOf(t.ledger.submit(withdrawFrom(wallet, 600)))).toMatchObject({ code: 'OK' });
  expect(await walletRow(t.storage, wallet)).toMatchObject({ posted: 1_000, held: 1_000 });
});

test('When a deposit waits, then it is incoming and cannot be spent', async () => {
  await t.ledger.submit(depositTo(wallet, 500));
  expect(await walletRow(t.storage, wallet)).toMatchObject({ posted: 1_000, held: 0, incoming: 500 });
  await expectPinnedRefusal(
    t,
    withdrawFrom(wallet, 1_001),
    refused('INSUFFICIENT_FUNDS', 'The wallet has KES 10.00 available and KES 10.01 was requested', {
      available: '10.00',
      requested: '10.01',
      currency: 'KES',
    }),
  );
  await expectBooksToBalance(t.storage);
});

test('When a transfer is made in review mode, then it posts at once', async () => {
  const other = await t.wallet();
  const outcome = await outcomeOf(t.ledger.submit(transferFrom(wallet, { walletId: other.id }, 300)));
  expect(outcome).toMatchObject({ transaction: { status: 'POSTED', expiresAt: null } });
});

test('When a waiting withdrawal is posted, then the money is gone and the hold with it', async () => {
  const { id } = await pendingWithdrawal(400);
  t.clock.advance(5);
  const command = settling('post', { id }, operator, { reason: 'Paid out' });
  const outcome = await outcomeOf(t.ledger.submit(command));

  expect(outcome).toMatchObject({
    code: 'OK',
    replayed: false,
    transaction: { id, status: 'POSTED', postedAt: t.clock.now(), voidedAt: null },
  });
  expect(await outcomeOf(t.ledger.submit(command))).toEqual({ ...outcome, replayed: true });
  const stored = await expectBooksToBalance(t.storage);
  expect(entriesOf(stored, wallet)).toEqual([
    [1_000, 1_000],
    [-400, 600],
  ]);
  expect(entriesOf(stored, TREASURY)).toEqual([
    [-1_000, -1_000],
    [400, -600],
  ]);
  expect(await walletRow(t.storage, wallet)).toMatchObject({ posted: 600, held: 0, sequence: 2 });
  expect(stored.auditEvents.at(-1)).toMatchObject({
    actor_id: operator,
    action: 'TRANSACTION_POSTED',
    transaction_id: id,
    reason: 'Paid out',
  });
});

test('When a waiting deposit is posted, then it is in the balance and no longer incoming', async () => {
  const { transaction } = await t.ledger.submit(depositTo(wallet, 500));
  await t.ledger.submit(settling('post', transaction, operator));
  expect(await walletRow(t.storage, wallet)).toMatchObject({ posted: 1_500, incoming: 0, sequence: 2 });
  await expectBooksToBalance(t.storage);
});

test.each(['withdraw', 'deposit'] as const)(
  'When a waiting %s is voided, then all is as before it but for its row',
  async (operation) => {
    const before = await walletRow(t.storage, wallet);
    const { entries } = await books(t.storage);
    const asked = operation === 'withdraw' ? withdrawFrom(wallet, 400) : depositTo(wallet, 400);
    const { transaction } = await t.ledger.submit(asked);
    const command = settling('void', transaction, operator, { reason: 'Wrong account' });
    const outcome = await outcomeOf(t.ledger.submit(command));

    expect(outcome).toMatchObject({
      transaction: { id: transaction.id, status: 'VOIDED', voidedAt: t.clock.now(), postedAt: null },
    });
    expect(await outcomeOf(t.ledger.submit(command))).toEqual({ ...outcome, replayed: true });
    const stored = await expectBooksToBalance(t.storage);
    expect(stored.entries).toEqual(entries);
    expect(await walletRow(t.storage, wallet)).toEqual(before);
    expect(stored.auditEvents.slice(1)).toMatchObject([
      { action: 'TRANSACTION_VOIDED', transaction_id: transaction.id, reason: 'Wrong account' },
    ]);
    // The first key shows the transaction as it is now.
    expect(await outcomeOf(t.ledger.submit(asked))).toMatchObject({
      replayed: true,
      transaction: { status: 'VOIDED' },
    });
  },
);

test.each([
  ['post', 'VOIDED'],
  ['void', 'VOIDED'],
  ['post', 'POSTED'],
  ['void', 'POSTED'],
] as const)('When %s comes after it is %s, then it is INVALID_STATE', async (operation, status) => {
  const transaction = await pendingWithdrawal(400);
  await t.ledger.submit(settling(status === 'POSTED' ? 'post' : 'void', transaction, operator));
  await expectPinnedRefusal(
    t,
    settling(operation, transaction, operator),
    refused('INVALID_STATE', `The transaction is ${status} already`, { status }),
  );
});

test('When a transaction is not there, then it cannot be settled, and the key stays free', async () => {
  for (const operation of ['post', 'void', 'reverse'] as const) {
    await expectUnpinnedRefusal(
      t,
      settling(operation, { id: v7() }, operator),
      refused('NOT_FOUND', 'No such transaction', { what: 'transaction', field: 'id' }),
    );
  }
});

test('When the wallet is frozen, then what waits cannot be posted but voided', async () => {
  const transaction = await pendingWithdrawal(400);
  await t.ledger.changeWallet(changing('freeze', wallet, operator));
  await expectPinnedRefusal(
    t,
    settling('post', transaction, operator),
    refused('WALLET_FROZEN', 'The wallet is frozen'),
  );
  expect(await outcomeOf(t.ledger.submit(settling('void', transaction, operator)))).toMatchObject({
    transaction: { status: 'VOIDED' },
  });
  expect(await walletRow(t.storage, wallet)).toMatchObject({ status: 'FROZEN', posted: 1_000, held: 0 });
  await expectBooksToBalance(t.storage);
});
