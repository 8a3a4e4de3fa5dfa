import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { expirePending } from '../../../server/ledger/expire-pending.js';
import { LedgerError } from '../../../server/ledger/errors.js';
import type { Transaction } from '../../../server/ledger/model/transaction.js';
import { settlementPolicy } from '../../../server/ledger/posting/book/review-terms.js';
import { verifyBooks } from '../../../server/ledger/verify/verify.js';
import { expectBooksToBalance } from '../../support/books.js';
import { batchOf, depositTo, item, settling, transferFrom, withdrawFrom } from '../../support/commands.js';
import { TestLedger, type OwnedWallet } from '../../support/ledger.js';
import { rawConnection } from '../../support/raw.js';
import { rounds } from '../../support/rounds.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** The database refuses a transaction of this amount, and with it the unit of work that it is in. */
const POISONED = 13;

const movement = fc.record({
  do: fc.constantFrom(
    'deposit',
    'withdraw',
    'transfer',
    'each',
    'atomic',
    'post',
    'void',
    'reverse',
    'again',
  ),
  wallet: fc.nat({ max: 3 }),
  amount: fc.oneof(
    { weight: 6, arbitrary: fc.integer({ min: 1, max: 3_000 }) },
    { weight: 1, arbitrary: fc.constant(POISONED) },
    { weight: 1, arbitrary: fc.constant(900_000_000_001) },
  ),
  review: fc.boolean(),
  which: fc.nat(),
});
type Movement = typeof movement extends fc.Arbitrary<infer Value> ? Value : never;

const step = fc.oneof(
  { weight: 5, arbitrary: fc.array(movement, { minLength: 1, maxLength: 12 }) },
  {
    weight: 3,
    arbitrary: fc.record({
      milliseconds: fc.oneof(
        fc.integer({ min: -2 * HOUR, max: 2 * HOUR }),
        fc.integer({ min: -2, max: 2 }),
        fc.integer({ min: -DAY, max: 9 * DAY }),
      ),
      toTheHour: fc.boolean(),
    }),
  },
  { weight: 1, arbitrary: fc.constant('expire' as const) },
);

class History {
  readonly #made: Transaction[] = [];
  readonly #keys: (() => Promise<unknown>)[] = [];

  private constructor(
    readonly instant: TestLedger,
    readonly review: TestLedger,
    private readonly wallets: readonly OwnedWallet[],
    private readonly operatorId: string,
  ) {}

  static async open(): Promise<History> {
    const instant = await TestLedger.open();
    const review = await instant.twin(settlementPolicy('review'));
    const wallets: OwnedWallet[] = [];
    for (const currency of ['KES', 'KES', 'JPY', 'JPY'] as const)
      wallets.push(await instant.wallet({ currency, balance: 2_000 }));
    rawConnection(instant.storage).exec(
      `create trigger poison after insert on transactions when new.amount = ${POISONED}
      begin select raise(abort, 'poisoned'); end`,
    );
    const operator = await instant.user({ role: 'OPERATOR' });
    return new History(instant, review, wallets, operator.id);
  }

