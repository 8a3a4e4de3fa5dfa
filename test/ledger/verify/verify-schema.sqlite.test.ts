import { describe, expect, test } from '@jest/globals';
import { verifyBooks } from '../../../server/ledger/verify/verify.js';
import { TestLedger } from '../../support/ledger.js';
import { rawSql } from '../../support/raw-sql.js';

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
