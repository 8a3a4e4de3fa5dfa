import { describe, expect, test } from '@jest/globals';
import { lastDays, lineOf } from '../../../../dashboard/src/shared/ledger/balance';

const series = (...balances: string[]) => balances.map((minorUnits) => ({ balance: { minorUnits } }));

describe('The line of a balance', () => {
  test('goes over whole days to the end of today, the same all day long', () => {
    const range = { from: '2026-02-14T00:00:00.000Z', to: '2026-03-16T00:00:00.000Z' };
    expect(lastDays(30, new Date('2026-03-15T00:00:00Z'))).toEqual(range);
    expect(lastDays(30, new Date('2026-03-15T23:59:59.999Z'))).toEqual(range);
  });

  test('has every balance, also beyond what a number holds, and none where there never was money', () => {
    expect(lineOf(series('0', '9007199254740993', '-5'))).toEqual([0n, 9_007_199_254_740_993n, -5n]);
    expect(lineOf(series('0', '0'))).toEqual([]);
  });
});
