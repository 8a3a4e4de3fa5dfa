import { describe, expect, test } from '@jest/globals';
import { checkReceipt } from '../../../server/ledger/proof/check-receipt.js';
import { verifyBooks } from '../../../server/ledger/verify/verify.js';
import { depositTo, transferFrom } from '../../support/commands.js';
import { TestLedger, type OwnedWallet } from '../../support/ledger.js';
import { allReceipts, checkpointsOf, fileOf, newSigningKey } from '../../support/proof.js';
import { rawRows, rawSql } from '../../support/raw-sql.js';

interface Row {
  readonly number: number;
  readonly tree_size: number;
  readonly previous: string | null;
  readonly created_at: number;
}

async function rows(ledger: TestLedger): Promise<Row[]> {
  return rawRows<Row>(ledger, 'select * from checkpoints order by number');
}

async function stored(ledger: TestLedger): Promise<{ leaves: number; nodes: number }> {
  const [row] = await rawRows<{ leaves: number; nodes: number }>(
    ledger,
    'select (select count(*) from checkpoint_leaves) as leaves, (select count(*) from checkpoint_nodes) as nodes',
  );
  return row ?? { leaves: 0, nodes: 0 };
}

async function openWallets(ledger: TestLedger, count: number): Promise<OwnedWallet[]> {
  const owner = await ledger.user();
  return Promise.all(Array.from({ length: count }, async () => ledger.wallet({ owner })));
}

/** Bare rows, because nobody opens so many wallets by hand. */
async function insertWallets(ledger: TestLedger, like: OwnedWallet, count: number): Promise<void> {
  const digits = ledger.storage.engine === 'sqlite' ? "printf('%06d', n)" : "lpad(n::text, 6, '0')";
  await rawSql(
    ledger,
    `with recursive numbers (n) as (select 1 union all select n + 1 from numbers where n < ?)
    insert into wallets
      (id, owner_id, kind, currency, name, status, posted, held, incoming, sequence, created_at, chain_head, shard)
      select 'wallet ' || ${digits}, owner_id, kind, currency, name, status, 0, 0, 0, 0, created_at, chain_head, 0
      from numbers, wallets where id = ?`,
    [count, like.id],
  );
}

describe('A checkpoint', () => {
  test('When there is nothing, or nothing new, then none is written', async () => {
    const t = await TestLedger.open();
    const checkpoints = checkpointsOf(t);
    expect(await checkpoints.write()).toBe(0);
    await t.wallet({ balance: 100 });
    expect(await checkpoints.write()).toBe(1);
    expect(await checkpoints.write()).toBe(0);
    expect(await rows(t)).toHaveLength(1);
  });

  test('When something happened, then it takes in what has changed and nothing else', async () => {
    const t = await TestLedger.open();
    const checkpoints = checkpointsOf(t);
    const wallets = await openWallets(t, 100);
    await checkpoints.write();
    expect(await rows(t)).toMatchObject([{ number: 1, tree_size: 102, previous: null }]);
    const before = await stored(t);
    expect(before.leaves).toBe(102);

    t.clock.advance(60_000);
    const [first, , third] = wallets;
    if (!first || !third) throw new Error('There are a hundred');
    await t.ledger.submit(depositTo(first, 100));
    await t.ledger.submit(transferFrom(first, { walletId: third.id }, 50));
    const late = await t.wallet({ balance: 1 });
    await checkpoints.write();

    expect(await rows(t)).toMatchObject([
      { number: 1 },
      {
        number: 2,
        tree_size: 103,
        previous: expect.stringMatching(/^[0-9a-f]{64}$/),
        created_at: t.clock.now().getTime(),
      },
    ]);
    const after = await stored(t);
    expect(after.leaves).toBe(before.leaves + 4);
    expect(after.nodes - before.nodes).toBeLessThan(4 * 8);
    expect(
      await rawRows(t, 'select leaf_index from checkpoint_leaves where wallet_id = ?', [late.id]),
    ).toEqual([{ leaf_index: 102 }]);
  });

  test('When more wallets have changed than one takes in, then several follow each other', async () => {
    const t = await TestLedger.open();
    const key = newSigningKey();
    const checkpoints = checkpointsOf(t, key, 1);
    await insertWallets(t, await t.wallet(), 2_500);
    expect(await checkpoints.write()).toBe(2);
    const [last] = await rawRows<{ wallets: number; leaves: number }>(
      t,
      `select (select count(*) from wallets) as wallets,
        (select count(*) from checkpoint_leaves where checkpoint <= 2) as leaves`,
    );
    expect(last).toEqual({ wallets: 2_503, leaves: 2_503 });
  });

  test('When a wallet has more new entries than one takes in, then several follow each other and every receipt stays small', async () => {
    const t = await TestLedger.open();
    const key = newSigningKey();
    const checkpoints = checkpointsOf(t, key, undefined, 5);
    const deposit = async (wallet: OwnedWallet, times: number) => {
      for (let time = 0; time < times; time += 1) await t.ledger.submit(depositTo(wallet, 1));
    };
    const amina = await t.wallet();
    await deposit(amina, 11);
    // Hers ends at 5, 10 and 11, and so does that of the house.
    expect(await checkpoints.write()).toBe(3);
    const brian = await t.wallet();
    await deposit(brian, 6);
    await deposit(amina, 10);
    // The house has 16 more.
    expect(await checkpoints.write()).toBe(4);
    expect(await checkpoints.write()).toBe(0);

    const receipts = await allReceipts(t);
    expect(receipts.size).toBe(2 * 27);
    for (const receipt of receipts.values()) {
      expect((await checkReceipt(fileOf(receipt), [key.spki])).following.length).toBeLessThan(5);
    }
    expect(await verifyBooks(t.storage.reader)).toMatchObject({ problemCount: 0 });
  });

  test('When a process starts again, or another one takes over, then the tree goes on', async () => {
    const t = await TestLedger.open();
    const key = newSigningKey();
    const amina = await t.wallet({ balance: 100 });
    await checkpointsOf(t, key).write();
    const again = await t.reopen();
    await again.ledger.submit(depositTo(amina, 1));
    expect(await checkpointsOf(again, key).write()).toBe(1);
    expect(await rows(again)).toMatchObject([{ tree_size: 3 }, { tree_size: 3, number: 2 }]);
  });

  test('When several processes write at once, then each number is written once and all is covered', async () => {
    const first = await TestLedger.open();
    const others = [await TestLedger.open(first.url), await TestLedger.open(first.url)];
    const key = newSigningKey();
    const writers = [first, ...others].map((t) => checkpointsOf(t, key));
    const wallets = await openWallets(first, 5);
    for (let round = 0; round < 5; round += 1) {
      await Promise.all(wallets.map(async (wallet) => first.ledger.submit(depositTo(wallet, 1))));
      await Promise.all(writers.map(async (writer) => writer.write()));
    }
    const numbers = (await rows(first)).map(({ number }) => number);
    expect(numbers).toEqual(numbers.map((_, index) => index + 1));
    const receipts = await allReceipts(first);
    expect(receipts.size).toBe(50);
    for (const receipt of receipts.values()) await checkReceipt(fileOf(receipt), [key.spki]);
  });
});

