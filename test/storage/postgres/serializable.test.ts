import { expect, test } from '@jest/globals';
import { Client } from 'pg';
import { openStorage } from '../../../server/storage/orm.js';
import { expectBooksToBalance } from '../../support/books.js';
import { depositTo, transferFrom } from '../../support/commands.js';
import { newDatabase, onCleanup, TestLedger } from '../../support/ledger.js';
import { rawRows } from '../../support/raw-sql.js';

const TRANSFERS = 20;

async function connected(url: string): Promise<Client> {
  const client = new Client({ connectionString: url });
  await client.connect();
  onCleanup(async () => client.end());
  return client;
}

/** A database whose transactions are serialisable unless they are begun as others. */
async function serializableDatabase(): Promise<string> {
  const url = await newDatabase();
  const name = new URL(url).pathname.slice(1);
  const client = await connected(url);
  await client.query(`alter database ${name} set default_transaction_isolation = serializable`);
  return url;
}

/** Reads, waits and reads on in one statement, so that what others commit meanwhile contradicts what it has seen. */
const REPORT = `
  create table batches (open integer);
  create table receipts (batch integer);
  insert into batches values (1);
  create function report() returns bigint language plpgsql as $$
  begin
    perform open from batches;
    perform pg_advisory_xact_lock(1);
    return (select count(*) from receipts);
  end $$`;

test('When a read meets two writes that leave no order for it, then it is made again and answered', async () => {
  const url = await serializableDatabase();
  const [holder, receiving, closing] = [await connected(url), await connected(url), await connected(url)];
  await holder.query(REPORT);
  await holder.query('select pg_advisory_lock(1)');
  await receiving.query('begin');
  await receiving.query('select open from batches');
  await closing.query('update batches set open = 2');

  const storage = await openStorage(url);
  onCleanup(async () => storage.close());
  const answer = storage.reader.getConnection().execute('select report() as receipts');
  const isWaiting = `select 1 from pg_locks where locktype = 'advisory' and not granted`;
  while ((await holder.query(isWaiting)).rows.length === 0);
  await receiving.query('insert into receipts values (1)');
  await receiving.query('commit');
  await holder.query('select pg_advisory_unlock(1)');

  // The first attempt saw none, and was refused.
  expect(await answer).toEqual([{ receipts: 1 }]);
});

test('When the database has transactions serialisable, then two nodes post, and their reads are answered', async () => {
  const url = await serializableDatabase();
  const one = await TestLedger.open(url);
  const two = await one.twin();
  const [from, to] = [await one.wallet({ balance: TRANSFERS }), await one.wallet()];
  expect(await rawRows(one, 'show default_transaction_isolation')).toEqual([
    { default_transaction_isolation: 'serializable' },
  ]);

  await Promise.all(
    Array.from({ length: TRANSFERS }, async (_, index) => {
      const node = index % 2 === 0 ? one : two;
      await node.ledger.submit(transferFrom(from, { walletId: to.id }, 1));
      await node.ledger.submit(depositTo(from, 1));
      await rawRows(node, 'select sum(posted) from wallets');
    }),
  );

  const { wallets } = await expectBooksToBalance(one.storage);
  const posted = new Map(wallets.map((wallet) => [wallet.id, wallet.posted]));
  expect([posted.get(from.id), posted.get(to.id)]).toEqual([TRANSFERS, TRANSFERS]);
});
