import { beforeEach, describe, expect, test } from '@jest/globals';
import { expectBooksToBalance, walletRow } from '../../support/books.js';
import { depositTo, item, settling, transferFrom, withdrawFrom } from '../../support/commands.js';
import { DAY_MS, LOCKED, SavedWallet } from '../../support/goals.js';
import { TestLedger, type OwnedWallet } from '../../support/ledger.js';
import { outcomeOf, tally } from '../../support/outcome.js';

let t: TestLedger;
let wallet: OwnedWallet;
let saved: SavedWallet;

beforeEach(async () => {
  t = await TestLedger.open();
  wallet = await t.wallet({ balance: 10_000 });
  saved = new SavedWallet(t, wallet);
});

describe('A locked wallet', () => {
  beforeEach(async () => {
    await saved.setGoal(LOCKED);
  });

  test('When its owner sends, pays out or sends to many, then it is declined, and the answer is pinned', async () => {
    const to = { walletId: (await t.wallet()).id };
    const declined = {
      code: 'WALLET_LOCKED',
      details: { lockedUntil: '2026-03-01T00:00:00.000Z', waitHours: 48, isOpening: false },
    };
    const out = withdrawFrom(wallet, 100);
    expect(await outcomeOf(t.ledger.submit(out))).toMatchObject(declined);
    expect(await outcomeOf(t.ledger.submit(transferFrom(wallet, to, 100)))).toMatchObject(declined);
    const sent = await t.ledger.submitBatch({
      ...{ operation: 'transferBatch', mode: 'EACH', principalId: wallet.ownerId, idempotencyKey: 'many' },
      items: [item(wallet, to, 100)],
    });
    expect(sent.items).toMatchObject([{ errorCode: 'WALLET_LOCKED', transactionId: null }]);
    t.clock.advance(100 * DAY_MS);
    expect(await outcomeOf(t.ledger.submit(out))).toMatchObject({ ...declined, replayed: true });
    expect(await walletRow(t.storage, wallet)).toMatchObject({ posted: 10_000, held: 0 });
    await expectBooksToBalance(t.storage);
  });

  test('When money would only be held, then it is declined as well', async () => {
    const reviewed = await TestLedger.openInReview();
    const own = await reviewed.wallet();
    await new SavedWallet(reviewed, own).setGoal(LOCKED);
    const out = withdrawFrom(own, 100);
    expect(await outcomeOf(reviewed.ledger.submit(out))).toMatchObject({ code: 'WALLET_LOCKED' });
  });

  test('When money comes in, or an operator reverses what came in, then that goes on', async () => {
    const operator = await t.user({ role: 'OPERATOR' });
    const deposit = await t.ledger.submit(depositTo(wallet, 500));
    const reversed = await outcomeOf(t.ledger.submit(settling('reverse', deposit.transaction, operator.id)));
    expect(reversed).toMatchObject({ code: 'OK' });
    const other = await t.wallet({ balance: 300 });
    const got = await outcomeOf(t.ledger.submit(transferFrom(other, { walletId: wallet.id }, 300)));
    expect(got).toMatchObject({ code: 'OK' });
    expect(await walletRow(t.storage, wallet)).toMatchObject({ posted: 10_300 });
  });

  test('When its day begins, then money may leave, and a clock that is set back locks it no more', async () => {
    t.clock.advance(Date.parse('2026-03-01') - t.clock.now().getTime() - 1);
    expect(await saved.payOut()).toMatchObject({ code: 'WALLET_LOCKED' });
    t.clock.advance(1);
    expect(await saved.payOut()).toMatchObject({ code: 'OK' });
    t.clock.advance(-30 * DAY_MS);
    expect(await saved.payOut()).toMatchObject({ code: 'OK' });
  });

  test('When its owner breaks the lock, then it opens after the wait that they chose, and no earlier', async () => {
    expect(await saved.breakLock('once')).toEqual({ code: 'OK', replayed: false });
    t.clock.advance(DAY_MS);
    expect(await saved.breakLock('once')).toEqual({ code: 'OK', replayed: true });
    expect(await saved.breakLock()).toEqual({ code: 'OK', replayed: false });
    t.clock.advance(DAY_MS - 1);
    expect(await saved.payOut()).toMatchObject({
      code: 'WALLET_LOCKED',
      details: { lockedUntil: '2026-01-17T09:00:00.000Z', waitHours: 48, isOpening: true },
    });
    t.clock.advance(1);
    expect(await saved.payOut()).toMatchObject({ code: 'OK' });
    expect(await saved.breakLock()).toMatchObject({ code: 'INVALID_STATE' });
    await expectBooksToBalance(t.storage);
  });

  test('When they keep the lock after all, then it lasts, and breaking it waits anew', async () => {
    await saved.breakLock();
    t.clock.advance(DAY_MS);
    await saved.keepLock();
    t.clock.advance(10 * DAY_MS);
    expect(await saved.payOut()).toMatchObject({ code: 'WALLET_LOCKED' });
    await saved.breakLock();
    t.clock.advance(2 * DAY_MS);
    expect(await saved.payOut()).toMatchObject({ code: 'OK' });
  });

  test('When a change would shorten the lock, then it is declined; a longer one is welcome', async () => {
    for (const shorter of [
      { date: null },
      { date: '2026-02-28' },
      { ...LOCKED, lockWaitHours: 24 },
    ] as const) {
      expect(await saved.setGoal(shorter)).toMatchObject({ code: 'WALLET_LOCKED' });
    }
    expect(await saved.removeGoal()).toMatchObject({ code: 'WALLET_LOCKED' });
    expect(await saved.setGoal({ date: '2026-04-01', target: 60_000 })).toMatchObject({ code: 'OK' });
    expect(await walletRow(t.storage, wallet)).toMatchObject({
      locked_until: Date.parse('2026-04-01'),
      lock_wait_hours: 48,
    });
  });

  test('When the lock has ended, then the goal can be removed or locked anew', async () => {
    t.clock.advance(60 * DAY_MS);
    expect(await saved.setGoal({ date: '2026-06-01', lockWaitHours: 24 })).toMatchObject({ code: 'OK' });
    expect(await saved.payOut()).toMatchObject({ code: 'WALLET_LOCKED' });
    await saved.breakLock();
    t.clock.advance(DAY_MS);
    expect(await saved.setGoal({ date: '2026-05-01', lockWaitHours: 24 })).toMatchObject({ code: 'OK' });
    t.clock.advance(100 * DAY_MS);
    expect(await saved.removeGoal()).toMatchObject({ code: 'OK' });
    expect(await walletRow(t.storage, wallet)).toMatchObject({ goal_target: null, locked_until: null });
  });
});

test('When many pay out while the owner locks, then whatever is declined came after the lock', async () => {
  const twin = await t.twin();
  const outs = Array.from({ length: 40 }, async (_, index) => {
    await new Promise((resolve) => setTimeout(resolve, index));
    return outcomeOf((index % 2 ? t : twin).ledger.submit(withdrawFrom(wallet, 10)));
  });
  const locking = new Promise((resolve) => setTimeout(resolve, 15)).then(async () => saved.setGoal(LOCKED));
  expect(await locking).toEqual({ code: 'OK' });
  const counts = tally(await Promise.all(outs));
  const { OK = 0, WALLET_LOCKED = 0 } = counts;
  expect(OK + WALLET_LOCKED).toBe(40);
  expect(await walletRow(t.storage, wallet)).toMatchObject({ posted: 10_000 - 10 * OK });
  expect(await saved.payOut()).toMatchObject({ code: 'WALLET_LOCKED' });
  await expectBooksToBalance(t.storage);
});
