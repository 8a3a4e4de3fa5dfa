import { expect, test } from '@jest/globals';
import type { MoneyCommand } from '../../../server/ledger/model/command.js';
import { books, expectBooksToBalance, walletRow } from '../../support/books.js';
import { depositTo, transferFrom, withdrawFrom } from '../../support/commands.js';
import { TestLedger } from '../../support/ledger.js';
import { outcomeOf, refused, WALLET_NOT_FOUND } from '../../support/outcome.js';

function reusedAfter(operation: MoneyCommand['operation'] | 'createWallet', firstSeenAt: Date) {
  return refused('IDEMPOTENCY_KEY_REUSED', 'This idempotency key was used before, for a different request', {
    operation,
    firstSeenAt: firstSeenAt.toISOString(),
  });
}

test('When a key comes back with anything changed, then it is IDEMPOTENCY_KEY_REUSED and nothing is written', async () => {
  const t = await TestLedger.open();
  const owner = await t.user();
  const source = await t.wallet({ owner, balance: 1_000 });
  const another = await t.wallet({ owner, balance: 1_000 });
  const recipient = await t.wallet();
  const first = transferFrom(source, { walletId: recipient.id }, 100, { metadata: { a: 1 } });
  const firstSeenAt = t.clock.now();
  const receipt = await outcomeOf(t.ledger.submit(first));
  t.clock.advance(1_000);
  const stored = await expectBooksToBalance(t.storage);

  const key = { idempotencyKey: first.idempotencyKey };
  const changed: MoneyCommand[] = [
    { ...first, amount: 101 },
    { ...first, currency: 'UGX' },
    { ...first, reference: '' },
    { ...first, description: 'x' },
    { ...first, metadata: null },
    { ...first, metadata: { a: '1' } },
    { ...first, fromWalletId: another.id },
    { ...first, to: { walletId: another.id } },
    // The very same wallet, but asked for in another way.
    { ...first, to: { ownerId: recipient.ownerId } },
    withdrawFrom(source, 100, { ...key, metadata: { a: 1 } }),
    depositTo(source, 100, { ...key, metadata: { a: 1 } }),
    // Even what would be refused for another reason.
    { ...first, fromWalletId: recipient.id },
    { ...first, amount: 1_000_000 },
  ];
  for (const command of changed) {
    expect(await outcomeOf(t.ledger.submit(command))).toEqual(reusedAfter('transfer', firstSeenAt));
  }
  expect(await books(t.storage)).toEqual(stored);
  expect(await outcomeOf(t.ledger.submit(first))).toEqual({ ...receipt, replayed: true });
});

test('When two operations look alike but for their name, then their keys are not the same request', async () => {
  const t = await TestLedger.open();
  const wallet = await t.wallet({ balance: 1_000 });
  const deposit = depositTo(wallet, 100);
  await t.ledger.submit(deposit);
  expect(await outcomeOf(t.ledger.submit({ ...deposit, operation: 'withdraw' }))).toEqual(
    reusedAfter('deposit', t.clock.now()),
  );
  expect(await walletRow(t.storage, wallet)).toMatchObject({ posted: 1_100 });
});

test('When only the order of fields differs, then it is the same request', async () => {
  const t = await TestLedger.open();
  const wallet = await t.wallet();
  const first = depositTo(wallet, 100, { metadata: { a: 1, b: { c: [1, 2], d: null } } });
  const receipt = await outcomeOf(t.ledger.submit(first));
  const reordered = Object.fromEntries(Object.entries(first).reverse()) as unknown as typeof first;
  const retry = { ...reordered, metadata: { b: { d: null, c: [1, 2] }, a: 1 } };
  expect(await outcomeOf(t.ledger.submit(retry))).toEqual({ ...receipt, replayed: true });
  expect((await expectBooksToBalance(t.storage)).transactions).toHaveLength(1);
});

test('When a rejected key comes back with another payload, then it is reused, not decided anew', async () => {
  const t = await TestLedger.open();
  const wallet = await t.wallet({ balance: 1_000 });
  const rejected = withdrawFrom(wallet, 1_001);
  await outcomeOf(t.ledger.submit(rejected));
  const stored = await expectBooksToBalance(t.storage);
  expect(await outcomeOf(t.ledger.submit({ ...rejected, amount: 1 }))).toEqual(
    reusedAfter('withdraw', t.clock.now()),
  );
  expect(await books(t.storage)).toEqual(stored);
});

test('When a key comes twice in one batch with two payloads, then the first has it', async () => {
  const t = await TestLedger.open();
  const wallet = await t.wallet({ balance: 1_000 });
  const first = withdrawFrom(wallet, 100);
  const outcomes = await Promise.all(
    [first, { ...first, amount: 200 }, first].map((command) => outcomeOf(t.ledger.submit(command))),
  );
  expect(outcomes).toEqual([
    expect.objectContaining({ code: 'OK', replayed: false }),
    reusedAfter('withdraw', t.clock.now()),
    { ...outcomes[0], replayed: true },
  ]);
  expect(await walletRow(t.storage, wallet)).toMatchObject({ posted: 900 });
  await expectBooksToBalance(t.storage);
});

test('When what a key was used for was not found, then the key is free for something else', async () => {
  const t = await TestLedger.open();
  const wallet = await t.wallet({ balance: 1_000 });
  const lost = withdrawFrom({ ...wallet, id: '00000000-0000-7000-8000-000000000000' }, 100);
  expect(await outcomeOf(t.ledger.submit(lost))).toEqual(WALLET_NOT_FOUND);
  const next = depositTo(wallet, 1, { idempotencyKey: lost.idempotencyKey });
  expect(await outcomeOf(t.ledger.submit(next))).toMatchObject({ code: 'OK', replayed: false });
});

test('When two people use one key, then each has an effect of their own, in one batch and in two', async () => {
  const t = await TestLedger.open();
  const [a, b, c] = [await t.wallet(), await t.wallet(), await t.wallet()];
  const idempotencyKey = 'pay-day';
  const together = await Promise.all(
    [a, b].map((w) => outcomeOf(t.ledger.submit(depositTo(w, 100, { idempotencyKey })))),
  );
  const later = await outcomeOf(t.ledger.submit(depositTo(c, 100, { idempotencyKey })));

  expect([...together, later]).toMatchObject(
    [a, b, c].map(({ id }) => ({ replayed: false, transaction: { destinationWalletId: id } })),
  );
  const stored = await expectBooksToBalance(t.storage);
  expect(stored.transactions).toHaveLength(3);
  expect(stored.records.map((record) => [record.principal_id, record.key])).toEqual(
    [a, b, c].map(({ ownerId }) => [ownerId, idempotencyKey]),
  );
});
