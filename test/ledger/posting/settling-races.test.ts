import { beforeEach, expect, test } from '@jest/globals';
import { expirePending } from '../../../server/ledger/expire-pending.js';
import { PENDING_DAYS, settlementPolicy } from '../../../server/ledger/posting/book/review-terms.js';
import { verifyBooks } from '../../../server/ledger/verify/verify.js';
import { expectBooksToBalance, walletRow } from '../../support/books.js';
import {
  batchOf,
  changing,
  depositTo,
  expiring,
  item,
  settling,
  transferFrom,
  withdrawFrom,
} from '../../support/commands.js';
import { TestLedger, type OwnedWallet } from '../../support/ledger.js';
import { failureOf, outcomeOf, tally, type Outcome } from '../../support/outcome.js';

const PENDING_MS = PENDING_DAYS * 24 * 60 * 60 * 1000;
const ROUNDS = 12;
const rounds = Array.from({ length: ROUNDS }, (_, round) => round);

// They share nothing but the database file and a clock.
let one: TestLedger;
let two: TestLedger;
let operator: string;
let a: OwnedWallet;
let b: OwnedWallet;

beforeEach(async () => {
  one = await TestLedger.open();
  two = await one.twin();
  operator = (await one.user({ role: 'OPERATOR' })).id;
  a = await one.wallet({ balance: 1_200 });
  b = await one.wallet();
});

async function expectProvedBooks() {
  expect((await verifyBooks(one.storage.reader)).problems).toEqual([]);
  return expectBooksToBalance(one.storage);
}

test('When one posts and another voids the same at once, then exactly one wins, on one ledger as on two', async () => {
  const inReview = await one.twin(settlementPolicy('review'));
  for (const round of rounds) {
    const { transaction } = await inReview.ledger.submit(withdrawFrom(a, 100));
    const other = round % 2 === 0 ? one : two;
    const post = async () => outcomeOf(one.ledger.submit(settling('post', transaction, operator)));
    const giveUp = async () => outcomeOf(other.ledger.submit(settling('void', transaction, operator)));
    const race = round % 4 < 2 ? [post(), giveUp(), post(), giveUp()] : [giveUp(), post(), giveUp(), post()];
    const outcomes = await Promise.all(race);
    expect(tally(outcomes)).toEqual({ OK: 1, INVALID_STATE: 3 });
    const winner = outcomes.find(
      (outcome): outcome is Extract<Outcome, { code: 'OK' }> => outcome.code === 'OK',
    );
    const stored = await expectProvedBooks();
    const row = stored.transactions.find(({ id }) => id === transaction.id);
    expect(row?.status).toBe(winner?.transaction.status);
    const posted = stored.transactions.filter(
      ({ type, status }) => type === 'WITHDRAWAL' && status === 'POSTED',
    );
    expect(await walletRow(two.storage, a)).toMatchObject({ posted: 1_200 - posted.length * 100, held: 0 });
  }
  expect((await expectProvedBooks()).auditEvents).toHaveLength(ROUNDS);
});

test('When the sweepers of two nodes and an operator come at once, then each is given up once', async () => {
  const inReview = await one.twin(settlementPolicy('review'));
  const pending = await Promise.all(
    rounds.map(async () => (await inReview.ledger.submit(withdrawFrom(a, 100))).transaction),
  );
  one.clock.advance(PENDING_MS);
  const [swept, sweptToo, ...decided] = await Promise.all([
    expirePending(one.ledger, one.storage.reader, one.clock),
    expirePending(two.ledger, two.storage.reader, two.clock),
    ...pending.flatMap((transaction) => [
      outcomeOf(two.ledger.submit(settling('void', transaction, operator))),
      outcomeOf(one.ledger.submit(settling('post', transaction, operator))),
      outcomeOf(one.ledger.submit(expiring(transaction))),
    ]),
  ]);
  const { OK: won = 0, ...lost } = tally(decided);
  expect(Object.keys(lost)).toEqual(['INVALID_STATE']);
  expect(swept + sweptToo + won).toBe(ROUNDS);
  const stored = await expectProvedBooks();
  expect(stored.transactions.filter(({ status }) => status === 'VOIDED')).toHaveLength(ROUNDS);
  expect(stored.auditEvents).toHaveLength(ROUNDS);
  expect(await walletRow(one.storage, a)).toMatchObject({ posted: 1_200, held: 0 });
});

