import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { AdminReports } from '../../../server/reports/summary/admin-summary.js';
import type { RiskReading } from '../../../server/reports/risk/risk-reading.js';
import { depositTo, transferFrom, withdrawFrom } from '../../support/commands.js';
import { TestLedger, type OwnedWallet } from '../../support/ledger.js';
import { rawRows } from '../../support/raw-sql.js';
import { judged, sidesOf, type RawTransaction, type RawWallet } from './by-hand.js';
import { rounds } from '../../support/rounds.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const CURRENCIES = ['KES', 'UGX'] as const;
/** Somebody who moves little, and once a lot: there is always something unusual to compare. */
const UNUSUAL: [Step[]] = [
  [1, 1, 1, 1, 1, 9_000].map((amount) => ({ kind: 'deposit', from: 0, to: 1, amount, laterMs: HOUR_MS })),
];
/** At how many limits of ages each ledger is looked at. */
const LIMITS_MAX = 12;

type Step = Readonly<Record<'from' | 'to' | 'amount' | 'laterMs', number> & { kind: string }>;

/** Generates steps: a recipient, an amount, and the time since the step before. */
const steps = fc.array(
  fc.record({
    kind: fc.constantFrom('deposit', 'deposit', 'deposit', 'withdraw', 'transfer', 'own', 'own', 'reverse'),
    from: fc.nat(5),
    to: fc.nat(5),
    amount: fc.oneof(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 100, max: 9_000 })),
    laterMs: fc.oneof(fc.integer({ min: 0, max: HOUR_MS }), fc.integer({ min: HOUR_MS, max: 2 * DAY_MS })),
  }),
  { minLength: 30, maxLength: 90 },
);

test('When a ledger is random, then every figure of risk is what its rows add up to by hand', async () => {
  let unusual = 0;
  await fc.assert(
    fc.asyncProperty(steps, async (happened) => {
      const t = await TestLedger.open();
      const operator = await t.user({ role: 'OPERATOR' });
      await t.ledger.setReviewRule({
        currency: 'KES',
        withdrawalsAbove: 20,
        operatorId: operator.id,
        reason: 'r',
      });
      const people = [await t.user(), await t.user(), await t.user()];
      const wallets: OwnedWallet[] = [];
      // Two in one currency for the first person: between them nothing moves.
      for (const index of [0, 0, 0, 1, 1, 2]) {
        const currency: 'KES' | 'UGX' = wallets.length === 2 || wallets.length === 4 ? 'UGX' : 'KES';
        wallets.push(await t.wallet({ owner: people[index] ?? operator, currency }));
      }
      const deposits: string[] = [];
      for (const { kind, from, to, amount, laterMs } of happened) {
        t.clock.advance(laterMs);
        const [one, other] = [wallets[from], wallets[to]];
        if (!one || !other) continue;
        if (kind === 'deposit') {
          const { transaction } = await t.ledger.submit(depositTo(one, amount));
          deposits.push(transaction.id);
        } else if (kind === 'withdraw') {
          await t.ledger.submit(withdrawFrom(one, amount)).catch(() => undefined);
        } else if (kind === 'transfer') {
          await t.ledger.submit(transferFrom(one, { walletId: other.id }, amount)).catch(() => undefined);
        } else if (kind === 'own') {
          const [savings, rent] = from % 2 === 0 ? wallets : wallets.slice(0, 2).toReversed();
          if (!savings || !rent) continue;
          const small = 1 + (amount % 7);
          await t.ledger.submit(transferFrom(savings, { walletId: rent.id }, small)).catch(() => undefined);
        } else {
          const transactionId = deposits.pop();
          const asked = {
            principalId: operator.id,
            idempotencyKey: `r-${String(transactionId)}`,
            reason: 'r',
          };
          if (transactionId === undefined) continue;
          await t.ledger.submit({ operation: 'reverse', ...asked, transactionId }).catch(() => undefined);
        }
      }
      unusual += await compare(t);
      await compareAgesAtLimits(t);
      await t.close();
    }),
    // A failure is told at once: to shrink it takes longer than the test has.
    { numRuns: rounds(3, 6, process.env.RISK_RUNS), endOnFailure: true, examples: [UNUSUAL] },
  );
  expect(unusual).toBeGreaterThan(0);
}, 240_000);

