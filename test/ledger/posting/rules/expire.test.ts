import { beforeEach, expect, test } from '@jest/globals';
import { expirePending } from '../../../../server/ledger/expire-pending.js';
import { PENDING_DAYS } from '../../../../server/ledger/posting/book/review-terms.js';
import { expectBooksToBalance, walletRow } from '../../../support/books.js';
import { depositTo, expiring, settling, withdrawFrom } from '../../../support/commands.js';
import type { TestLedger } from '../../../support/ledger.js';
import { type OwnedWallet } from '../../../support/ledger.js';
import { failureOf, outcomeOf, refused } from '../../../support/outcome.js';
import { expectPinnedRefusal } from '../../../support/refusals.js';
import { openWithSavings } from './in-review.js';

const DAY_MS = 24 * 60 * 60 * 1000;
const PENDING_MS = PENDING_DAYS * DAY_MS;

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

test('When its time is over, then it cannot be posted but voided', async () => {
  const transaction = await pendingWithdrawal(400);
  const expiresAt = new Date(t.clock.now().getTime() + PENDING_MS).toISOString();
  t.clock.advance(PENDING_MS);
  await expectPinnedRefusal(
    t,
    settling('post', transaction, operator),
    refused('INVALID_STATE', 'The time of the transaction is over; it can only be voided', {
      status: 'PENDING',
      expiresAt,
    }),
  );
  expect(await outcomeOf(t.ledger.submit(settling('void', transaction, operator)))).toMatchObject({
    transaction: { status: 'VOIDED' },
  });
  await expectBooksToBalance(t.storage);
});

test('When a millisecond is left, then it can be posted and does not expire', async () => {
  const transaction = await pendingWithdrawal(400);
  t.clock.advance(PENDING_MS - 1);
  expect(await expirePending(t.ledger, t.storage.reader, t.clock)).toBe(0);
  expect(await outcomeOf(t.ledger.submit(expiring(transaction)))).toMatchObject({ code: 'INVALID_STATE' });
  expect(await outcomeOf(t.ledger.submit(settling('post', transaction, operator)))).toMatchObject({
    transaction: { status: 'POSTED' },
  });
});

/** Sweeps until a sweep was whole: one that the ledger has no time for is made again, as after a minute. */
async function sweep(): Promise<void> {
  for (;;) {
    try {
      await expirePending(t.ledger, t.storage.reader, t.clock);
      return;
    } catch (error) {
      expect(failureOf(error).code).toBe('UNAVAILABLE');
    }
  }
}

test('When their time is over, then the sweeper gives them all up once, and the system is who did it', async () => {
  const posted = await pendingWithdrawal(100);
  await t.ledger.submit(settling('post', posted, operator));
  const due = await Promise.all(
    Array.from({ length: 1_100 }, async (_, index) =>
      t.ledger.submit(index % 2 === 0 ? depositTo(wallet, 1) : withdrawFrom(wallet, 1)),
    ),
  );
  t.clock.advance(PENDING_MS);
  const fresh = await pendingWithdrawal(200);

  await Promise.all([sweep(), sweep()]);

  expect(await expirePending(t.ledger, t.storage.reader, t.clock)).toBe(0);
  const stored = await expectBooksToBalance(t.storage);
  expect(stored.transactions.filter(({ status }) => status === 'PENDING').map(({ id }) => id)).toEqual([
    fresh.id,
  ]);
  expect(await walletRow(t.storage, wallet)).toMatchObject({ posted: 900, held: 200, incoming: 0 });
  const expired = stored.auditEvents.filter(({ action }) => action === 'TRANSACTION_EXPIRED');
  expect(expired).toHaveLength(due.length);
  expect(new Set(expired.map((event) => event.actor_id))).toEqual(new Set([null]));
});

test('When the clock jumps a day ahead and back, then what has expired stays so, and is given up once', async () => {
  const early = await pendingWithdrawal(100);
  t.clock.advance(DAY_MS / 2);
  const late = await pendingWithdrawal(200);
  t.clock.advance(PENDING_MS - DAY_MS);
  const sweep = async () => expirePending(t.ledger, t.storage.reader, t.clock);

  t.clock.advance(DAY_MS / 2);
  expect(await sweep()).toBe(1);
  t.clock.advance(-DAY_MS);
  expect(await sweep()).toBe(0);
  await expectPinnedRefusal(
    t,
    settling('post', early, operator),
    refused('INVALID_STATE', 'The transaction is VOIDED already', { status: 'VOIDED' }),
  );
  t.clock.advance(2 * DAY_MS);
  expect(await sweep()).toBe(1);
  t.clock.advance(-2 * DAY_MS);
  expect(await sweep()).toBe(0);

  const { auditEvents } = await expectBooksToBalance(t.storage);
  const expired = auditEvents.filter(({ action }) => action === 'TRANSACTION_EXPIRED');
  expect(expired.map((event) => event.transaction_id)).toEqual([early.id, late.id]);
  expect(await walletRow(t.storage, wallet)).toMatchObject({ posted: 1_000, held: 0 });
});
