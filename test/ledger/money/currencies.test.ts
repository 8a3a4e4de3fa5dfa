import { describe, expect, test } from '@jest/globals';
import {
  CURRENCIES,
  exponentOf,
  isCurrency,
  type Currency,
} from '../../../server/ledger/money/currencies.js';

describe('The list of currencies', () => {
  test.each<[Currency, number]>([
    ['KES', 2],
    ['UGX', 0],
    ['TZS', 2],
    ['NGN', 2],
    ['GHS', 2],
    ['ZAR', 2],
    ['RWF', 0],
    ['XOF', 0],
    ['XAF', 0],
    ['EGP', 2],
    ['INR', 2],
    ['USD', 2],
    ['EUR', 2],
    ['GBP', 2],
    ['JPY', 0],
    ['KRW', 0],
    ['CLP', 0],
    ['ISK', 0],
    ['HUF', 2],
    ['MGA', 2],
    ['KWD', 3],
    ['BHD', 3],
    ['TND', 3],
  ])('When %s is asked for, then it has %i digits after the point', (code, exponent) => {
    expect(isCurrency(code)).toBe(true);
    expect(exponentOf(code)).toBe(exponent);
  });

  test('When the codes are listed, then they are three capitals each, sorted, none twice, all with an exponent', () => {
    expect(CURRENCIES.length).toBeGreaterThan(150);
    expect([...new Set(CURRENCIES)].sort()).toEqual(CURRENCIES);
    for (const code of CURRENCIES) {
      expect(code).toMatch(/^[A-Z]{3}$/);
      expect([0, 2, 3]).toContain(exponentOf(code));
    }
  });

  test.each(['kes', 'KE', 'KESH', '', 'XAU', 'XTS', 'XXX', 'constructor', ' KES'])(
    'When the code is %j, then it is not a currency',
    (code) => {
      expect(isCurrency(code)).toBe(false);
      // @ts-expect-error The compiler refuses it already; callers without one are told at run time.
      expect(() => exponentOf(code)).toThrow(TypeError);
    },
  );

  test('When a currency has not two digits, then the platform, which has its own list, says the same', () => {
    const unusual = CURRENCIES.filter((code) => exponentOf(code) !== 2);
    const platform = unusual.map((currency) => {
      const format = new Intl.NumberFormat('en', { style: 'currency', currency });
      return [currency, format.resolvedOptions().maximumFractionDigits];
    });
    // Intl rounds the dinar of Iraq to what is used in the street; the standard gives it three digits.
    const expected = unusual.map((code) => [code, code === 'IQD' ? 0 : exponentOf(code)]);
    expect(platform).toEqual(expected);
  });
});