describe('A receipt', () => {
  test('When no checkpoint covers the entry yet, then there is none', async () => {
    const t = await TestLedger.open();
    const checkpoints = checkpointsOf(t);
    await t.wallet({ balance: 100 });
    expect(await allReceipts(t)).toEqual(new Map());
    await checkpoints.write();
    await t.wallet({ balance: 100 });
    expect((await allReceipts(t)).size).toBe(2);
  });

  test('When any number of checkpoints came before and after, then every entry has a sound one', async () => {
    const t = await TestLedger.open();
    const key = newSigningKey();
    const checkpoints = checkpointsOf(t, key);
    const wallets: OwnedWallet[] = [];
    for (let round = 0; round < 12; round += 1) {
      t.clock.advance(1_000);
      wallets.push(await t.wallet({ currency: round % 3 === 0 ? 'JPY' : 'KES' }));
      for (const [index, wallet] of wallets.entries()) {
        if ((index + round) % 3 !== 0) await t.ledger.submit(depositTo(wallet, 1 + index));
      }
      if (round % 2 === 0) await checkpoints.write();
    }
    await checkpoints.write();

    const receipts = await allReceipts(t);
    const [row] = await rawRows<{ count: number }>(t, 'select count(*) as count from entries');
    expect(receipts.size).toBe(row?.count);
    for (const [id, receipt] of receipts) {
      expect((await checkReceipt(fileOf(receipt), [key.spki])).entry.id).toBe(id);
    }
    const used = new Set([...receipts.values()].map(({ checkpoint }) => checkpoint.number));
    expect(used.size).toBeGreaterThan(5);
  });

  test('When it is looked at, then it says nothing of anybody else', async () => {
    const t = await TestLedger.open();
    const amina = await t.wallet({ balance: 500 });
    const brian = await t.wallet({ balance: 700 });
    await t.ledger.submit(transferFrom(amina, { walletId: brian.id }, 300, { description: 'For rent' }));
    await checkpointsOf(t).write();
    for (const { entry, ...receipt } of (await allReceipts(t)).values()) {
      const others = (await rawRows<{ id: string }>(t, 'select id from wallets'))
        .map(({ id }) => id)
        .filter((id) => id !== entry.walletId);
      const text = JSON.stringify({ ...receipt, entry });
      for (const id of [...others, amina.ownerId, brian.ownerId, 'For rent']) expect(text).not.toContain(id);
    }
  });
});
