import { expect, test } from '@jest/globals';
import { Walk } from '../../../server/ledger/database/walk.js';
import { TestLedger } from '../../support/ledger.js';
import { rawRows } from '../../support/raw-sql.js';

test('When a background job walks through a table, then each row is in one part of a round, and the next round begins at the first', async () => {
  const t = await TestLedger.open();
  for (let index = 0; index < 7; index += 1) await t.user();
  const walk = new Walk('users', 'id', 3);
  const parts: string[][] = [];
  for (let times = 0; times < 6; times += 1) {
    const { $gt, $lte = 'g' } = await t.units.run(async (em) => walk.next(em));
    const sql = 'select id from users where id > ? and id <= ? order by id';
    parts.push((await rawRows<{ id: string }>(t, sql, [$gt, $lte])).map(({ id }) => id));
  }
  const all = (await rawRows<{ id: string }>(t, 'select id from users order by id')).map(({ id }) => id);
  const round = [all.slice(0, 3), all.slice(3, 6), all.slice(6)];
  expect(parts).toEqual([...round, ...round]);
});
