import { expect, test } from '@jest/globals';
import { newcomersMovements, unusualMovements } from '../../../server/reports/risk/movements.js';
import { readSnapshot } from '../../../server/ledger/database/snapshot.js';
import { depositTo, transferFrom } from '../../support/commands.js';
import { TestLedger, type OwnedWallet } from '../../support/ledger.js';
import { insertTransactions } from '../../support/many-transactions.js';
import { rawRows } from '../../support/raw-sql.js';
import type { RawTransaction } from './by-hand.js';

const DAY_MS = 24 * 3_600_000;

async function unusualIn(t: TestLedger, newcomersAbove: number): Promise<string[]> {
  const limits = new Map([['KES', newcomersAbove]] as const);
  const rows = await readSnapshot(t.storage.reader, async (snapshot) =>
    unusualMovements(snapshot, null, t.clock.now(), limits),
  );
  return rows.map(
    ({ reason, direction, amount, movements, usual }) =>
      `${reason} ${direction} ${String(amount)}: ${String(movements)} of ${String(usual)}`,
  );
}

async function newcomersIn(t: TestLedger, newcomersAbove: number): Promise<number[]> {
  const now = t.clock.now();
  const limits = new Map([['KES', newcomersAbove]] as const);
  const sides = await readSnapshot(t.storage.reader, async (snapshot) =>
    newcomersMovements(snapshot, new Date(now.getTime() - DAY_MS), now, limits),
  );
  return sides.map(({ amount }) => amount).sort((a, b) => a - b);
}

async function deposit(t: TestLedger, wallet: OwnedWallet, amounts: readonly number[]): Promise<string[]> {
  const answers: string[] = [];
  for (const amount of amounts) {
    t.clock.advance(1);
    answers.push((await t.ledger.submit(depositTo(wallet, amount))).transaction.id);
  }
  return answers;
}

test('However much somebody is paid after a movement, it is judged by what came before it', async () => {
  const t = await TestLedger.open();
  const shop = await t.wallet();
  await deposit(t, shop, [10, 10, 10, 10, 10, 10, 5_000]);
  // More than the newest that are compared with.
  await deposit(
    t,
    shop,
    Array.from({ length: 305 }, () => 10),
  );
  expect(await unusualIn(t, 1_000)).toEqual(['OWN_HISTORY IN 5000: 6 of 10']);
  expect(await newcomersIn(t, 1_000)).toEqual([]);

  await deposit(t, shop, [6_000]);
  expect(await unusualIn(t, 1_000)).toEqual([
    'OWN_HISTORY IN 6000: 300 of 10',
    'OWN_HISTORY IN 5000: 6 of 10',
  ]);
});

test('Of several wallets of one person the newest movements count, whichever they were in', async () => {
  const t = await TestLedger.open();
  const owner = await t.user();
  const [savings, rent] = [await t.wallet({ owner }), await t.wallet({ owner })];
  for (const [wallet, count, amount] of [
    [savings, 150, 8],
    [rent, 160, 30],
    [savings, 140, 10],
  ] as const) {
    await deposit(
      t,
      wallet,
      Array.from({ length: count }, () => amount),
    );
  }
  await deposit(t, rent, [5_000]);
  // Of the first wallet's 290 only the last 140 are among the newest 300 of both.
  expect(await unusualIn(t, 1_000)).toEqual(['OWN_HISTORY IN 5000: 300 of 30']);
});

test('Only what is a reversal or between two own wallets is left out, not what looks the same at that moment', async () => {
  const t = await TestLedger.open();
  const [owner, other, operator] = [await t.user(), await t.user(), await t.user({ role: 'OPERATOR' })];
  const [savings, rent] = [await t.wallet({ owner }), await t.wallet({ owner })];
  const theirs = await t.wallet({ owner: other });
  await deposit(t, theirs, [1_000]);
  const [, undone = ''] = await deposit(t, rent, [70, 7]);

  // In the same millisecond: from one own wallet to the other, the same from somebody else, and the same out of the first.
  t.clock.advance(1);
  await t.ledger.submit(transferFrom(rent, { walletId: savings.id }, 7));
  await t.ledger.submit(transferFrom(theirs, { walletId: savings.id }, 7));
  await t.ledger.submit(transferFrom(rent, { walletId: theirs.id }, 7));
  await t.ledger.submit({
    operation: 'reverse',
    principalId: operator.id,
    idempotencyKey: 'undo',
    reason: 'r',
    transactionId: undone,
  });
  await t.ledger.submit(transferFrom(rent, { walletId: theirs.id }, 7));

  // In came 70, 7 and 7: the three deposits and what somebody else sent. Out went 7 twice.
  await deposit(t, savings, [500]);
  t.clock.advance(1);
  await t.ledger.submit(transferFrom(savings, { walletId: theirs.id }, 400));
  expect(await newcomersIn(t, 399)).toEqual([400, 400, 500, 1_000]);
  const found = await unusualIn(t, 399);
  expect(found).toContain('NEWCOMER IN 500: 3 of 399');
  expect(found).toContain('NEWCOMER OUT 400: 2 of 399');
});

test('Somebody is a newcomer until the fifth movement, within a day and above the threshold', async () => {
  const t = await TestLedger.open();
  const wallet = await t.wallet();
  await deposit(t, wallet, [900, 900, 800, 900, 900, 900, 900]);
  expect(await newcomersIn(t, 800)).toEqual([900, 900, 900, 900]);
  expect(await unusualIn(t, 800)).toHaveLength(4);
  t.clock.advance(DAY_MS);
  expect(await newcomersIn(t, 800)).toEqual([]);
});

test('Of more than are sorted at once the hundred largest of each currency are looked at, whenever they were', async () => {
  const t = await TestLedger.open();
  const [kes, ugx, rwf] = [
    await t.wallet({ currency: 'KES' }),
    await t.wallet({ currency: 'UGX' }),
    await t.wallet({ currency: 'RWF' }),
  ];
  for (const [wallet, count] of [
    [ugx, 150],
    [kes, 2_500],
    [rwf, 40],
    [kes, 5_500],
    [ugx, 700],
  ] as const) {
    t.clock.advance(1);
    await insertTransactions(t, wallet, count);
  }
  const rows = (await rawRows(t, 'select * from transactions')) as unknown as RawTransaction[];
  const expected = ['KES', 'UGX', 'RWF'].flatMap((code) =>
    rows
      .filter(({ currency }) => currency === code)
      .sort((a, b) => b.amount - a.amount || (a.id < b.id ? -1 : 1))
      .slice(0, 100)
      .map(({ id }) => id),
  );
  // None of them has a history, so all that are looked at are newcomers'.
  const limits = new Map([['KES', 0] as const, ['UGX', 0] as const, ['RWF', 0] as const]);
  const sides = await readSnapshot(t.storage.reader, async (snapshot) =>
    unusualMovements(snapshot, null, t.clock.now(), limits),
  );
  expect(expected).toHaveLength(240);
  expect(sides.map(({ transactionId }) => transactionId).sort()).toEqual(expected.sort());
});
