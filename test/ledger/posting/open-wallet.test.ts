import { expect, test } from '@jest/globals';
import { systemWalletId } from '../../../server/ledger/model/ids.js';
import { books, expectBooksToBalance } from '../../support/books.js';
import { depositTo } from '../../support/commands.js';
import { TestLedger } from '../../support/ledger.js';
import { failureOf, outcomeOf, refused } from '../../support/outcome.js';
import { REFUSED_REFERENCE } from '../../support/refused-by-database.js';

const NO_GOAL_COLUMNS = {
  ...{ goal_target: null, goal_date: null, goal_colour: null, goal_emoji: null },
  ...{ goal_began_at: null, goal_began_after: null, goal_reached_at: null },
  ...{ locked_until: null, lock_wait_hours: null, lock_opens_at: null },
};

test('When the first wallet of a currency opens, then its treasury and escrow open with it, all at zero', async () => {
  const t = await TestLedger.open();
  const { id: ownerId } = await t.user();
  const { wallet, replayed } = await t.ledger.openWallet({ ownerId, name: 'School fees', currency: 'UGX' });

  const createdAt = t.clock.now();
  const zero = { currency: 'UGX', status: 'ACTIVE', posted: 0, held: 0, incoming: 0, sequence: 0 };
  expect(replayed).toBe(false);
  expect(wallet).toMatchObject({
    ...zero,
    id: wallet.id,
    ownerId,
    kind: 'CUSTOMER',
    name: 'School fees',
    createdAt,
  });
  // The beginning of a chain is tested in `chain.test.ts`.
  const chain_head = expect.stringMatching(/^[0-9a-f]{64}$/);
  const house = {
    ...zero,
    owner_id: null,
    created_at: createdAt.getTime(),
    chain_head,
    shard_of: null,
    shard: 0,
    position: 0,
    ...NO_GOAL_COLUMNS,
  };
  const stored = await expectBooksToBalance(t.storage);
  expect(stored.wallets).toHaveLength(3);
  expect(stored.wallets).toEqual(
    expect.arrayContaining([
      { ...house, id: wallet.id, owner_id: ownerId, kind: 'CUSTOMER', name: 'School fees' },
      { ...house, id: systemWalletId('TREASURY', 'UGX'), kind: 'TREASURY', name: 'UGX treasury' },
      { ...house, id: systemWalletId('ESCROW', 'UGX'), kind: 'ESCROW', name: 'UGX escrow' },
    ]),
  );
  expect(stored.records).toEqual([]);
});

test('When more wallets of the currency open, then its treasury stays as it is, with its balance', async () => {
  const t = await TestLedger.open();
  const owner = await t.user();
  await t.wallet({ owner, balance: 500 });
  await t.wallet({ owner });
  await t.wallet();
  const { wallets } = await expectBooksToBalance(t.storage);
  expect(wallets.map(({ kind }) => kind).sort()).toEqual([
    'CUSTOMER',
    'CUSTOMER',
    'CUSTOMER',
    'ESCROW',
    'TREASURY',
  ]);
  expect(wallets.find(({ kind }) => kind === 'TREASURY')?.posted).toBe(-500);
});

test('When many open the first wallets of a currency at once, then it has one treasury and one escrow', async () => {
  const t = await TestLedger.open();
  const { id: ownerId } = await t.user();
  const opened = await Promise.all(
    Array.from({ length: 30 }, () => t.ledger.openWallet({ ownerId, name: 'n', currency: 'KES' })),
  );
  expect(new Set(opened.map(({ wallet }) => wallet.id)).size).toBe(30);
  expect((await expectBooksToBalance(t.storage)).wallets).toHaveLength(32);
});

