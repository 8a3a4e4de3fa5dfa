import { describe, expect, test } from '@jest/globals';
import { formatMoney, totalsOf } from '../../../../dashboard/src/shared/money/money';
import { barsOf, changesOf } from '../../../../dashboard/src/saver/wallets/monthly-flows';
import { sparkPath } from '../../../../dashboard/src/shared/ui/spark-path';

const kes = (minorUnits: string) => ({
  currency: 'KES' as const,
  minorUnits,
  amount: `${minorUnits.slice(0, -2) || '0'}.${minorUnits.slice(-2).padStart(2, '0')}`,
});

describe('Amounts', () => {
  test('Not a cent is rounded, however large the amount', () => {
    expect(formatMoney({ amount: '9007199254740993.07', currency: 'KES' })).toContain(
      '9,007,199,254,740,993.07',
    );
  });

  test('The digits are those of the ledger, whatever the browser thinks of the currency', () => {
    expect(formatMoney({ amount: '1.500', currency: 'IQD' })).toContain('1.500');
    expect(formatMoney({ amount: '15', currency: 'UGX' })).toMatch(/15$/);
  });

  test('What is no amount is refused', () => {
    expect(() => formatMoney({ amount: 'NaN', currency: 'KES' })).toThrow('not an amount');
  });

  test('Totals are exact, and one a currency', () => {
    expect(
      totalsOf([kes('9007199254740991'), kes('2'), { amount: '7', minorUnits: '7', currency: 'UGX' }]),
    ).toEqual([
      { currency: 'KES', amount: '90071992547409.93' },
      { currency: 'UGX', amount: '7' },
    ]);
  });
});

describe('Money in and out by month', () => {
  const month = (monthStart: string, moneyIn: string, moneyOut: string) => ({
    monthStart,
    moneyIn: kes(moneyIn),
    moneyOut: kes(moneyOut),
  });

  test('The last month is compared with the one before', () => {
    expect(changesOf([month('2026-01-01', '1000', '0'), month('2026-02-01', '1500', '700')])).toMatchObject([
      { name: 'Money in', change: '50% more than January' },
      { name: 'Money out', change: 'None in January' },
    ]);
  });

  test('Bars are as high as their part of the largest sum', () => {
    expect(barsOf([month('2026-01-01', '1000', '0'), month('2026-02-01', '250', '500')])).toEqual([
      { monthStart: '2026-01-01', moneyIn: 1_000, moneyOut: 0 },
      { monthStart: '2026-02-01', moneyIn: 250, moneyOut: 500 },
    ]);
  });
});

test('A line that never moves runs through the middle', () => {
  expect(sparkPath([5n, 5n])).toBe('M0.00,16.00 L100.00,16.00');
});
