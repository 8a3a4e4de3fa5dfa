import { wrap, type EntityManager } from '@mikro-orm/core';
import { expect, test } from '@jest/globals';
import { User } from '../../../server/identity/model/user.js';
import { USERS } from '../../../server/identity/users/user-list.js';
import type { PlainRows } from '../../../server/ledger/database/plain-rows.js';
import { Entry } from '../../../server/ledger/model/entry.js';
import { Transaction } from '../../../server/ledger/model/transaction.js';
import { Wallet } from '../../../server/ledger/model/wallet.js';
import { settlementPolicy } from '../../../server/ledger/posting/book/review-terms.js';
import { ENTRIES } from '../../../server/ledger/queries/entries.js';
import { TRANSACTIONS } from '../../../server/ledger/queries/transactions.js';
import { WALLETS } from '../../../server/ledger/queries/wallets.js';
import { withdrawFrom } from '../../support/commands.js';
import { TestLedger } from '../../support/ledger.js';

const METADATA = { order: { lines: [1, 'two', null, true] }, note: 'Ñandú' };

/** A posted deposit, and a withdrawal that waits: with and without a text, a time and metadata. */
async function fill(): Promise<TestLedger> {
  const t = await TestLedger.open();
  const wallet = await t.wallet({ balance: 1000 });
  const { ledger } = await t.twin(settlementPolicy('review'));
  await ledger.submit(withdrawFrom(wallet, 300, { reference: 'INV-1', metadata: METADATA }));
  return t;
}

/** Compares all rows as an EntityManager has read them with the same rows in plain: every column must have one value. */
async function expectAlike<Row extends { id: string }>(
  em: EntityManager,
  entities: readonly Row[],
  plain: PlainRows<Row>,
): Promise<Row[]> {
  const sorted = entities.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const ids = sorted.map(({ id }) => id).toReversed();
  const rows = await plain.withOneOf(em, 'id', ids, 'id');
  expect(rows.length).toBeGreaterThan(0);
  expect(rows).toMatchObject(sorted.map((row) => wrap(row).toPOJO()));
  return rows;
}

test('Rows read in plain have the values that entities have', async () => {
  const em = (await fill()).storage.reader.fork();
  await expectAlike(em, await em.findAll(User), USERS);
  await expectAlike(em, await em.findAll(Entry), ENTRIES);

  const [deposit, withdrawal] = await expectAlike(em, await em.findAll(Transaction), TRANSACTIONS);
  expect(deposit).toMatchObject({ status: 'POSTED', metadata: null, postedAt: expect.any(Date) as unknown });
  expect(withdrawal).toMatchObject({ status: 'PENDING', metadata: METADATA, postedAt: null });

  const wallets = await expectAlike(em, await em.findAll(Wallet), WALLETS);
  const [held] = wallets.filter(({ kind }) => kind === 'CUSTOMER');
  expect(held).toMatchObject({ posted: 1000, held: 300, available: 700 });
});