test('When opening is retried with its key, then it is the same wallet, as it is now', async () => {
  const t = await TestLedger.open();
  const { id: ownerId } = await t.user();
  const wanted = { ownerId, name: 'Savings', currency: 'KES' } as const;
  const { wallet } = await t.ledger.openWallet(wanted, 'open-1');
  await t.ledger.submit(depositTo({ id: wallet.id, ownerId, currency: 'KES' }, 100));
  const stored = await expectBooksToBalance(t.storage);
  expect(stored.records).toContainEqual(
    expect.objectContaining({
      principal_id: ownerId,
      key: 'open-1',
      operation: 'createWallet',
      wallet_id: wallet.id,
      transaction_id: null,
      rejection_code: null,
    }),
  );

  const again = await t.ledger.openWallet({ ...wanted }, 'open-1');
  expect(again.replayed).toBe(true);
  const { chainHead } = again.wallet;
  expect(chainHead).not.toBe(wallet.chainHead);
  expect(again.wallet).toEqual(Object.assign(wallet, { posted: 100, sequence: 1, chainHead }));
  const { ledger, storage } = await t.reopen();
  expect(await ledger.openWallet(wanted, 'open-1')).toMatchObject({
    replayed: true,
    wallet: { id: wallet.id },
  });
  expect(await books(storage)).toEqual(stored);
});

test('When fifty calls open with one key at once, then there is one wallet and fifty equal answers', async () => {
  const t = await TestLedger.open();
  const { id: ownerId } = await t.user();
  const answers = await Promise.all(
    Array.from({ length: 50 }, () => t.ledger.openWallet({ ownerId, name: 'n', currency: 'KES' }, 'once')),
  );
  expect(new Set(answers.map(({ wallet }) => JSON.stringify(wallet))).size).toBe(1);
  expect(answers.filter(({ replayed }) => !replayed)).toHaveLength(1);
  const stored = await expectBooksToBalance(t.storage);
  expect([stored.wallets.length, stored.records.length]).toEqual([3, 1]);
});

test('When two people open with one key, then each has a wallet', async () => {
  const t = await TestLedger.open();
  for (const { id: ownerId } of [await t.user(), await t.user()]) {
    expect(await t.ledger.openWallet({ ownerId, name: 'n', currency: 'KES' }, 'mine')).toMatchObject({
      replayed: false,
      wallet: { ownerId },
    });
  }
  expect((await expectBooksToBalance(t.storage)).wallets).toHaveLength(4);
});

test('When a key comes back for another wallet or another operation, then it is IDEMPOTENCY_KEY_REUSED', async () => {
  const t = await TestLedger.open();
  const wallet = await t.wallet();
  const { ownerId } = wallet;
  const wanted = { ownerId, name: 'Savings', currency: 'KES' } as const;
  const deposit = depositTo(wallet, 100);
  await t.ledger.openWallet(wanted, 'open-1');
  await t.ledger.submit(deposit);
  const stored = await books(t.storage);
  const reused = (operation: string) =>
    refused('IDEMPOTENCY_KEY_REUSED', 'This idempotency key was used before, for a different request', {
      operation,
      firstSeenAt: t.clock.now().toISOString(),
    });
  const opening = async (changes: object, key: string) =>
    t.ledger.openWallet({ ...wanted, ...changes }, key).then(() => undefined, failureOf);

  expect(await opening({ name: 'savings' }, 'open-1')).toEqual(reused('createWallet'));
  expect(await opening({ currency: 'UGX' }, 'open-1')).toEqual(reused('createWallet'));
  expect(await opening({}, deposit.idempotencyKey)).toEqual(reused('deposit'));
  expect(await outcomeOf(t.ledger.submit({ ...deposit, idempotencyKey: 'open-1' }))).toEqual(
    reused('createWallet'),
  );
  expect(await books(t.storage)).toEqual(stored);
});

test('When the owner does not exist, then nothing is opened, not even a treasury', async () => {
  const t = await TestLedger.open();
  const wanted = { ownerId: '00000000-0000-7000-8000-000000000000', name: 'n', currency: 'KES' } as const;
  await expect(t.ledger.openWallet(wanted)).rejects.toThrow(REFUSED_REFERENCE);
  await expect(t.ledger.openWallet(wanted, 'key')).rejects.toThrow(REFUSED_REFERENCE);
  expect(Object.values(await books(t.storage)).flat()).toEqual([]);
});
