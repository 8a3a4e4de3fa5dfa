import { expect, test } from '@jest/globals';
import { Client } from 'pg';
import { loadWorkingSet } from '../../../server/ledger/posting/working-set.js';
import { expectBooksToBalance } from '../../support/books.js';
import { depositTo } from '../../support/commands.js';
import { onCleanup, TestLedger } from '../../support/ledger.js';
import { onSlot } from '../../support/slots.js';
import { outcomeOf } from '../../support/outcome.js';
import { rawRows, rawSql } from '../../support/raw-sql.js';

const BY_SHARD = `select shard, posted from wallets where kind = 'TREASURY' order by shard`;

/** Locks slots as other nodes do, until the returned function is called. */
async function take({ url }: TestLedger, which = 'slot >= 0'): Promise<() => Promise<void>> {
  const client = new Client(url);
  await client.connect();
  onCleanup(async () => client.end());
  await client.query('begin');
  await client.query(`select slot from write_slots where ${which} order by slot for update`);
  return async () => {
    await client.query('rollback');
  };
}

test('When another node writes, then a node takes the next slot, keeps it, and a node that is alone has the first', async () => {
  const t = await TestLedger.open();
  const wallet = await t.wallet({ balance: 1 });
  const other = await t.twin();
  const giveBack = await take(t, 'slot = 0');
  await other.ledger.submit(depositTo(wallet, 10));
  await giveBack();
  await other.ledger.submit(depositTo(wallet, 20));
  await t.ledger.submit(depositTo(wallet, 40));
  expect(await rawRows(t, BY_SHARD)).toEqual([
    { shard: 0, posted: -41 },
    { shard: 1, posted: -30 },
  ]);
  await expectBooksToBalance(t.storage);
});

test('When a batch has locked the treasury itself, then batches on its shards commit before it does', async () => {
  const t = await TestLedger.open();
  const [wallet, another] = [await t.wallet({ balance: 1 }), await t.wallet({ balance: 1 })];
  const other = await t.twin();
  await t.units.run(
    async (em) => {
      const writing = { slot: Promise.resolve(0), at: t.clock.now() };
      const { wallets } = await loadWorkingSet(em, [depositTo(wallet, 5)], t.policy, writing);
      expect(wallets.map(({ kind, shard }) => [kind, shard])).toContainEqual(['TREASURY', 0]);
      // The first opens the shard.
      for (const amount of [10, 20])
        await onSlot(t.url, 1, async () => other.ledger.submit(depositTo(another, amount)));
    },
    { locksRows: true },
  );
  expect(await rawRows(t, BY_SHARD)).toEqual([
    { shard: 0, posted: -2 },
    { shard: 1, posted: -30 },
  ]);
  await expectBooksToBalance(t.storage);
});

test('When no slot is free, then a batch waits for one, and what waits too long has not happened', async () => {
  const t = await TestLedger.open();
  const wallet = await t.wallet({ balance: 1 });
  const giveBack = await take(t);
  const refused = await outcomeOf(t.ledger.submit(depositTo(wallet, 10)));
  expect(refused).toMatchObject({ code: 'UNAVAILABLE' });

  const waiting = t.ledger.submit(depositTo(wallet, 20));
  await giveBack();
  expect((await waiting).transaction.status).toBe('POSTED');
  expect(await rawRows(t, BY_SHARD)).toEqual([{ shard: 0, posted: -21 }]);
  await expectBooksToBalance(t.storage);
});

test('When somebody has emptied the table of slots, then nodes write as before, in turns', async () => {
  const t = await TestLedger.open();
  const wallet = await t.wallet({ balance: 1 });
  const other = await t.twin();
  await onSlot(t.url, 2, async () => other.ledger.submit(depositTo(wallet, 5)));
  await rawSql(t, 'delete from write_slots');
  const nodes = [t, other];
  await Promise.all(
    Array.from({ length: 20 }, async (_, at) => nodes[at % 2]?.ledger.submit(depositTo(wallet, 10))),
  );
  expect(await rawRows(t, BY_SHARD)).toEqual([
    { shard: 0, posted: -201 },
    { shard: 2, posted: -5 },
  ]);
  await expectBooksToBalance(t.storage);
});
