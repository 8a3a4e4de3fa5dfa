import { expect, test } from '@jest/globals';
import { Client } from 'pg';
import { accept } from '../../../server/ledger/posting/accepted.js';
import type { TransactionCommand } from '../../../server/ledger/model/command.js';
import { noBarredUsers } from '../../../server/ledger/posting/barred-users.js';
import { runCommands } from '../../../server/ledger/posting/group-commit.js';
import { loadWorkingSet } from '../../../server/ledger/posting/working-set.js';
import { expectBooksToBalance } from '../../support/books.js';
import { depositTo, settling } from '../../support/commands.js';
import { onCleanup, TestLedger } from '../../support/ledger.js';
import { expectSoon } from '../../support/soon.js';
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
      // On a busy machine it holds them for longer than a node may that does nothing.
      const unlimited = 'set local idle_in_transaction_session_timeout = 0';
      await em.getConnection('write').execute(unlimited, [], 'run', em.getTransactionContext());
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
  const t = await TestLedger.openImpatient();
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

/** Sends until it is decided: whoever waits too long for a slot is told that nothing happened. */
async function insist({ ledger }: TestLedger, command: TransactionCommand): Promise<string> {
  for (;;) {
    const { code } = await outcomeOf(ledger.submit(command));
    if (code !== 'UNAVAILABLE') return code;
  }
}

/** Waits until a statement of a node waits for a lock. */
async function untilOneWaits(t: TestLedger): Promise<void> {
  const waiting = `select 1 as one from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
  await expectSoon(async () => rawRows(t, waiting), [{ one: 1 }]);
}

test('When a batch waits for its slot, then its ids follow those of whoever has it', async () => {
  const t = await TestLedger.open();
  const [wallet, another] = [await t.wallet({ balance: 1 }), await t.wallet()];
  const other = await t.twin();
  const giveBack = await take(t);
  const waiting = insist(t, depositTo(wallet, 10));
  await untilOneWaits(t);
  const accepted = [accept(depositTo(another, 20), t.clock.now())];
  await other.units.run(
    async (em) => runCommands(em, accepted, other.ids, other.policy, noBarredUsers, Promise.resolve(0)),
    { locksRows: true },
  );
  await giveBack();
  expect(await waiting).toBe('OK');
  const entries = await rawRows<{ id: string }>(
    t,
    `select e.id from entries e join wallets w on w.id = e.wallet_id where w.kind = 'TREASURY' order by e.sequence`,
  );
  expect(entries).toHaveLength(3);
  expect(entries.map(({ id }) => id)).toEqual(entries.map(({ id }) => id).toSorted());
});

test('When a batch waits for its slot, then it keeps nobody from the transactions that it is about', async () => {
  const t = await TestLedger.openInReview();
  const wallet = await t.wallet();
  const { transaction } = await t.ledger.submit(depositTo(wallet, 10));
  const giveBack = await take(t);
  const waiting = insist(t, settling('post', transaction, (await t.user()).id));
  await untilOneWaits(t);
  const lock = `select id from transactions where id = '${transaction.id}' for update nowait`;
  expect(await rawRows(t, lock)).toEqual([{ id: transaction.id }]);
  await giveBack();
  expect(await waiting).toBe('OK');
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
