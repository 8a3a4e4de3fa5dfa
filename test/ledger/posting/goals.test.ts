import { beforeEach, describe, expect, test } from '@jest/globals';
import { orderWallets, renameWallet } from '../../../server/ledger/posting/own-wallets.js';
import { allWalletsOf } from '../../../server/ledger/queries/wallets.js';
import { expectBooksToBalance, walletRow } from '../../support/books.js';
import type { EntryRow, WalletRow } from '../../support/book-rows.js';
import { depositTo } from '../../support/commands.js';
import { DAY_MS, SavedWallet } from '../../support/goals.js';
import { TestLedger, type OwnedWallet } from '../../support/ledger.js';
import { failureOf } from '../../support/outcome.js';

let t: TestLedger;
let wallet: OwnedWallet;
let saved: SavedWallet;

beforeEach(async () => {
  t = await TestLedger.open();
  wallet = await t.wallet({ balance: 10_000 });
  saved = new SavedWallet(t, wallet);
});

describe('A goal', () => {
  test('When money comes in until the target is there, then it is reached then, and stays so', async () => {
    await saved.setGoal({ target: 12_000 });
    await t.ledger.submit(depositTo(wallet, 1_999));
    expect(await walletRow(t.storage, wallet)).toMatchObject({ goal_target: 12_000, goal_reached_at: null });
    t.clock.advance(DAY_MS);
    const at = t.clock.now().getTime();
    await t.ledger.submit(depositTo(wallet, 1));
    t.clock.advance(DAY_MS);
    await saved.payOut(5_000);
    await t.ledger.submit(depositTo(wallet, 9_000));
    expect(await walletRow(t.storage, wallet)).toMatchObject({ goal_reached_at: at });
    await expectBooksToBalance(t.storage);
  });

  test('When there is as much already, then it is reached as it begins; a higher target is not', async () => {
    const at = t.clock.now().getTime();
    await saved.setGoal({ target: 10_000 });
    expect(await walletRow(t.storage, wallet)).toMatchObject({ goal_reached_at: at });
    t.clock.advance(DAY_MS);
    await saved.setGoal({ target: 10_001 });
    expect(await walletRow(t.storage, wallet)).toMatchObject({ goal_reached_at: null, goal_began_at: at });
    await expectBooksToBalance(t.storage);
  });

  test('When targets and money change at random, then it was reached when the raw entries say so', async () => {
    const random = (most: number): number => Math.floor(Math.random() * most);
    for (let step = 0; step < 60; step += 1) {
      t.clock.advance(random(3) === 0 ? -random(5_000) : random(DAY_MS));
      const kind = random(5);
      if (kind === 0) await saved.setGoal({ target: 1 + random(40_000) });
      else if (kind === 1) await saved.payOut(1 + random(8_000));
      else if (kind === 2 && random(4) === 0) await saved.removeGoal();
      else await t.ledger.submit(depositTo(wallet, 1 + random(4_000)));
      const row = await walletRow(t.storage, wallet);
      const { entries } = await expectBooksToBalance(t.storage);
      expect(row.goal_reached_at).toBe(reachedBy(row, entries));
    }
  });

  test('When another person asks, then there is no such wallet', async () => {
    const other = await t.wallet();
    expect(await saved.setGoal({ ownerId: other.ownerId })).toMatchObject({ code: 'NOT_FOUND' });
  });

  test('When a date is today, or a lock has none, then it is refused', async () => {
    expect(await saved.setGoal({ date: '2026-01-15' })).toMatchObject({ code: 'BAD_USER_INPUT' });
    expect(await saved.setGoal({ lockWaitHours: 24 })).toMatchObject({ code: 'BAD_USER_INPUT' });
    expect(await walletRow(t.storage, wallet)).toMatchObject({ goal_target: null });
  });
});

/** Adds the amounts up from the first entry on, and looks when there was enough. */
function reachedBy(row: WalletRow, entries: readonly EntryRow[]): number | null {
  const { goal_target: target, goal_began_after: after } = row;
  if (target === null || after === null) return null;
  let sum = 0;
  for (const entry of entries
    .filter(({ wallet_id: id }) => id === wallet.id)
    .toSorted((one, other) => one.sequence - other.sequence)) {
    sum += entry.amount;
    if (entry.sequence < after || sum < target) continue;
    return entry.sequence === after ? row.goal_began_at : entry.created_at;
  }
  return null;
}

test('When wallets are renamed and put in order, then new ones come last, and the log has both names', async () => {
  const { ownerId } = wallet;
  const [second, third] = [
    await t.wallet({ owner: { id: ownerId } }),
    await t.wallet({ owner: { id: ownerId } }),
  ];
  await t.ledger.changeOwn(ownerId, async (em) => orderWallets(em, ownerId, [third.id, wallet.id]));
  const fourth = await t.wallet({ owner: { id: ownerId } });
  const inOrder = (await allWalletsOf(t.storage.reader.fork(), ownerId)).toSorted(
    (one, other) => one.position - other.position,
  );
  expect(inOrder.map(({ id }) => id)).toEqual([third.id, wallet.id, second.id, fourth.id]);
  const twice = t.ledger.changeOwn(ownerId, async (em) => orderWallets(em, ownerId, [third.id, third.id]));
  expect(await twice.catch(failureOf)).toMatchObject({ code: 'BAD_USER_INPUT' });

  const renamed = { walletId: wallet.id, ownerId, name: 'Ada’s school' };
  await t.ledger.changeOwn(ownerId, async (em, now) => renameWallet(em, renamed, now));
  expect(await walletRow(t.storage, wallet)).toMatchObject({ name: 'Ada’s school' });
  const { auditEvents } = await expectBooksToBalance(t.storage);
  expect(auditEvents).toMatchObject([{ action: 'WALLET_RENAMED', wallet_id: wallet.id, actor_id: ownerId }]);
});
