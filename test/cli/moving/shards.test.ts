import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { systemWalletId } from '../../../server/ledger/model/ids.js';
import { totalsOfWallets } from '../../../server/ledger/queries/totals.js';
import { listWallets } from '../../../server/ledger/queries/wallets.js';
import { depositTo } from '../../support/commands.js';
import { temporaryFolder, TestLedger } from '../../support/ledger.js';
import { nissmart } from '../../support/process.js';
import { rawRows } from '../../support/raw-sql.js';
import { onSlot } from '../../support/slots.js';
import { blankPostgres } from './both.js';

const BY_SHARD = `select shard, posted, sequence from wallets where kind = 'TREASURY' order by shard`;

/** The treasuries of a ledger, as lists and totals show them. */
async function treasuriesOf({ storage }: TestLedger) {
  const filter = { kind: ['TREASURY' as const] };
  const page = {
    size: 10,
    fromEnd: false,
    order: 'OLDEST_FIRST' as const,
    after: undefined,
    before: undefined,
  };
  const { items } = await listWallets(storage.reader, filter, page);
  const totals = await totalsOfWallets(storage.reader, filter);
  return {
    wallets: items.map(({ id, posted, sequence }) => ({ id, posted, sequence })),
    totals: totals.map(({ count, amount }) => ({ count, amount })),
  };
}

test('When a ledger has shards, then a backup has them too, SQLite shows one treasury and writes to it, and PostgreSQL takes it back', async () => {
  const url = await blankPostgres();
  const t = await TestLedger.open(url);
  const wallet = await t.wallet({ balance: 1_000 });
  for (const slot of [3, 0, 5, 3])
    await onSlot(url, slot, async () => t.ledger.submit(depositTo(wallet, 100)));
  const treasury = (posted: number, sequence: number) => ({
    wallets: [{ id: systemWalletId('TREASURY', 'KES'), posted, sequence }],
    totals: [{ count: 1, amount: BigInt(posted) }],
  });
  expect(await treasuriesOf(t)).toEqual(treasury(-1_400, 5));

  const file = join(temporaryFolder(), 'copy.db');
  expect(await nissmart(['backup', file], { env: { DATABASE_URL: url } })).toMatchObject({ code: 0 });
  const path = join(temporaryFolder(), 'ledger.db');
  const restored = { env: { DATABASE_URL: `sqlite:${path}` } };
  expect(await nissmart(['restore', file], restored)).toMatchObject({ code: 0 });
  const onSqlite = await TestLedger.open(`sqlite:${path}`, t.clock);
  expect(await treasuriesOf(onSqlite)).toEqual(treasury(-1_400, 5));
  await onSqlite.ledger.submit(depositTo(wallet, 50));
  expect(await treasuriesOf(onSqlite)).toEqual(treasury(-1_450, 6));
  expect(await rawRows(onSqlite, BY_SHARD)).toEqual([
    { shard: 0, posted: -1_150, sequence: 3 },
    { shard: 3, posted: -200, sequence: 2 },
    { shard: 5, posted: -100, sequence: 1 },
  ]);
  await onSqlite.close();
  expect(await nissmart(['verify'], restored)).toMatchObject({ code: 0 });

  const target = await blankPostgres();
  expect(await nissmart(['move', '--from', `sqlite:${path}`, '--to', target])).toMatchObject({
    code: 0,
    stderr: '',
    stdout: expect.stringContaining('The books are right.'),
  });
  const moved = await TestLedger.open(target, t.clock);
  await onSlot(target, 3, async () => moved.ledger.submit(depositTo(wallet, 1)));
  await onSlot(target, 7, async () => moved.ledger.submit(depositTo(wallet, 2)));
  expect(await treasuriesOf(moved)).toEqual(treasury(-1_453, 8));
  await moved.close();
  expect(await nissmart(['verify'], { env: { DATABASE_URL: target } })).toMatchObject({ code: 0 });
});
