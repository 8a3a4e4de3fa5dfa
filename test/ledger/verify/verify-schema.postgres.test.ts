import { beforeEach, describe, expect, test } from '@jest/globals';
import { checkSchema } from '../../../server/ledger/verify/schema.js';
import { Problems } from '../../../server/ledger/verify/problems.js';
import type { SchemaObject } from '../../../server/ledger/verify/scope.js';
import { verifyBooks } from '../../../server/ledger/verify/verify.js';
import { TestLedger } from '../../support/ledger.js';
import { rawSql } from '../../support/raw-sql.js';
import { postgresClient } from '../../support/postgres-client.js';

let t: TestLedger;
beforeEach(async () => {
  t = await TestLedger.open();
});

async function schemaProblems(): Promise<string[]> {
  const schema = await t.storage.expectedSchema();
  const { problems } = await verifyBooks(t.storage.reader, t.clock, undefined, { schema });
  return problems.map(({ code, subject }) => `${code} ${String(subject.id)}`);
}

/** Returns the statement that drops something, by the name that a problem has for it. */
function dropping({ type, name }: SchemaObject, schema: readonly SchemaObject[]): string {
  const [table = '', own = ''] = name.split(' ');
  if (type === 'trigger') return `drop trigger ${own} on ${table}`;
  if (type === 'constraint') return `alter table ${table} drop constraint ${own} cascade`;
  // An index that a constraint has made goes with it.
  const owner = schema.find((each) => type === 'index' && each.name.endsWith(` ${name}`));
  return owner ? dropping(owner, schema) : `drop ${type} ${name} cascade`;
}

describe('When the database is not what the migrations made', () => {
  test('then nothing is found as long as it is', async () => {
    await t.wallet({ balance: 5 });
    expect(await schemaProblems()).toEqual([]);
  });

  test('then whatever was dropped is named', async () => {
    const schema = await t.storage.expectedSchema();
    expect([...new Set(schema.map(({ type }) => type))].sort()).toEqual([
      ...['constraint', 'function', 'index', 'table', 'trigger'],
    ]);
    const client = await postgresClient(t.url);
    const unnamed: string[] = [];
    for (const object of schema) {
      await client.query('begin');
      await client.query(dropping(object, schema));
      const problems = new Problems();
      const rows = async <Row extends object>(sql: string) => (await client.query<Row>(sql)).rows;
      await checkSchema({ isSqlite: false, rows }, problems, { schema, pageRows: 1 });
      await client.query('rollback');
      const isNamed = problems.listed.some(
        ({ subject, found }) => subject.id === object.name && found === 'none',
      );
      if (!isNamed) unnamed.push(`${object.type} ${object.name}`);
    }
    expect(unnamed).toEqual([]);
  });

  const refuseNothing = `create or replace trigger entries_are_chained before insert on entries for each row
    when (false) execute function refuse('an entry is chained to the one before it')`;
  const sumNothing = `create or replace function entries_sum_to_zero() returns trigger language plpgsql as $$
    begin return null; end $$`;
  const skim = `create trigger skim after insert on entries for each row execute function entries_sum_to_zero()`;
  const laxer = `alter table wallets drop constraint wallets_held_check,
    add constraint wallets_held_check check (held >= -1)`;
  const unchecked = `alter table wallets drop constraint wallets_held_check,
    add constraint wallets_held_check check (held >= 0) not valid`;

  test.each([
    [
      'a trigger is switched off',
      'entries entries_are_chained',
      'alter table entries disable trigger entries_are_chained',
    ],
    ['a trigger refuses less', 'entries entries_are_chained', refuseNothing],
    ['the function of a trigger refuses nothing', 'entries_sum_to_zero()', sumNothing],
    ['there is a trigger that nobody knows', 'entries skim', skim],
    ['there is a view that nobody knows', 'entries_too', 'create view entries_too as select 1'],
    ['there is a table that nobody knows', 'entries_too', 'create table entries_too (id text)'],
    [
      'there is a rule that nobody knows',
      'entries keep',
      'create rule keep as on delete to entries do instead nothing',
    ],
    ['a CHECK permits more', 'wallets wallets_held_check', laxer],
    ['a CHECK has not looked at old rows', 'wallets wallets_held_check', unchecked],
    ['a table has another column', 'wallets', 'alter table wallets add column colour text'],
    ['a column has another type', 'users', 'alter table users alter column created_at type numeric'],
    [
      'a column compares in another order',
      'users',
      'alter table users alter column email type text collate "und-x-icu"',
    ],
    ['a column may be empty', 'entries', 'alter table entries alter column created_at drop not null'],
    ['a column has another default', 'users', `alter table users alter column status set default 'ACTIVE'`],
  ])('then it is named: %s', async (_what, name, damage) => {
    await rawSql(t, damage);
    expect(await schemaProblems()).toEqual([`SCHEMA_CHANGED ${name}`]);
  });

  test('then an index over something else is named', async () => {
    await rawSql(t, 'drop index transactions_source');
    await rawSql(t, 'create index transactions_source on transactions (id)');
    expect(await schemaProblems()).toEqual(['SCHEMA_CHANGED transactions_source']);
  });
});
