import { expect, test } from '@jest/globals';
import { marksOfLastVerification, recordVerification } from '../../../server/ledger/verify/verifications.js';
import { verifyBooks } from '../../../server/ledger/verify/verify.js';
import { readSnapshot } from '../../../server/ledger/database/snapshot.js';
import { RiskThresholds } from '../../../server/ledger/posting/risk-thresholds.js';
import { lastVerification } from '../../../server/reports/summary/integrity.js';
import { transferFrom } from '../../support/commands.js';
import { rawSql } from '../../support/raw-sql.js';
import { WatchedBooks, type Done } from './watched-books.js';

interface Damage {
  readonly what: string;
  readonly sql: string;
  readonly of: (done: Done) => string | number;
  /** One of the problems that it makes. */
  readonly named: (done: Done, books: WatchedBooks) => string;
}

/** Damage to new rows, which an incremental verification finds. */
const LOOKED_AT: readonly Damage[] = [
  {
    what: 'an amount of an entry',
    sql: 'update entries set amount = amount + 1 where amount > 0 and transaction_id = ?',
    of: ({ transfer }) => transfer.id,
    named: ({ transfer }) => `TRANSACTION_UNBALANCED ${transfer.id}`,
  },
  {
    what: 'what a transaction says',
    sql: `update transactions set description = 'else' where id = ?`,
    of: ({ transfer }) => transfer.id,
    named: ({ transfer }) => `TRANSACTION_CONTENT ${transfer.id}`,
  },
  {
    what: 'the entries of a transaction, which are gone',
    sql: 'delete from entries where transaction_id = ?',
    of: ({ transfer }) => transfer.id,
    named: ({ transfer }) => `TRANSACTION_ENTRY_COUNT ${transfer.id}`,
  },
  {
    what: 'what is held for something that waits',
    sql: `update wallets set held = 0 where id = (select source_wallet_id from transactions where id = ?)`,
    of: ({ pending }) => pending.id,
    named: (_done, { brian }) => `WALLET_HELD ${brian.id}`,
  },
  {
    what: 'when something was voided',
    sql: 'update transactions set voided_at = voided_at + 1 where id = ?',
    of: ({ voided }) => voided.id,
    named: ({ voided }) => `TRANSACTION_TIME ${voided.id}`,
  },
  {
    what: 'the status of a wallet',
    sql: `update wallets set status = 'ACTIVE' where id = ?`,
    of: ({ frozen }) => frozen,
    named: ({ frozen }) => `WALLET_STATUS ${frozen}`,
  },
  {
    what: 'how many transfers a batch had',
    sql: 'update transfer_batches set item_count = 2 where id = ?',
    of: ({ batchId }) => batchId,
    named: ({ batchId }) => `BATCH_ITEMS ${batchId}`,
  },
  {
    what: 'when somebody acted',
    sql: 'update audit_events set at = at + 1 where sequence = ?',
    of: ({ event }) => event,
    named: ({ event }) => `AUDIT_HASH ${event}`,
  },
  {
    what: 'what was signed',
    sql: 'update checkpoints set created_at = created_at + 1 where number = ?',
    of: ({ checkpoint }) => checkpoint,
    named: ({ checkpoint }) => `CHECKPOINT_SIGNATURE ${checkpoint}`,
  },
];

test.each(LOOKED_AT)(
  'When this is changed after the mark, then it is named: $what',
  async ({ sql, of, named }) => {
    const books = await WatchedBooks.open();
    await books.record();
    await books.pass();
    const done = await books.act();
    expect(await books.verify(true)).toEqual(['INCREMENTAL']);
    await rawSql(books.t, sql, [of(done)]);
    const found = await books.verify(true);
    expect([found[0], found]).toEqual(['INCREMENTAL', expect.arrayContaining([named(done, books)])]);
  },
);

test.each(LOOKED_AT)(
  'When this is changed before the mark, then it is left to the next full one: $what',
  async ({ sql, of, named }) => {
    const books = await WatchedBooks.open();
    const done = await books.act();
    await books.pass();
    await books.record();
    await books.pass();
    await rawSql(books.t, sql, [of(done)]);
    // Brian's wallet has moved since, so what its row says is looked at again.
    if (!sql.includes('held')) expect(await books.verify(true)).toEqual(['INCREMENTAL']);
    expect(await books.verify(false)).toEqual(expect.arrayContaining(['FULL', named(done, books)]));
  },
);

