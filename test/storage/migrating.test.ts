import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from '@jest/globals';
import { LEDGER_TRIGGERS_SQLITE } from '../../server/storage/migrations/0001-ledger-triggers.sqlite.js';
import { ledgerTables } from '../../server/storage/migrations/0001-ledger-tables.js';
import { balancesBefore } from '../../server/ledger/queries/positions.js';
import { verifyBooks, type Problem } from '../../server/ledger/verify/verify.js';
import { expectBooksToBalance } from '../support/books.js';
import { depositTo, transferFrom } from '../support/commands.js';
import { temporaryFolder, TestLedger } from '../support/ledger.js';
import { rawRows } from '../support/raw-sql.js';

/** A database as version 0.1.0 left it, with the rows of this one. */
function asOfVersion010(current: string, path: string): void {
  const old = new Database(path);
  for (const statement of ledgerTables()) old.exec(statement);
  old.prepare('attach ? as current').run(current);
  const migrations = old.prepare(`select sql from current.sqlite_master where name = 'migrations'`);
  old.exec(String(migrations.pluck().get()));
  old.exec(`insert into migrations (name) values ('0001-ledger')`);
  for (const table of ['users', 'wallets', 'transactions', 'entries', 'idempotency_records']) {
    const columns = old.prepare('select name from pragma_table_info(?)').pluck().all(table).join(', ');
    old.exec(`insert into ${table} (${columns}) select ${columns} from current.${table}`);
  }
  for (const statement of LEDGER_TRIGGERS_SQLITE) old.exec(statement);
  old.close();
}

/** The same books, opened by this version from a file of version 0.1.0. */
async function migratedFrom(t: TestLedger): Promise<TestLedger> {
  const path = join(temporaryFolder(), 'old.db');
  asOfVersion010(t.storage.path, path);
  return TestLedger.open(`sqlite:${path}`, t.clock);
}

/** Rolls up what version 0.1.0 would have, except that one hour is wrong. */
function rollUpHalf(path: string, mark: number): void {
  const old = new Database(path);
  old
    .prepare(
      `insert into volume_hours
      select posted_at / 3600000 * 3600000, currency, type, count(*) + 1, 0, sum(amount)
      from transactions where posted_at < ? group by 1, 2, 3`,
    )
    .run(mark);
  old.prepare('insert into volume_mark values (1, ?)').run(mark);
  old.close();
}

async function problemsOf({ storage, clock }: TestLedger): Promise<readonly Problem[]> {
  const schema = await storage.expectedSchema();
  return (await verifyBooks(storage.reader, clock, undefined, { schema })).problems;
}

test('When a database of the first version is opened, then its entries are chained as if they always had been', async () => {
  const t = await TestLedger.open();
  const [amina, brian] = [await t.wallet({ balance: 5_000 }), await t.wallet({ currency: 'KES' })];
  await t.wallet({ currency: 'JPY' });
  // More than the migration reads at a time.
  await Promise.all(
    Array.from({ length: 700 }, async (_, index) =>
      t.ledger.submit({
        ...transferFrom(amina, { walletId: brian.id }, 1),
        ...(index % 2 === 0 && { metadata: { index, a: ['ü'] }, description: `Nº ${index}` }),
      }),
    ),
  );
  const expected = await expectBooksToBalance(t.storage);

  const migrated = await migratedFrom(t);
  expect(await expectBooksToBalance(migrated.storage)).toEqual(expected);
  expect(await problemsOf(migrated)).toEqual([]);

  await migrated.ledger.submit(depositTo(brian, 7));
  const { entries } = await expectBooksToBalance(migrated.storage);
  expect(entries).toHaveLength(expected.entries.length + 2);
  expect(await problemsOf(migrated)).toEqual([]);
});

test('When the clock was set back under the first version, then the past is read as if it had always been noted', async () => {
  const t = await TestLedger.open();
  const [amina, brian] = [await t.wallet(), await t.wallet()];
  const start = t.clock.now().getTime();
  for (const [jump, wallet] of [
    [100, amina],
    [100, brian],
    // Back to before the deposits above, on to the end, and back again.
    [-150, amina],
    [60, amina],
    [400, brian],
    [-300, amina],
  ] as const) {
    t.clock.advance(jump);
    await t.ledger.submit(depositTo(wallet, 10));
  }

  const migrated = await migratedFrom(t);
  const setbacks = 'select * from clock_setbacks order by wallet_id, sequence';
  const noted = await rawRows(migrated, setbacks);
  expect(noted).toEqual(await rawRows(t, setbacks));
  expect(noted).toContainEqual({ wallet_id: amina.id, sequence: 2, created_at: start + 50 });

  // Amina's deposits are dated 100, 50, 110 and 210; the second one holds from then on.
  const moments = [50, 51, 101, 111, 211].map((after) => new Date(start + after));
  const balances = await balancesBefore(migrated.storage.reader.fork(), [amina.id], moments);
  expect(balances.get(amina.id)).toEqual([0, 20, 20, 30, 40]);
  expect(await problemsOf(migrated)).toEqual([]);
});

test('When earlier versions rolled up some hours, then all are counted from the rows, and go on from there', async () => {
  const t = await TestLedger.open();
  const [amina, chieko] = [await t.wallet(), await t.wallet({ currency: 'JPY' })];
  const start = t.clock.now().getTime();
  for (const hours of [0, 1, 1, 1, -2, 5]) {
    t.clock.advance(hours * 3_600_000);
    await t.ledger.submit(depositTo(amina, 2_500_000_000));
    await t.ledger.submit(depositTo(chieko, 7));
  }
  const path = join(temporaryFolder(), 'old.db');
  asOfVersion010(t.storage.path, path);
  rollUpHalf(path, start + 2 * 3_600_000);

  const migrated = await TestLedger.open(`sqlite:${path}`, t.clock);
  const hours = 'select * from volume_hours order by hour_start, currency, type';
  expect(await rawRows(migrated, hours)).toEqual(await rawRows(t, hours));
  expect(await rawRows(migrated, hours)).toHaveLength(10);
  expect(await problemsOf(migrated)).toEqual([]);
  await migrated.ledger.submit(depositTo(amina, 1));
  expect(await problemsOf(migrated)).toEqual([]);
});
