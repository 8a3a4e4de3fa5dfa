import { beforeEach, expect, test } from '@jest/globals';
import { v4 } from 'uuid';
import type { MoneyCommand } from '../../../server/ledger/model/command.js';
import { settlementPolicy } from '../../../server/ledger/posting/book/review-terms.js';
import { books, expectBooksToBalance, walletRow } from '../../support/books.js';
import { depositTo, transferFrom, withdrawFrom } from '../../support/commands.js';
import { TestLedger, type OwnedWallet } from '../../support/ledger.js';
import { failureOf, outcomeOf, WALLET_NOT_FOUND } from '../../support/outcome.js';

let t: TestLedger;
/** Holds 1 000, of which 100 are held. */
let a: OwnedWallet;
let b: OwnedWallet;
let frozen: OwnedWallet;

beforeEach(async () => {
  t = await TestLedger.open();
  a = await t.wallet({ balance: 1_000 });
  [b, frozen] = [await t.wallet(), await t.wallet()];
  await t.change(frozen, { status: 'FROZEN' });
  await (await t.twin(settlementPolicy('review'))).ledger.submit(withdrawFrom(a, 100));
});

const preview = async (command: MoneyCommand, ledger = t) =>
  ledger.ledger.preview(ledger.storage.reader.fork(), command);

/** Its named fields alone. */
const plain = (row: object | undefined) => Object.fromEntries(Object.entries(row ?? {}));

test.each([
  ['a deposit', () => depositTo(a, 50)],
  ['a withdrawal of all that is available', () => withdrawFrom(a, 900)],
  ['a withdrawal of too much', () => withdrawFrom(a, 901)],
  ['a transfer', () => transferFrom(a, { walletId: b.id }, 900)],
  ['a transfer to a person', () => transferFrom(a, { ownerId: b.ownerId }, 1)],
  ['a transfer to a frozen wallet', () => transferFrom(a, { walletId: frozen.id }, 1)],
  ['a transfer to itself', () => transferFrom(a, { walletId: a.id }, 1)],
  ['another currency', () => depositTo(a, 1, { currency: 'UGX' })],
])(
  'When %s is previewed, then nothing is written, and asked for it comes to just that',
  async (_what, make) => {
    for (const ledger of [t, await t.twin(settlementPolicy('review'))]) {
      const command = make();
      const before = await books(t.storage);
      const previewed = await preview(command, ledger);
      expect(await books(t.storage)).toEqual(before);

      const outcome = await outcomeOf(ledger.ledger.submit(command));
      if (outcome.code === 'OK') {
        expect(previewed.rejection).toBeUndefined();
        expect(plain(previewed.transaction)).toEqual({
          ...plain(outcome.transaction),
          id: expect.any(String),
        });
      } else {
        expect(failureOf(previewed.rejection)).toEqual(outcome);
        expect(previewed.transaction).toBeUndefined();
        expect(previewed.wallets).toEqual([]);
      }
      for (const { wallet, before: stood, after } of previewed.wallets) {
        expect(before.wallets.find(({ id }) => id === wallet.id)).toMatchObject(stood);
        expect(await walletRow(t.storage, wallet)).toMatchObject(after);
      }
      await expectBooksToBalance(t.storage);
    }
  },
);

test('When the wallet is missing or somebody else’s, then it is NOT_FOUND', async () => {
  for (const command of [
    withdrawFrom({ ...a, id: v4() }, 1),
    withdrawFrom(a, 1, { principalId: b.ownerId }),
    transferFrom(a, { walletId: v4() }, 1),
  ]) {
    expect(await preview(command).then(() => undefined, failureOf)).toEqual(WALLET_NOT_FOUND);
  }
});

test('When a rule makes withdrawals wait, then the preview says so', async () => {
  const { id: operatorId } = await t.user({ role: 'OPERATOR' });
  await t.ledger.setReviewRule({ currency: 'KES', withdrawalsAbove: 10, operatorId, reason: 'Fraud' });
  expect((await preview(withdrawFrom(a, 10))).transaction?.status).toBe('POSTED');
  expect((await preview(withdrawFrom(a, 11))).transaction).toMatchObject({
    status: 'PENDING',
    expiresAt: new Date(t.clock.now().getTime() + t.policy.pendingMs),
  });
});
