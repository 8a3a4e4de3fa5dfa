import { expect, test } from '@jest/globals';
import { readSnapshot } from '../../../server/ledger/database/snapshot.js';
import { readSchema } from '../../../server/ledger/verify/schema.js';
import { copyLedger, type Copied } from '../../../server/storage/copy/copy-ledger.js';
import { openSource } from '../../../server/storage/copy/source.js';
import { CopyTarget } from '../../../server/storage/copy/target.js';
import { openStorage } from '../../../server/storage/orm.js';
import {
  ALL_TABLES,
  blankPostgres,
  clientOf,
  everyKindOfRow,
  rowsOfPostgres,
  rowsOfSqlite,
  withSqlite,
} from './both.js';

/** Copies as `nissmart move` does, as far as the comparison. */
async function copy(path: string, url: string, finish = false): Promise<Copied> {
  const source = openSource(path);
  const target = await CopyTarget.open(url);
  try {
    const copied = await copyLedger(source, target, () => ({ show: () => undefined, end: () => undefined }));
    if (finish) await target.finish();
    return copied;
  } finally {
    await target.close();
    source.close();
  }
}

test('When a ledger with every kind of row is copied, then both sides have the same rows, and the target the tables that migrations make', async () => {
  const path = await everyKindOfRow();
  const before = rowsOfSqlite(path);
  const url = await blankPostgres();

  const { copied } = await copy(path, url, true);

  for (const table of ALL_TABLES) expect([table, before[table]?.size]).not.toEqual([table, 0]);
  expect(await rowsOfPostgres(url)).toEqual(before);
  expect(rowsOfSqlite(path)).toEqual(before);
  expect(copied).toBe(Object.values(before).reduce((sum, rows) => sum + rows.size, 0));
  const storage = await openStorage(url);
  const schema = await readSnapshot(storage.background, readSchema);
  expect(schema).toEqual(await storage.expectedSchema());
  expect(schema.filter(({ type }) => type === 'trigger').length).toBeGreaterThan(40);
  await storage.close();
});

test('When it is not finished, then nothing opens it', async () => {
  const url = await blankPostgres();
  await copy(await everyKindOfRow(), url);
  await expect(openStorage(url)).rejects.toMatchObject({
    code: 'UNFIT_DATABASE',
    message: expect.stringContaining('a copy into it is not finished'),
  });
});

test('When a row of any table is lost on the way, then the copy is refused, and the table is named', async () => {
  const path = await everyKindOfRow();
  const url = await blankPostgres();
  await copy(path, url);
  const client = await clientOf(url);
  await client.query(`set session_replication_role = replica`);
  for (const table of ALL_TABLES) {
    await client.query(`create table migrations_aside as select * from ${table} limit 1`);
    await client.query(`delete from ${table} t using migrations_aside m where t::text = m::text`);
    await expect(copy(path, url)).rejects.toMatchObject({
      code: 'UNFIT_DATABASE',
      message: expect.stringMatching(
        new RegExp(`^the copy is not what was copied: ${table} has \\d+ rows instead of \\d+`),
      ),
    });
    await client.query(`insert into ${table} select * from migrations_aside`);
    await client.query('drop table migrations_aside');
  }
  expect(await copy(path, url, true)).toMatchObject({ copied: 0 });
});

test('When a value is changed on the way, then the copy is refused, and the table is named', async () => {
  const path = await everyKindOfRow();
  const url = await blankPostgres();
  await copy(path, url);
  const client = await clientOf(url);
  await client.query(`set session_replication_role = replica`);
  for (const [table, change, back] of [
    ['users', `display_name = 'Amina ' where id = 'amina'`, `display_name = 'amina' where id = 'amina'`],
    ['entries', `created_at = created_at + 1 where id = 's3'`, `created_at = created_at - 1 where id = 's3'`],
    ['passkeys', 'backed_up = true', 'backed_up = false'],
    // The same JSON, and another text, which is what was hashed.
    ['transactions', `metadata = '{"a": 1}' where id = 'kept'`, `metadata = '{"a":1}' where id = 'kept'`],
    ['wallets', `owner_id = 'amina' where id = 'empty'`, `owner_id = 'brian' where id = 'empty'`],
    ['verifications', `problem_list = '[ ]'`, `problem_list = '[]'`],
    ['sessions', 'revoked_at = 0', 'revoked_at = null'],
  ] as const) {
    await client.query(`update ${table} set ${change}`);
    await expect(copy(path, url)).rejects.toMatchObject({
      code: 'UNFIT_DATABASE',
      message: expect.stringContaining(`${table} has rows that are not those of the source`),
    });
    await client.query(`update ${table} set ${back}`);
  }
  expect(await copy(path, url, true)).toMatchObject({ copied: 0 });
});

test('When the source has changed since, or the target has tables of others, then nothing is copied', async () => {
  const path = await everyKindOfRow();
  const url = await blankPostgres();
  await copy(path, url);
  withSqlite(path, (database) => database.exec(`update wallets set name = 'Boat' where id = 'empty'`));
  await expect(copy(path, url)).rejects.toMatchObject({
    code: 'UNFIT_DATABASE',
    message: expect.stringContaining('a copy of another ledger into it has begun'),
  });

  const foreign = await blankPostgres();
  const client = await clientOf(foreign);
  await client.query('create table shopping (item text)');
  await expect(copy(path, foreign)).rejects.toMatchObject({
    code: 'UNFIT_DATABASE',
    message: 'it is not empty; give it a database without tables',
  });
  expect((await client.query('select relname from pg_class where relkind = $1', ['r'])).rows).toContainEqual({
    relname: 'shopping',
  });
});
