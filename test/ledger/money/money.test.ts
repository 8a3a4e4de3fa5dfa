import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { CURRENCIES, exponentOf } from '../../../server/ledger/money/currencies.js';
import {
  AMOUNT_MAX_MINOR,
  BALANCE_MAX_MINOR,
  formatAmount,
  parseAmount,
} from '../../../server/ledger/money/money.js';
import { failureOf } from '../../support/outcome.js';
import { short } from '../../support/short.js';

const anyCurrency = fc.constantFrom(...CURRENCIES);
const anyAmount = fc.oneof(
  fc.integer({ min: 1, max: AMOUNT_MAX_MINOR }),
  fc.integer({ min: 1, max: 2_000 }),
  fc.integer({ min: AMOUNT_MAX_MINOR - 2_000, max: AMOUNT_MAX_MINOR }),
);

describe('formatAmount', () => {
  test.each([
    [1250, 'KES', '12.50'],
    [5, 'KES', '0.05'],
    [-5, 'KES', '-0.05'],
    [-1250, 'KES', '-12.50'],
    [0, 'KES', '0.00'],
    [0, 'JPY', '0'],
    [7, 'JPY', '7'],
    [-7, 'UGX', '-7'],
    [1, 'KWD', '0.001'],
    [1000, 'KWD', '1.000'],
    [BALANCE_MAX_MINOR, 'KES', '90071992547409.91'],
    [-BALANCE_MAX_MINOR, 'JPY', '-9007199254740991'],
    [12_345_678_901_234_567_890n, 'KWD', '12345678901234567.890'],
  ] as const)('When %s minor units of %s are written, then they read %s', (minor, currency, text) => {
    expect(formatAmount(minor, currency)).toBe(text);
  });

  test('When any amount of any currency is written and read again, then it is the same', () => {
    fc.assert(
      fc.property(anyAmount, anyCurrency, (minor, currency) => {
        expect(parseAmount(formatAmount(minor, currency), currency)).toBe(minor);
      }),
      { numRuns: 2_000 },
    );
  });

  test('When any balance is written, then it has exactly the digits of its currency and its sign', () => {
    const anyBalance = fc.bigInt({ min: -BigInt(BALANCE_MAX_MINOR), max: BigInt(BALANCE_MAX_MINOR) });
    fc.assert(
      fc.property(anyBalance, anyCurrency, (minor, currency) => {
        const text = formatAmount(minor, currency);
        expect(text).toMatch(/^-?(0|[1-9][0-9]*)(\.[0-9]+)?$/);
        expect(text.split('.')[1]?.length ?? 0).toBe(exponentOf(currency));
        expect(BigInt(text.replace('.', ''))).toBe(minor);
      }),
    );
  });
});

