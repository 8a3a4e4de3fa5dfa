import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Suspensions } from '../../../server/identity/users/suspensions.js';
import type { MoneyCommand } from '../../../server/ledger/model/command.js';
import { Rejection } from '../../../server/ledger/errors.js';
import { verifyBooks } from '../../../server/ledger/verify/verify.js';
import { AdminReports } from '../../../server/reports/summary/admin-summary.js';
import { BUCKETS } from '../../../server/reports/shared/buckets.js';
import type { AdminSummaryInput } from '../../../server/reports/shared/range.js';
import { depositTo, transferFrom, withdrawFrom } from '../../support/commands.js';
import { TestLedger, type OwnedWallet } from '../../support/ledger.js';
import { rawRows } from '../../support/raw-sql.js';
import { figuresOf, naiveSummary } from './naive-summary.js';
import { rounds } from '../../support/rounds.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const WALLETS = [
  ['KES', 0],
  ['KES', 1],
  ['JPY', 0],
  ['JPY', 1],
  ['KWD', 1],
] as const;

const wallet = fc.nat({ max: WALLETS.length - 1 });
const step = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constantFrom('deposit' as const, 'transfer' as const, 'withdraw' as const),
      wallet,
      to: wallet,
      amount: fc.integer({ min: 1, max: 9_999 }),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('wait' as const),
      // Also back, and by a hair, and by the length of a hole in the series.
      milliseconds: fc.oneof(
        fc.integer({ min: -3 * HOUR, max: 3 * HOUR }),
        fc.integer({ min: -2, max: 2 }),
        fc.integer({ min: -DAY, max: 20 * DAY }),
      ),
      toTheHour: fc.boolean(),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('register' as const), active: fc.boolean() }) },
);

/** A moment of the history, or near one: each is an index into what happened and an offset. */
const moment = fc.tuple(
  fc.nat(),
  fc.oneof(
    fc.constantFrom(-1, 0, 1),
    fc.integer({ min: -2 * HOUR, max: 2 * HOUR }),
    fc.integer({ min: -9 * DAY, max: 9 * DAY }),
  ),
  fc.boolean(),
);
const question = fc.record({
  from: moment,
  to: moment,
  /** Everything that happened in the eighty days before the end, wherever the range starts. */
  whole: fc.boolean(),
  bucket: fc.constantFrom(...BUCKETS),
  currency: fc.option(fc.constantFrom('KES' as const, 'JPY' as const, 'KWD' as const, 'USD' as const)),
});

type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;
type Movement = Extract<Step, { amount: number }>;
type Question = typeof question extends fc.Arbitrary<infer Value> ? Value : never;

test('Every figure is what all rows say, whatever happened and whatever is asked', async () => {
  await fc.assert(
    fc.asyncProperty(
      // Left to itself, fast-check makes histories in which hardly anything is posted.
      fc.array(step, { minLength: 30, maxLength: 60 }),
      fc.array(question, { minLength: 6, maxLength: 6 }),
      async (steps, questions) => {
        const ledger = await TestLedger.open();
        const owners = [await ledger.user(), await ledger.user()];
        const wallets: OwnedWallet[] = [];
        for (const [currency, index] of WALLETS)
          wallets.push(await ledger.wallet({ currency, owner: pick(owners, index), balance: 20_000 }));
        for (const each of steps) await run(ledger, wallets, each);

        const reports = new AdminReports(ledger.storage.reader, ledger.clock);
        const moments = await momentsOf(ledger);
        for (const each of questions) {
          const summary = await reports.summary(inputOf(each, moments));
          expect(figuresOf(summary)).toEqual(await naiveSummary(ledger, summary.range));
        }
        expect((await verifyBooks(ledger.storage.reader, ledger.clock, 7)).problems).toEqual([]);
        await ledger.close();
      },
    ),
    // A failure is to be told while the test still has the time.
    { numRuns: rounds(8, 25), interruptAfterTimeLimit: 40_000 },
  );
});

async function run(ledger: TestLedger, wallets: readonly OwnedWallet[], step: Step): Promise<void> {
  const { clock } = ledger;
  switch (step.do) {
    case 'wait':
      clock.advance(step.milliseconds);
      if (step.toTheHour) clock.advance(-(clock.now().getTime() % HOUR));
      return;
    case 'register':
      await register(ledger, step.active);
      return;
    default: {
      const command = commandOf(pick(wallets, step.wallet), pick(wallets, step.to), step);
      await ledger.ledger.submit(command).catch((error: unknown) => {
        if (!(error instanceof Rejection)) throw error;
      });
    }
  }
}

async function register(ledger: TestLedger, active: boolean): Promise<void> {
  const { id } = await ledger.user();
  if (active) return;
  const nobody = { actorId: null, idempotencyKey: null };
  const suspensions = new Suspensions(ledger.units, ledger.clock);
  await suspensions.change({ operation: 'suspendUser', ...nobody, userId: id, reason: 'Fraud' });
}

function commandOf(wallet: OwnedWallet, to: OwnedWallet, { do: what, amount }: Movement): MoneyCommand {
  switch (what) {
    case 'deposit':
      return depositTo(wallet, amount);
    case 'withdraw':
      return withdrawFrom(wallet, amount);
    case 'transfer':
      return transferFrom(wallet, { walletId: to.id }, amount);
  }
}

/** Every moment that is written down, and now. */
async function momentsOf(ledger: TestLedger): Promise<number[]> {
  const rows = await rawRows<{ at: number }>(
    ledger,
    `select posted_at as at from transactions union select created_at from users union
    select created_at from idempotency_records`,
  );
  return [...rows.map(({ at }) => at), ledger.clock.now().getTime()];
}

function inputOf(
  { from, to, whole, bucket, currency }: Question,
  moments: readonly number[],
): AdminSummaryInput {
  const at = ([index, offset, toTheHour]: Question['from']): number => {
    const moment = pick(moments, index) + offset;
    return toTheHour ? moment - (moment % HOUR) : moment;
  };
  const end = whole ? Math.max(...moments) : Math.max(at(from), at(to));
  // A series by the hour has a limit, and naive figures take their time.
  const start = Math.max(whole ? -Infinity : Math.min(at(from), at(to)), end - 80 * DAY);
  return { from: new Date(start), to: new Date(start === end ? start + 1 : end), bucket, currency };
}

function pick<Item>(list: readonly Item[], index: number): Item {
  const item = list[index % list.length];
  if (item === undefined) throw new RangeError('The list is empty');
  return item;
}