test.each([
  ['a key', `update idempotency_records set operation = 'x' where operation = 'transfer'`, 'RECORD_OUTCOME'],
  ['a rule for review', `update review_rules set withdrawals_above = 0`, 'REVIEW_RULE'],
  ['a risk threshold', 'update risk_thresholds set threshold = 0', 'RISK_THRESHOLD'],
  ['the total of an hour', 'update volume_hours set count = count + 1', 'VOLUME_HOUR'],
])(
  'When what only a full one looks at is changed, then an incremental one finds nothing: %s',
  async (_what, sql, code) => {
    const books = await WatchedBooks.open();
    await books.record();
    await books.pass();
    await books.act();
    const { t, operator: operatorId } = books;
    await t.ledger.setReviewRule({ currency: 'KES', withdrawalsAbove: 5, operatorId, reason: 'Risk' });
    const risk = { kind: 'NET_OUTFLOW', currency: 'KES', threshold: 5, operatorId, reason: 'Risk' } as const;
    await new RiskThresholds(t.units, t.clock).set(risk);
    expect(await books.verify(false)).toEqual(['FULL']);
    await rawSql(t, sql);
    expect(await books.verify(true)).toEqual(['INCREMENTAL']);
    expect((await books.verify(false)).join()).toContain(code);
  },
);

test('When nothing or something right has happened since, then it finds nothing wrong', async () => {
  const books = await WatchedBooks.open();
  await books.record();
  expect(await books.verify(true)).toEqual(['INCREMENTAL']);
  for (let count = 0; count < 3; count += 1) {
    await books.pass();
    await books.act();
    expect(await books.verify(true)).toEqual(['INCREMENTAL']);
    await books.record();
  }
});

test('When a wallet that has moved since is not what it was, then it is named', async () => {
  const books = await WatchedBooks.open();
  const { t, amina, brian } = books;
  await books.record();
  await books.pass();
  await t.ledger.submit(transferFrom(amina, { walletId: brian.id }, 10));
  await rawSql(t, 'update wallets set owner_id = ?, held = 1 where id = ?', [brian.ownerId, amina.id]);
  expect(await books.verify(true)).toEqual([
    'INCREMENTAL',
    `WALLET_HELD ${amina.id}`,
    `WALLET_ORIGIN ${amina.id}`,
  ]);
});

test('When the last verification found something wrong, then everything is looked at again', async () => {
  const books = await WatchedBooks.open();
  const { t, idle } = books;
  await books.pass();
  await books.record();
  await rawSql(t, 'update wallets set held = 1 where id = ?', [idle.id]);
  expect(await books.verify(true)).toEqual(['INCREMENTAL']);
  await recordVerification(t.units, await verifyBooks(t.storage.reader, t.clock));
  expect(await books.verify(true)).toEqual(['FULL', `WALLET_HELD ${idle.id}`]);
});

test('When one of everything takes long, then what it finds counts, though shorter ones have started and ended since', async () => {
  const { t } = await WatchedBooks.open();
  const found = await verifyBooks(t.storage.reader, t.clock);
  const at = (minute: number) => {
    const moment = new Date(found.startedAt.getTime() + minute * 60_000);
    return { startedAt: moment, finishedAt: moment };
  };
  const shown = async () => (await readSnapshot(t.storage.reader, lastVerification)).problems;

  await recordVerification(t.units, { ...found, ...at(5), kind: 'INCREMENTAL' });
  expect(await shown()).toBe(0);
  // It started before and ended after.
  await recordVerification(t.units, { ...found, ...at(1), problemCount: 2 });
  await recordVerification(t.units, { ...found, ...at(6), kind: 'INCREMENTAL' });
  expect([await shown(), await marksOfLastVerification(t.storage.reader)]).toEqual([2, undefined]);

  await recordVerification(t.units, { ...found, ...at(7) });
  expect([await shown(), await marksOfLastVerification(t.storage.reader)]).toEqual([0, found.marks]);
});

test('When many are recorded in the same millisecond, then the one recorded last counts', async () => {
  const { t, key } = await WatchedBooks.open();
  const found = await verifyBooks(t.storage.reader, t.clock, undefined, { trusted: [key] });
  for (let count = 0; count < 10; count += 1) {
    await recordVerification(t.units, { ...found, problemCount: 1 });
    expect(await marksOfLastVerification(t.storage.reader)).toBeUndefined();
    await recordVerification(t.units, found);
    expect(await marksOfLastVerification(t.storage.reader)).toEqual(found.marks);
  }
});

test('When the process ends, then the next one goes on from the same mark', async () => {
  const books = await WatchedBooks.open();
  await books.act();
  await books.pass();
  await books.record();
  const marks = await marksOfLastVerification(books.t.storage.reader);
  await books.pass();
  books.t = await books.t.reopen();
  expect(await marksOfLastVerification(books.t.storage.reader)).toEqual(marks);

  await rawSql(books.t, 'update wallets set held = 1 where id = ?', [books.idle.id]);
  const { transfer } = await books.act();
  await rawSql(books.t, `update transactions set description = 'else' where id = ?`, [transfer.id]);
  expect(await books.verify(true)).toEqual(['INCREMENTAL', `TRANSACTION_CONTENT ${transfer.id}`]);
});