describe('parseAmount', () => {
  test.each([
    ['12.50', 'KES', 1250],
    ['12.5', 'KES', 1250],
    ['12', 'KES', 1200],
    ['0.01', 'KES', 1],
    ['0.001', 'KWD', 1],
    ['12', 'JPY', 12],
    ['9999999999999.99', 'KES', 999_999_999_999_999],
    ['999999999999.999', 'KWD', 999_999_999_999_999],
    ['999999999999999', 'JPY', 999_999_999_999_999],
  ] as const)('When %j %s is read, then it is %s minor units', (text, currency, minor) => {
    expect(parseAmount(text, currency)).toBe(minor);
  });

  test('When an amount is written with or without trailing zeros, then it is the same amount', () => {
    fc.assert(
      fc.property(anyAmount, anyCurrency, (minor, currency) => {
        const text = formatAmount(minor, currency);
        const short = text.includes('.') ? text.replace(/\.?0+$/, '') : text;
        expect(parseAmount(short, currency)).toBe(minor);
      }),
    );
  });

  const PLAIN = 'The amount must be a decimal number in ASCII digits, such as "12.50"';
  const POSITIVE = 'The amount must be greater than zero';
  const refused = [
    ['0', 'KES', POSITIVE],
    ['0.00', 'KES', POSITIVE],
    ['0', 'JPY', POSITIVE],
    ['-1', 'KES', PLAIN],
    ['-0.01', 'KES', PLAIN],
    ['+1', 'KES', PLAIN],
    ['1e3', 'KES', PLAIN],
    ['0x10', 'KES', PLAIN],
    ['1_000', 'KES', PLAIN],
    ['1,000', 'KES', PLAIN],
    ['1,5', 'KES', PLAIN],
    ['007', 'KES', PLAIN],
    ['00', 'KES', PLAIN],
    ['00.5', 'KES', PLAIN],
    ['1.', 'KES', PLAIN],
    ['.5', 'KES', PLAIN],
    ['.', 'KES', PLAIN],
    ['1.2.3', 'KES', PLAIN],
    ['', 'KES', PLAIN],
    [' ', 'KES', PLAIN],
    [' 1', 'KES', PLAIN],
    ['1 ', 'KES', PLAIN],
    ['1\n', 'KES', PLAIN],
    ['1\u0000', 'KES', PLAIN],
    ['٣', 'KES', PLAIN],
    ['１', 'KES', PLAIN],
    ['½', 'KES', PLAIN],
    ['NaN', 'KES', PLAIN],
    ['Infinity', 'KES', PLAIN],
    ['1.234', 'KES', 'An amount in KES has at most 2 digits after the decimal point'],
    ['1.000', 'KES', 'An amount in KES has at most 2 digits after the decimal point'],
    ['1.0', 'JPY', 'An amount in JPY has no digits after the decimal point'],
    ['1.2345', 'KWD', 'An amount in KWD has at most 3 digits after the decimal point'],
    ['10000000000000', 'KES', 'The amount must not exceed KES 9,999,999,999,999.99'],
    ['10000000000000.00', 'KES', 'The amount must not exceed KES 9,999,999,999,999.99'],
    ['999999999999999.99', 'KES', 'The amount must not exceed KES 9,999,999,999,999.99'],
    ['1000000000000', 'KWD', 'The amount must not exceed KWD 999,999,999,999.999'],
    ['9007199254740993', 'KES', 'The amount must not exceed KES 9,999,999,999,999.99'],
    ['1000000000000000', 'JPY', 'The amount must not exceed JPY 999,999,999,999,999'],
    ['9'.repeat(100_000), 'JPY', 'The amount must not exceed JPY 999,999,999,999,999'],
  ] as const;
  test.each(refused.map(([text, currency, message]) => [short(text), currency, message, text] as const))(
    'When %s %s is read, then it is INVALID_AMOUNT: %s',
    (_short, currency, message, text) => {
      expect(refusalOf(text, currency)).toEqual({
        code: 'INVALID_AMOUNT',
        message,
        details: { currency, fractionDigits: exponentOf(currency) },
        retryable: false,
        replayed: false,
      });
    },
  );

  test('When any text is read, then it is a whole number within the bounds or INVALID_AMOUNT', () => {
    const nearlyAmount = fc.stringMatching(/^[-+ ]?[0-9]{0,17}[.,e]?[0-9]{0,4}$/);
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), nearlyAmount), anyCurrency, (text, currency) => {
        const refusal = refusalOf(text, currency);
        if (refusal) {
          expect(refusal.code).toBe('INVALID_AMOUNT');
          return;
        }
        const minor = parseAmount(text, currency);
        expect(Number.isSafeInteger(minor) && minor >= 1 && minor <= AMOUNT_MAX_MINOR).toBe(true);
        expect(text).toMatch(/^(0|[1-9][0-9]{0,14})(\.[0-9]+)?$/);
      }),
      { numRuns: 2_000 },
    );
  });
});

function refusalOf(text: string, currency: (typeof CURRENCIES)[number]) {
  try {
    parseAmount(text, currency);
  } catch (error) {
    return failureOf(error);
  }
  return undefined;
}