test('When a reversal and withdrawals want the same money, then it is spent once', async () => {
  const { transaction } = await one.ledger.submit(transferFrom(a, { walletId: b.id }, 1_000));
  const outcomes = await Promise.all(
    rounds.map(async (round) =>
      outcomeOf(
        round % 2 === 0
          ? one.ledger.submit(settling('reverse', transaction, operator))
          : two.ledger.submit(withdrawFrom(b, 1_000)),
      ),
    ),
  );
  const { OK: won, ...lost } = tally(outcomes);
  expect(won).toBe(1);
  expect(Object.values(lost).reduce((sum, count) => sum + count, 0)).toBe(ROUNDS - 1);
  expect(Object.keys(lost).filter((code) => !['INSUFFICIENT_FUNDS', 'INVALID_STATE'].includes(code))).toEqual(
    [],
  );
  await expectProvedBooks();
  expect(await walletRow(one.storage, b)).toMatchObject({ posted: 0, sequence: 2 });
});

test('When a wallet is frozen while transfers come, then none is made after it', async () => {
  const transfers = rounds.map(async () =>
    outcomeOf(two.ledger.submit(transferFrom(a, { walletId: b.id }, 100))),
  );
  const freeze = one.ledger.changeWallet(changing('freeze', a, operator));
  const more = rounds.map(async () => outcomeOf(one.ledger.submit(transferFrom(a, { walletId: b.id }, 100))));
  const outcomes = await Promise.all([...transfers, ...more]);
  expect((await freeze).wallet.status).toBe('FROZEN');
  const made = tally(outcomes).OK ?? 0;
  expect(tally(outcomes.slice(ROUNDS))).toEqual({ WALLET_FROZEN: ROUNDS });
  await expectProvedBooks();
  expect(await walletRow(one.storage, a)).toMatchObject({ status: 'FROZEN', posted: 1_200 - 100 * made });
});

test('When batches and withdrawals want the same money, then a batch is whole or not there', async () => {
  const third = await one.wallet();
  const whole = () =>
    batchOf(a, 'ATOMIC', [item(a, { walletId: b.id }, 500), item(a, { walletId: third.id }, 500)]);
  const outcomes = await Promise.all(
    rounds.map(async (round) => {
      const { ledger } = round % 4 < 2 ? one : two;
      if (round % 2 === 1) return outcomeOf(ledger.submit(withdrawFrom(a, 700)));
      return ledger.submitBatch(whole()).then(() => ({ code: 'OK' }), failureOf);
    }),
  );
  expect(tally(outcomes)).toEqual({ OK: 1, INSUFFICIENT_FUNDS: ROUNDS - 1 });
  await expectProvedBooks();
  const [left, got, gotToo] = await Promise.all(
    [a, b, third].map((wallet) => walletRow(one.storage, wallet)),
  );
  expect(got?.posted).toBe(gotToo?.posted);
  expect([200, 500]).toContain(left?.posted);
});

test('When a deposit and a close come at once, then the wallet is closed and empty, or open and holds it', async () => {
  for (const round of rounds) {
    const wallet = await one.wallet();
    const [paid, closed] = await Promise.all([
      outcomeOf((round % 2 === 0 ? one : two).ledger.submit(depositTo(wallet, 5))),
      two.ledger
        .changeWallet(changing('close', wallet, wallet.ownerId, { ownOnly: true }))
        .then(() => ({ code: 'OK' }), failureOf),
    ]);
    const { posted, status } = await walletRow(one.storage, wallet);
    expect([paid.code, closed.code, posted, status]).toEqual(
      paid.code === 'OK' ? ['OK', 'INVALID_STATE', 5, 'ACTIVE'] : ['WALLET_CLOSED', 'OK', 0, 'CLOSED'],
    );
  }
  await expectProvedBooks();
});
