import { describe, expect, test } from '@jest/globals';
import { assertBalanced, assertStored } from '../../bench/nodes/books.js';

describe('What a load has left behind', () => {
  test.each([
    { stored: 100, answered: 100, onTheirWay: 0 },
    { stored: 100, answered: 100, onTheirWay: 64 },
    { stored: 164, answered: 100, onTheirWay: 64 },
  ])('is every answer, and no more than was on its way: %j', ({ stored, answered, onTheirWay }) => {
    expect(() => assertStored(stored, answered, onTheirWay)).not.toThrow();
  });

  test.each([
    { stored: 99, answered: 100, onTheirWay: 64 },
    { stored: 165, answered: 100, onTheirWay: 64 },
    { stored: 101, answered: 100, onTheirWay: 0 },
    { stored: Number.NaN, answered: 100, onTheirWay: 64 },
  ])('is wrong where an answer has no row, or a row no request: %j', ({ stored, answered, onTheirWay }) => {
    expect(() => assertStored(stored, answered, onTheirWay)).toThrow(`and ${String(stored)} are stored`);
  });

  test.each(['ledger', 'pgledger'] as const)('balances in %s, by each of its sums', async (of) => {
    const asked: string[] = [];
    const read = async (sql: string, found = 0) => {
      asked.push(sql);
      return Promise.resolve(found);
    };
    await assertBalanced(read, of);
    const sums = asked.splice(0);
    expect(sums.length).toBeGreaterThanOrEqual(3);
    for (const wrong of sums) {
      await expect(assertBalanced(async (sql) => read(sql, Number(sql === wrong)), of)).rejects.toThrow(
        'The books are wrong',
      );
    }
  });
});
