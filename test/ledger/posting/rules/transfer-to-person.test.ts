import { expect, test } from '@jest/globals';
import { expectBooksToBalance, walletRow } from '../../../support/books.js';
import { transferFrom } from '../../../support/commands.js';
import { TestLedger, type OwnedWallet } from '../../../support/ledger.js';
import { outcomeOf, refused } from '../../../support/outcome.js';
import { expectUnpinnedRefusal } from '../../../support/refusals.js';

const NO_WALLET = refused('NOT_FOUND', 'Nobody with this email can receive money in this currency', {
  ...{ what: 'recipient', field: 'toEmail' },
});

async function send(t: TestLedger, source: OwnedWallet, ownerId: string) {
  return outcomeOf(t.ledger.submit(transferFrom(source, { ownerId }, 100)));
}

test('When money is sent to a person, then their oldest wallet of the currency gets it', async () => {
  const t = await TestLedger.open();
  const source = await t.wallet({ balance: 1_000 });
  const owner = await t.user();
  const otherCurrency = await t.wallet({ owner, currency: 'UGX' });
  const oldest = await t.wallet({ owner });
  t.clock.advance(1);
  const newer = await t.wallet({ owner });

  expect(await send(t, source, owner.id)).toMatchObject({
    code: 'OK',
    transaction: { type: 'TRANSFER', sourceWalletId: source.id, destinationWalletId: oldest.id, amount: 100 },
  });
  expect(await walletRow(t.storage, oldest)).toMatchObject({ posted: 100, sequence: 1 });
  expect(await walletRow(t.storage, newer)).toMatchObject({ posted: 0, sequence: 0 });
  expect(await walletRow(t.storage, otherCurrency)).toMatchObject({ posted: 0, sequence: 0 });
  await expectBooksToBalance(t.storage);
});

test.each(['FROZEN', 'CLOSED'] as const)(
  'When the oldest wallet of the person is %s, then the oldest ACTIVE one gets the money',
  async (status) => {
    const t = await TestLedger.open();
    const source = await t.wallet({ balance: 1_000 });
    const owner = await t.user();
    const oldest = await t.wallet({ owner });
    const active = await t.wallet({ owner });
    await t.change(oldest, { status });
    expect(await send(t, source, owner.id)).toMatchObject({
      code: 'OK',
      transaction: { destinationWalletId: active.id },
    });
    expect(await walletRow(t.storage, oldest)).toMatchObject({ posted: 0 });
    await expectBooksToBalance(t.storage);
  },
);

test('When the person has no active wallet of the currency, then it is NOT_FOUND until they open one', async () => {
  const t = await TestLedger.open();
  const source = await t.wallet({ balance: 1_000 });
  const owner = await t.user();
  await t.wallet({ owner, currency: 'UGX' });
  await t.change(await t.wallet({ owner }), { status: 'CLOSED' });
  const command = transferFrom(source, { ownerId: owner.id }, 100);
  await expectUnpinnedRefusal(t, command, NO_WALLET);

  const opened = await t.wallet({ owner });
  expect(await outcomeOf(t.ledger.submit(command))).toMatchObject({
    code: 'OK',
    replayed: false,
    transaction: { destinationWalletId: opened.id },
  });
});

test('When the person does not exist, then it is NOT_FOUND in the same words', async () => {
  const t = await TestLedger.open();
  const source = await t.wallet({ balance: 1_000 });
  await expectUnpinnedRefusal(
    t,
    transferFrom(source, { ownerId: '00000000-0000-7000-8000-000000000000' }, 100),
    NO_WALLET,
  );
});

test('When the recipient’s wallet is frozen afterwards, then a retry still names the wallet of the first time', async () => {
  const t = await TestLedger.open();
  const source = await t.wallet({ balance: 1_000 });
  const owner = await t.user();
  const first = await t.wallet({ owner });
  const command = transferFrom(source, { ownerId: owner.id }, 100);
  await t.ledger.submit(command);
  await t.wallet({ owner });
  await t.change(first, { status: 'FROZEN' });

  expect(await outcomeOf(t.ledger.submit(command))).toMatchObject({
    code: 'OK',
    replayed: true,
    transaction: { destinationWalletId: first.id },
  });
  expect((await expectBooksToBalance(t.storage)).transactions).toHaveLength(2);
});
