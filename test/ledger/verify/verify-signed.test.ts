import { describe, expect, test } from '@jest/globals';
import { signedText, toCheckpoint, type CheckpointRow } from '../../../server/ledger/proof/checkpoint.js';
import type { SigningKey } from '../../../server/ledger/proof/signing-key.js';
import { verifyBooks } from '../../../server/ledger/verify/verify.js';
import { TestLedger } from '../../support/ledger.js';
import { newSigningKey } from '../../support/proof.js';
import { rawRows, rawSql } from '../../support/raw-sql.js';
import { rechain } from './rechain.js';
import { TamperedBooks } from './tampering-fixture.js';

/** Signs a checkpoint again, for what its row says now. */
async function resign({ ledger }: TamperedBooks, number: number, key: SigningKey): Promise<void> {
  await rawSql(ledger, 'update checkpoints set key_id = ? where number = ?', [key.id, number]);
  const [row] = await rawRows<CheckpointRow>(ledger, 'select * from checkpoints where number = ?', [number]);
  if (!row) throw new Error('There is such a checkpoint');
  const signature = key.sign(signedText(toCheckpoint(row).content));
  await rawSql(ledger, 'update checkpoints set signature = ? where number = ?', [signature, number]);
  await rawSql(ledger, 'insert into signing_keys values (?, ?, ?) on conflict do nothing', [
    key.id,
    key.spki,
    row.created_at,
  ]);
}

async function codes(books: TamperedBooks): Promise<string[]> {
  return [...new Set((await books.problems()).map(({ code }) => code))].sort();
}

describe('When somebody rewrites the past and all its hashes', () => {
  test('then what was signed no longer is what is there, and each leaf is named', async () => {
    const books = await TamperedBooks.open();
    const [target] = await rawRows<{ id: string }>(
      books.ledger,
      `select id from transactions where type = 'TRANSFER' order by id limit 1`,
    );
    await rawSql(books.ledger, `update transactions set description = 'Nothing at all' where id = ?`, [
      target?.id ?? '',
    ]);
    await rechain(books.ledger);
    const problems = await books.problems();
    expect([...new Set(problems.map(({ code }) => code))].sort()).toEqual([
      'CHECKPOINT_LEAF',
      'RECORD_FINGERPRINT',
    ]);
    // Two wallets took part; every checkpoint after it that covers one of them says so.
    const named = problems.filter(({ code }) => code === 'CHECKPOINT_LEAF').map(({ subject }) => subject.id);
    const touched = await rawRows<{ id: string }>(
      books.ledger,
      `select l.wallet_id || ' ' || l.sequence as id from checkpoint_leaves l join entries e on e.wallet_id = l.wallet_id
      where e.transaction_id = ? and l.sequence >= e.sequence`,
      [target?.id ?? ''],
    );
    expect(named.sort()).toEqual(touched.map(({ id }) => id).sort());
  });

  test('and the tree and the root as well, then the signature is wrong', async () => {
    const books = await TamperedBooks.open();
    await rawSql(books.ledger, `update checkpoints set root = ? where number = 3`, ['a'.repeat(64)]);
    expect(await codes(books)).toEqual(['CHECKPOINT_ROOT', 'CHECKPOINT_SIGNATURE']);
  });

  test('and signs them by a key of their own, then that key is not the one that counts', async () => {
    const books = await TamperedBooks.open();
    await resign(books, 3, newSigningKey());
    expect(await codes(books)).toEqual(['CHECKPOINT_KEY']);
    const unaware = await verifyBooks(books.ledger.storage.reader, books.ledger.clock);
    expect(unaware.problems).toEqual([]);
  });

  test('and takes a checkpoint out of the middle, then the next one misses it', async () => {
    const books = await TamperedBooks.open();
    await rawSql(books.ledger, 'update checkpoints set previous = ? where number = 3', ['b'.repeat(64)]);
    await resign(books, 3, books.key);
    expect(await codes(books)).toEqual(['CHECKPOINT_PREVIOUS']);
  });
});

describe('When the database is not what the migrations made', () => {
  async function schemaProblems(...damage: string[]): Promise<(string | null)[]> {
    const t = await TestLedger.open();
    for (const sql of damage) await rawSql(t, sql);
    const schema = await t.storage.expectedSchema();
    const { problems } = await verifyBooks(t.storage.reader, t.clock, undefined, { schema });
    return problems.map(({ code, subject }) => `${code} ${String(subject.id)}`);
  }

  test('then nothing is found as long as it is', async () => {
    expect(await schemaProblems()).toEqual([]);
  });

  test('then any table, index or trigger that was dropped is named', async () => {
    const t = await TestLedger.open();
    await t.wallet({ balance: 5 });
    await rawSql(t, 'pragma foreign_keys = off');
    const schema = await t.storage.expectedSchema();
    let expected = schema;
    // Triggers and indexes are dropped before their table, and then no longer expected: a hundred problems are listed at
    // most.
    for (const type of ['trigger', 'index', 'table']) {
      const dropped: string[] = [];
      for (const { name } of schema.filter((object) => object.type === type)) {
        await rawSql(t, `drop ${type} ${name}`);
        dropped.push(`SCHEMA_CHANGED ${name}`);
        const { problems } = await verifyBooks(t.storage.reader, t.clock, undefined, { schema: expected });
        const named = problems.filter(({ code }) => code === 'SCHEMA_CHANGED');
        expect(named.map(({ code, subject }) => `${code} ${String(subject.id)}`).sort()).toEqual(
          dropped.toSorted(),
        );
      }
      expected = expected.filter((object) => object.type !== type);
    }
    expect(expected).toEqual([]);
  });

  test('then any table that has another column is named', async () => {
    const t = await TestLedger.open();
    const tables = (await t.storage.expectedSchema())
      .filter(({ type }) => type === 'table')
      .map(({ name }) => name);
    const damage = tables.map((name) => `alter table ${name} add column colour text`);
    expect((await schemaProblems(...damage)).sort()).toEqual(tables.map((name) => `SCHEMA_CHANGED ${name}`));
  });

  test.each([
    [
      'a trigger refuses less',
      'entries_are_chained',
      [
        'drop trigger entries_are_chained',
        `create trigger entries_are_chained before insert on entries when false begin select raise(abort, ''); end`,
      ],
    ],
    [
      'there is a trigger that nobody knows',
      'skim',
      ['create trigger skim after insert on entries begin select 1; end'],
    ],
    ['there is a view that nobody knows', 'entries_too', ['create view entries_too as select 1']],
    [
      'an index is over something else',
      'transactions_source',
      ['drop index transactions_source', 'create index transactions_source on transactions (id)'],
    ],
  ])('then it is named: %s', async (_what, name, damage) => {
    expect(await schemaProblems(...damage)).toEqual([`SCHEMA_CHANGED ${name}`]);
  });
});