/** @returns The number of unusual movements. */
async function compare(t: TestLedger): Promise<number> {
  const wallets = (await rawRows(t, 'select * from wallets')) as unknown as RawWallet[];
  const transactions = (await rawRows(t, 'select * from transactions')) as unknown as RawTransaction[];
  const now = t.clock.now().getTime();
  const walletOf = new Map(wallets.map((wallet) => [wallet.id, wallet]));
  const ownerOf = (id: string) => walletOf.get(id)?.owner_id ?? null;
  let unusual = 0;

  for (const currency of CURRENCIES) {
    const risk = new AdminReports(t.storage.reader, t.clock).openRisk(currency);
    const own = transactions.filter((row) => row.currency === currency);

    // Concentration, by person.
    const held = new Map<string, number>();
    for (const { owner_id: owner, posted, currency: of } of wallets) {
      if (owner !== null && of === currency) held.set(owner, (held.get(owner) ?? 0) + posted);
    }
    const ranked = [...held]
      .filter(([, amount]) => amount > 0)
      .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
    const total = ranked.reduce((sum, [, amount]) => sum + amount, 0);
    const [found] = await risk.concentration();
    expect(found?.top.map(({ userId, amount }) => [userId, Number(amount.minorUnits)]) ?? []).toEqual(
      ranked.slice(0, 10),
    );
    if (found) {
      expect(Number(found.total.minorUnits)).toBe(total);
      expect(found.holders).toBe(ranked.length);
      expect(Number(found.topShares.top1)).toBe(Math.floor(((ranked[0]?.[1] ?? 0) * 10_000) / total));
    }

    // Flows, by day.
    const byDay = new Map<number, [number, number]>();
    for (const { type, amount, posted_at: at } of own) {
      if (at === null || (type !== 'DEPOSIT' && type !== 'WITHDRAWAL')) continue;
      const day = Math.floor(at / DAY_MS) * DAY_MS;
      const [paidIn, paidOut] = byDay.get(day) ?? [0, 0];
      byDay.set(day, type === 'DEPOSIT' ? [paidIn + amount, paidOut] : [paidIn, paidOut + amount]);
    }
    const today = Math.floor(now / DAY_MS) * DAY_MS;
    const flows = await risk.flows();
    const expected = Array.from({ length: 30 }, (_, index) => {
      const day = today - (29 - index) * DAY_MS;
      return [day, ...(byDay.get(day) ?? [0, 0])];
    });
    expect(
      flows.map(({ day, moneyIn, moneyOut }) => [day.getTime(), Number(moneyIn), Number(moneyOut)]),
    ).toEqual(expected.some(([, paidIn = 0, paidOut = 0]) => paidIn + paidOut > 0) ? expected : []);

    // Coverage.
    const waiting = own.filter(({ status }) => status === 'PENDING');
    const pendingOut = waiting.reduce(
      (sum, { type, amount }) => sum + (type === 'WITHDRAWAL' ? amount : 0),
      0,
    );
    const treasury = wallets.find(({ kind, currency: of }) => kind === 'TREASURY' && of === currency);
    const cash = 0 - (treasury?.posted ?? 0);
    const outflow = own.reduce((sum, { type, amount, posted_at: at }) => {
      if (at === null || at <= now - 7 * DAY_MS) return sum;
      return sum + (type === 'WITHDRAWAL' ? amount : type === 'DEPOSIT' ? -amount : 0);
    }, 0);
    const [cover] = await risk.coverage();
    if (cover) {
      expect(Number(cover.cash.minorUnits)).toBe(cash);
      expect(Number(cover.pendingOut.minorUnits)).toBe(pendingOut);
      expect(cover.ratio).toBe(pendingOut === 0 ? null : BigInt(Math.trunc((cash * 10_000) / pendingOut)));
      expect(cover.daysOfCover).toBe(outflow > 0 ? BigInt(Math.trunc((cash * 70) / outflow)) : null);
    }

    // Ages.
    expect(await agesFound(risk)).toEqual(agesByHand(waiting, now));

    // Unusual movements.
    const seen = (await risk.movements()).map(
      ({ transactionId, direction, usual, movements }) =>
        `${transactionId} ${direction} ${usual} ${movements}`,
    );
    const due = own.flatMap((row) =>
      sidesOf(row, ownerOf).flatMap((side) => judged(side, own, ownerOf, now)),
    );
    expect(seen.sort()).toEqual(due.sort());
    unusual += due.length;
  }
  return unusual;
}

/** A moment at which something has waited for exactly as long as a limit, and one right before it, for some of what waits. */
async function compareAgesAtLimits(t: TestLedger): Promise<void> {
  const rows = (await rawRows(t, 'select * from transactions')) as unknown as RawTransaction[];
  const waiting = rows.filter(({ status, currency }) => status === 'PENDING' && currency === 'KES');
  const moments = waiting
    .flatMap(({ created_at: at }) => [at + HOUR_MS, at + DAY_MS, at + 3 * DAY_MS])
    .flatMap((at) => [at - 1, at])
    .filter((at) => at > t.clock.now().getTime())
    .sort((a, b) => a - b)
    .slice(0, LIMITS_MAX);
  for (const moment of moments) {
    t.clock.advance(moment - t.clock.now().getTime());
    const risk = new AdminReports(t.storage.reader, t.clock).openRisk('KES');
    expect(await agesFound(risk)).toEqual(agesByHand(waiting, moment));
  }
}

async function agesFound(risk: RiskReading): Promise<unknown[]> {
  const found = await risk.ageing();
  return found
    .map(({ type, age, count, amount }) => [`${type} ${age}`, [count, Number(amount.minorUnits)]])
    .sort();
}

/** By type and age: how many wait, and what they come to. */
function agesByHand(waiting: readonly RawTransaction[], now: number): unknown[] {
  const ages = new Map<string, [number, number]>();
  for (const { type, amount, created_at: at } of waiting) {
    const name = `${type} ${ageOf(now - at)}`;
    const [count, sum] = ages.get(name) ?? [0, 0];
    ages.set(name, [count + 1, sum + amount]);
  }
  return [...ages].sort();
}

function ageOf(ageMs: number): string {
  if (ageMs < HOUR_MS) return 'UNDER_1_HOUR';
  if (ageMs < DAY_MS) return 'UNDER_1_DAY';
  return ageMs < 3 * DAY_MS ? 'UNDER_3_DAYS' : 'OVER_3_DAYS';
}
