import { expect, test } from '@jest/globals';
import { attempt, useSampleDatabase } from '../refusals/tried.js';
import { insert, NEWCOMERS, readAll } from '../sample.js';

const database = useSampleDatabase();

const running = (sql: string) => ({ what: sql, attempt: sql, message: '' });

test('When a table is emptied that keeps its rows, then it is refused, by a trigger of its own', async () => {
  const triggers = (await database().refusingTriggers()).filter(({ name }) =>
    name.endsWith('_are_never_emptied'),
  );
  const tables = triggers.map(({ name }) => name.replace('_are_never_emptied', ''));
  expect(tables).toEqual(expect.arrayContaining(['entries', 'transactions', 'wallets', 'audit_events']));
  const before = await readAll(database());
  for (const [index, table] of tables.entries()) {
    const emptying = running(`truncate ${table} cascade`);
    expect(await attempt(database(), emptying)).toEqual({
      message: expect.stringMatching(/append-only|never removed|pinned|stays known/),
      stored: before,
    });
    // Its own trigger does so alone, and nothing else does once that is gone.
    await database().undone(async () => {
      for (const { name } of triggers.toSpliced(index, 1)) await database().dropTrigger(name);
      await expect(database().run(emptying.attempt)).rejects.toThrow(
        /append-only|never removed|pinned|stays known/,
      );
      await database().dropTrigger(`${table}_are_never_emptied`);
      await database().run(emptying.attempt);
      expect(await database().rows(`select 1 from ${table}`)).toEqual([]);
    });
  }
});

test('When the entries of a transaction do not sum to zero, then the commit is refused and nothing is stored', async () => {
  const before = await readAll(database());
  await database().run('begin');
  await insert(database(), 'entries', NEWCOMERS.entries);
  await expect(database().run('commit')).rejects.toThrow('the entries of a transaction sum to zero');
  expect(await readAll(database())).toEqual(before);
});

test('When the entries of a transaction sum to zero in the end, then they are stored', async () => {
  await database().undone(async () => {
    await insert(database(), 'entries', NEWCOMERS.entries);
    await insert(database(), 'entries', {
      ...NEWCOMERS.entries,
      ...{ id: 'other', wallet_id: 'escrow', sequence: 1, amount: -10, balance_after: -10 },
    });
    await database().settle();
    expect(
      await database().rows(`select id from entries where transaction_id = 'waiting' order by id`),
    ).toEqual([{ id: 'newcomer' }, { id: 'other' }]);
  });
});