  /** Asks for all of it at once, of two processes on one file. */
  async all(movements: readonly Movement[]): Promise<void> {
    const answers = await Promise.allSettled(movements.map(async (each) => this.#one(each)));
    for (const answer of answers) {
      if (answer.status === 'fulfilled' || answer.reason instanceof LedgerError) continue;
      expect(String(answer.reason)).toContain('poisoned');
    }
  }

  async expire(): Promise<void> {
    const { ledger, storage, clock } = this.review;
    await expirePending(ledger, storage.reader, clock);
  }

  async #one({ do: what, wallet: index, amount, review, which }: Movement): Promise<void> {
    const { ledger } = review ? this.review : this.instant;
    const [wallet, other] = [this.#wallet(index), this.#wallet(index ^ 1)];
    const to = { walletId: other.id };
    const submit = async (command: Parameters<typeof ledger.submit>[0]): Promise<void> => {
      this.#keys.push(async () => ledger.submit(command));
      this.#made.push((await ledger.submit(command)).transaction);
    };
    switch (what) {
      case 'deposit':
        return submit(depositTo(wallet, amount));
      case 'withdraw':
        return submit(withdrawFrom(wallet, amount));
      case 'transfer':
        return submit(transferFrom(wallet, to, amount));
      case 'each':
      case 'atomic': {
        const items = [1, amount, 2].map((part) => item(wallet, to, part));
        const command = batchOf(wallet, what === 'each' ? 'EACH' : 'ATOMIC', items);
        this.#keys.push(async () => ledger.submitBatch(command));
        await ledger.submitBatch(command);
        return;
      }
      case 'again':
        await this.#keys[which % (this.#keys.length || 1)]?.();
        return;
      default: {
        const transaction = this.#made[which % (this.#made.length || 1)];
        if (transaction) await submit(settling(what, transaction, this.operatorId));
      }
    }
  }

  #wallet(index: number): OwnedWallet {
    const wallet = this.wallets[index];
    if (!wallet) throw new RangeError(`There is no wallet ${index}`);
    return wallet;
  }
}

test('After every step of any history, the totals of hours are what the posted rows add up to', async () => {
  const seen = new Set<string>();
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 12, maxLength: 30 }), async (steps) => {
      const history = await History.open();
      const { storage, clock } = history.instant;
      for (const each of steps) {
        if (each === 'expire') await history.expire();
        else if ('milliseconds' in each) {
          clock.advance(each.milliseconds);
          if (each.toTheHour) clock.advance(-(clock.now().getTime() % HOUR));
        } else await history.all(each);
        const { transactions } = await expectBooksToBalance(storage);
        for (const { type, status, created_at: created, posted_at: posted } of transactions)
          seen.add(`${type} ${status}${posted !== null && posted !== created ? ' later' : ''}`);
      }
      expect((await verifyBooks(storage.reader, clock, 7)).problems).toEqual([]);
      await history.review.close();
      await history.instant.close();
    }),
    { numRuns: rounds(24, 40), endOnFailure: true },
  );
  expect([...seen].sort()).toEqual(
    expect.arrayContaining(['DEPOSIT POSTED', 'DEPOSIT POSTED later', 'REVERSAL POSTED', 'DEPOSIT VOIDED']),
  );
}, 900_000);

describe('The total of an hour', () => {
  const volumesOf = async ({ storage }: TestLedger) =>
    (await expectBooksToBalance(storage)).volumes.map(
      ({ hour_start: hour, type, count, amount_billions: billions, amount_rest: rest }) =>
        `${new Date(hour).toISOString().slice(11, 16)} ${type} ${count}: ${billions} ${rest}`,
    );

  test('is that of the hour in which something that waited is posted, and voided or expired things have none', async () => {
    const t = await TestLedger.openInReview();
    const { id: operatorId } = await t.user({ role: 'OPERATOR' });
    const wallet = await t.wallet();
    const waiting = [1, 2, 3].map((amount) => t.ledger.submit(depositTo(wallet, amount)));
    const [first, second] = await Promise.all(waiting);
    expect(await volumesOf(t)).toEqual([]);
    t.clock.advance(2 * HOUR);
    if (first) await t.ledger.submit(settling('post', first.transaction, operatorId));
    if (second) await t.ledger.submit(settling('void', second.transaction, operatorId));
    t.clock.advance(30 * DAY);
    expect(await expirePending(t.ledger, t.storage.reader, t.clock)).toBe(1);
    expect(await volumesOf(t)).toEqual(['11:00 DEPOSIT 1: 0 1']);
  });

  test('is that of the time which a transaction carries, when the clock was set back', async () => {
    const t = await TestLedger.open();
    const wallet = await t.wallet();
    for (const hours of [1, 1, -3, 0]) {
      t.clock.advance(hours * HOUR);
      await t.ledger.submit(depositTo(wallet, 2_500_000_000));
    }
    expect(await volumesOf(t)).toEqual([
      '08:00 DEPOSIT 2: 4 1000000000',
      '10:00 DEPOSIT 1: 2 500000000',
      '11:00 DEPOSIT 1: 2 500000000',
    ]);
  });

  test('leaves out a batch that is taken back whole, and has its neighbours', async () => {
    const t = await TestLedger.open();
    const wallet = await t.wallet({ balance: 100 });
    const other = await t.wallet();
    const items = [10, 20, 99_999].map((amount) => item(wallet, { walletId: other.id }, amount));
    await Promise.allSettled([
      t.ledger.submit(depositTo(wallet, 5)),
      t.ledger.submitBatch(batchOf(wallet, 'ATOMIC', items)),
      t.ledger.submit(transferFrom(wallet, { walletId: other.id }, 7)),
    ]);
    expect(await volumesOf(t)).toEqual(['09:00 DEPOSIT 2: 0 105', '09:00 TRANSFER 1: 0 7']);
  });
});
