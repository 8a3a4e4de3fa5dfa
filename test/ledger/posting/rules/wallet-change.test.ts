import { beforeEach, expect, test } from '@jest/globals';
import { v4 } from 'uuid';
import type { WalletCommand } from '../../../../server/ledger/model/command.js';
import { systemWalletId } from '../../../../server/ledger/model/ids.js';
import { settlementPolicy } from '../../../../server/ledger/posting/book/review-terms.js';
import { books, expectBooksToBalance, walletRow } from '../../../support/books.js';
import { changing, depositTo, settling, withdrawFrom } from '../../../support/commands.js';
import { TestLedger, type OwnedWallet } from '../../../support/ledger.js';
import { failureOf, refused, WALLET_NOT_FOUND } from '../../../support/outcome.js';

let t: TestLedger;
let operator: string;
let wallet: OwnedWallet;

beforeEach(async () => {
  t = await TestLedger.open();
  operator = (await t.user({ role: 'OPERATOR' })).id;
  wallet = await t.wallet();
});

async function change(command: WalletCommand) {
  return t.ledger
    .changeWallet(command)
    .then(
      (receipt) => ({ code: 'OK' as const, replayed: receipt.replayed, status: receipt.wallet.status }),
      failureOf,
    );
}

test('When a wallet is frozen, unfrozen and closed, then each is one event, and money stays where it is', async () => {
  const other = await t.wallet({ balance: 700 });
  expect(await change(changing('freeze', wallet, operator, { reason: 'Looked into' }))).toMatchObject({
    code: 'OK',
    status: 'FROZEN',
  });
  expect(await change(changing('unfreeze', wallet, operator, { reason: null }))).toMatchObject({
    status: 'ACTIVE',
  });
  expect(await change(changing('close', wallet, wallet.ownerId, { ownOnly: true }))).toMatchObject({
    status: 'CLOSED',
  });
  expect(await walletRow(t.storage, wallet)).toMatchObject({ status: 'CLOSED', posted: 0, sequence: 0 });
  expect(await walletRow(t.storage, other)).toMatchObject({ status: 'ACTIVE', posted: 700 });
  const { auditEvents } = await expectBooksToBalance(t.storage);
  expect(auditEvents).toMatchObject([
    { sequence: 1, action: 'WALLET_FROZEN', actor_id: operator, wallet_id: wallet.id, reason: 'Looked into' },
    { sequence: 2, action: 'WALLET_UNFROZEN', actor_id: operator, wallet_id: wallet.id, reason: null },
    { sequence: 3, action: 'WALLET_CLOSED', actor_id: wallet.ownerId, wallet_id: wallet.id },
  ]);
});

test('When it comes again with its key, then it is a replay that shows the wallet as it is now', async () => {
  const freeze = changing('freeze', wallet, operator);
  expect(await change(freeze)).toEqual({ code: 'OK', replayed: false, status: 'FROZEN' });
  await change(changing('unfreeze', wallet, operator));
  const before = await books(t.storage);
  expect(await change(freeze)).toEqual({ code: 'OK', replayed: true, status: 'ACTIVE' });
  expect(await books(t.storage)).toEqual(before);
});

test('When it comes again without a key, then the status itself refuses it, and nothing is pinned', async () => {
  const freeze = changing('freeze', wallet, operator, { idempotencyKey: null });
  const all = await Promise.all([change(freeze), change(freeze), change(freeze)]);
  expect(all.map(({ code }) => code)).toEqual(['OK', 'INVALID_STATE', 'INVALID_STATE']);
  const { records, auditEvents } = await expectBooksToBalance(t.storage);
  expect([records.length, auditEvents.length]).toEqual([0, 1]);
});

test.each([
  ['unfreeze', 'ACTIVE', refused('INVALID_STATE', 'The wallet is ACTIVE, not FROZEN', { status: 'ACTIVE' })],
  ['freeze', 'FROZEN', refused('INVALID_STATE', 'The wallet is frozen already', { status: 'FROZEN' })],
  ['freeze', 'CLOSED', refused('WALLET_CLOSED', 'The wallet is closed')],
  ['unfreeze', 'CLOSED', refused('INVALID_STATE', 'The wallet is CLOSED, not FROZEN', { status: 'CLOSED' })],
  ['close', 'CLOSED', refused('INVALID_STATE', 'The wallet is closed already', { status: 'CLOSED' })],
] as const)(
  'When %s is asked of a wallet that is %s, then it is refused and pinned',
  async (operation, status, refusal) => {
    await t.change(wallet, { status });
    const command = changing(operation, wallet, operator);
    expect(await change(command)).toEqual(refusal);
    expect(await change(command)).toEqual({ ...refusal, replayed: true });
    expect(await walletRow(t.storage, wallet)).toMatchObject({ status });
    expect((await expectBooksToBalance(t.storage)).auditEvents).toEqual([]);
  },
);

test('When an owner closes a frozen wallet, then it is WALLET_FROZEN; an operator may', async () => {
  await t.change(wallet, { status: 'FROZEN' });
  expect(await change(changing('close', wallet, wallet.ownerId, { ownOnly: true }))).toEqual(
    refused('WALLET_FROZEN', 'The wallet is frozen'),
  );
  expect(await change(changing('close', wallet, operator))).toMatchObject({ status: 'CLOSED' });
});

test('When there is money in it or on its way, then it cannot be closed', async () => {
  const notEmpty = (posted: string, held: string, incoming: string) =>
    refused('INVALID_STATE', 'Only an empty wallet with nothing pending can be closed', {
      status: 'ACTIVE',
      posted,
      held,
      incoming,
      currency: 'KES',
    });
  const close = () => change(changing('close', wallet, wallet.ownerId, { ownOnly: true }));
  const inReview = await t.twin(settlementPolicy('review'));
  const { transaction: coming } = await inReview.ledger.submit(depositTo(wallet, 5));
  expect(await close()).toEqual(notEmpty('0.00', '0.00', '0.05'));
  await t.ledger.submit(settling('post', coming, operator));
  expect(await close()).toEqual(notEmpty('0.05', '0.00', '0.00'));
  const { transaction: going } = await inReview.ledger.submit(withdrawFrom(wallet, 5));
  expect(await close()).toEqual(notEmpty('0.05', '0.05', '0.00'));
  await t.ledger.submit(settling('post', going, operator));
  expect(await close()).toMatchObject({ code: 'OK', status: 'CLOSED' });
  await expectBooksToBalance(t.storage);
});

test('When it is somebody else’s, the treasury or missing, then it is NOT_FOUND', async () => {
  const { id: stranger } = await t.user();
  await t.wallet({ balance: 1 });
  const before = await books(t.storage);
  expect(await change(changing('close', wallet, stranger, { ownOnly: true }))).toEqual(WALLET_NOT_FOUND);
  for (const id of [systemWalletId('TREASURY', 'KES'), v4()]) {
    expect(await change(changing('freeze', { id }, operator))).toEqual(WALLET_NOT_FOUND);
  }
  expect(await books(t.storage)).toEqual(before);
});
