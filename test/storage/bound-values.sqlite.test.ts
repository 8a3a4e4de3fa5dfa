import { describe, expect, test } from '@jest/globals';
import { TestLedger } from '../support/ledger.js';

describe('The connection', () => {
  test('When values of every kind are bound, then SQLite gets what was meant', async () => {
    const t = await TestLedger.open();
    const connection = t.storage.writer.getConnection();
    const at = new Date('2026-01-15T09:00:00.123Z');
    const big = 9_007_199_254_740_991n;
    const given = ["it's", 1, 1.5, big, true, false, null, undefined, at, "'?'"];
    const columns = given.map((_, index) => `? as v${index}`).join(', ');
    const [row = {}] = (await connection.execute(`select ${columns}`, given)) as Record<string, unknown>[];
    expect(Object.values(row)).toEqual([
      "it's",
      1,
      1.5,
      9_007_199_254_740_991,
      1,
      0,
      null,
      null,
      at.getTime(),
      "'?'",
    ]);
  });

  test.each([
    ["select '?' as a, ? as b", ['x'], { a: '?', b: 'x' }],
    ["select ? as a, '\\?' as b", ["O'Hara"], { a: "O'Hara", b: '?' }],
    ['select ?? from (select ? as name)', ['name', 'quoted "and" \'so\''], { name: 'quoted "and" \'so\'' }],
    ['select ? as a', [Buffer.from([0, 255])], { a: Buffer.from([0, 255]) }],
  ])('When the statement is %s, then its values find their places', async (sql, values, expected) => {
    const t = await TestLedger.open();
    expect(await t.storage.writer.getConnection().execute(sql, values)).toEqual([expected]);
  });
});
