import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readAmount } from '../../../../dashboard/src/shared/money/amount-reading';
import { CURRENCIES, exponentOf } from '../../../../dashboard/src/shared/money/currencies';
import { formatMinor, writeAmount } from '../../../../dashboard/src/shared/money/money';
import type { Currency } from '../../../../dashboard/src/shared/money/currencies';
import { AMOUNT_MAX_MINOR, formatAmount } from '../../../../server/ledger/money/money';
import { short } from '../../../support/short.js';

// prettier-ignore
const LOCALES = [
  'en-US', 'en-GB', 'en-KE', 'en-IN', 'en-ZA', 'sw-KE', 'de-DE', 'de-AT', 'de-CH', 'fr-FR', 'fr-CH', 'it-IT', 'it-CH', 'es-ES',
  'es-MX', 'pt-PT', 'pt-BR', 'pt-CV', 'pl-PL', 'bg-BG', 'sv-SE', 'nb-NO', 'ru-RU', 'uk-UA', 'tr-TR', 'hi-IN', 'mr-IN', 'bn-BD',
  'ne-NP', 'my-MM', 'ar-EG', 'ar-AE', 'ar-MA', 'fa-IR', 'ur-PK', 'ps-AF', 'ckb-IQ', 'he-IL', 'am-ET', 'rw-RW', 'yo-NG', 'ja-JP',
  'zh-CN', 'ko-KR', 'th-TH', 'vi-VN', 'id-ID', 'lt-LT',
];

const ASCII = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'];

const minorOf = (text: string, currency: Currency, locale: string, zero = false) => {
  const reading = readAmount(text, currency, { zero, locale });
  return 'minorUnits' in reading ? reading.minorUnits : reading.problem;
};

describe('What the reader’s locale writes is read', () => {
  test.each([
    ['12,50', 'EUR', 'de-DE', 1250n],
    ['1.000', 'EUR', 'de-DE', 100_000n],
    ['1.000,5', 'EUR', 'de-DE', 100_050n],
    ['12,50 €', 'EUR', 'de-DE', 1250n],
    ['1,000', 'KES', 'en-US', 100_000n],
    ['1,000.00', 'KES', 'en-US', 100_000n],
    [' 500 ', 'KES', 'en-US', 50_000n],
    ['KES 1,000.00', 'KES', 'en-US', 100_000n],
    ['kes1000', 'KES', 'en-US', 100_000n],
    ['KSh 500', 'KES', 'en-US', 50_000n],
    ['500 Ksh', 'KES', 'de-DE', 50_000n],
    ['$5', 'USD', 'en-US', 500n],
    ['.5', 'KES', 'en-US', 50n],
    ['5.', 'KES', 'en-US', 500n],
    [',5', 'EUR', 'de-DE', 50n],
    ['007', 'KES', 'en-US', 700n],
    ['1,00,000.00', 'INR', 'en-IN', 10_000_000n],
    ['100,000', 'INR', 'en-IN', 10_000_000n],
    ['1’000.50', 'CHF', 'de-CH', 100_050n],
    ["1'000.50", 'CHF', 'de-CH', 100_050n],
    ['1 000,50', 'EUR', 'fr-FR', 100_050n],
    ['1\u202F000,50', 'EUR', 'fr-FR', 100_050n],
    ['1\u00A0000,50\u00A0€', 'EUR', 'fr-FR', 100_050n],
    ['12.50', 'EUR', 'fr-FR', 1250n],
    ['1 000', 'KES', 'en-US', 100_000n],
    ['١٬٠٠٠٫٥٠', 'EGP', 'ar-EG', 100_050n],
    ['1,000.50', 'EGP', 'ar-EG', 100_050n],
    ['۱۲٫۵', 'IRR', 'fa-IR', 1250n],
    ['१२,३४,५६७.५०', 'NPR', 'ne-NP', 123_456_750n],
    ['1.500', 'KWD', 'en-US', 1500n],
    ['1.500', 'KWD', 'de-DE', 1_500_000n],
    ['12.50000', 'KES', 'en-US', 1250n],
    ['1,000.00', 'UGX', 'en-US', 1000n],
    ['9,999,999,999,999.99', 'KES', 'en-US', 999_999_999_999_999n],
  ] as const)('%j of %s in %s', (text, currency, locale, minorUnits) => {
    expect(readAmount(text, currency, { locale })).toEqual({
      minorUnits,
      amount: formatAmount(minorUnits, currency),
    });
  });
});

describe('What is ambiguous or impossible is refused, with an example in the reader’s writing', () => {
  const refused = [
    ['1,00', 'KES', 'en-US', 'Write an amount like 1,000 or 12.50.'],
    ['12.50', 'EUR', 'de-DE', 'Write an amount like 1.000 or 12,50.'],
    ['1,00,000', 'KES', 'en-US', 'Write an amount like 1,000 or 12.50.'],
    ['0,500', 'KES', 'en-US', 'Write an amount like 1,000 or 12.50.'],
    ['1.000', 'EUR', 'fr-FR', 'Write an amount like 1\u202F000 or 12,50.'],
    ['1,000 000', 'KES', 'en-US', 'Write an amount like 1,000 or 12.50.'],
    ['1,000,', 'KES', 'en-US', 'Write an amount like 1,000 or 12.50.'],
    ['1.2.3', 'KES', 'en-US', 'Write an amount like 1,000 or 12.50.'],
    ['-5', 'KES', 'en-US', 'Write an amount like 1,000 or 12.50.'],
    ['5²', 'KES', 'en-US', 'Write an amount like 1,000 or 12.50.'],
    ['1e3', 'KES', 'en-US', 'Write an amount like 1,000 or 12.50.'],
    ['٥', 'KES', 'en-US', 'Write an amount like 1,000 or 12.50.'],
    ['١2', 'EGP', 'ar-EG', 'Write an amount like ١٬٠٠٠ or ١٢٫٥٠.'],
    ['.', 'KWD', 'en-US', 'Write an amount like 1,000 or 12.500.'],
    ['ten', 'UGX', 'en-US', 'Write an amount like 1,000 or 500.'],
    ['USD 5', 'KES', 'en-US', 'This amount is in KES, not in USD.'],
    [
      '12.345',
      'KES',
      'en-US',
      'KES has at most 2 digits for smaller parts. Write an amount like 1,000 or 12.50.',
    ],
    [
      '1.000',
      'KES',
      'en-US',
      'KES has at most 2 digits for smaller parts. Write an amount like 1,000 or 12.50.',
    ],
    ['1.5', 'UGX', 'en-US', 'UGX has no smaller parts. Write an amount like 1,000 or 500.'],
    ['0', 'KES', 'en-US', 'Write an amount of more than zero.'],
    ['10,000,000,000,000', 'KES', 'en-US', 'At most KES\u00A09,999,999,999,999.99.'],
    ['9'.repeat(400), 'KES', 'en-US', 'At most KES\u00A09,999,999,999,999.99.'],
  ] as const;
  test.each(
    refused.map(
      ([text, currency, locale, problem]) => [short(text), currency, locale, text, problem] as const,
    ),
  )('%s of %s in %s', (_short, currency, locale, text, problem) => {
    expect(readAmount(text, currency, { locale })).toEqual({ problem });
  });

  test('A limit may be zero', () => {
    expect(minorOf('0', 'KES', 'en-US', true)).toBe(0n);
  });
});

const locale = fc.constantFrom(...LOCALES);
const currency = fc.constantFrom(...CURRENCIES);
const minorUnits = fc.oneof(
  fc.integer({ min: 1, max: 2_000_000 }),
  fc.integer({ min: 1, max: AMOUNT_MAX_MINOR }),
);

describe('Whatever the language', () => {
  test('what the dashboard shows is read as the very same minor units', () => {
    fc.assert(
      fc.property(locale, currency, minorUnits, (where, code, minor) => {
        const amount = formatAmount(minor, code);
        expect([
          minorOf(formatMinor(BigInt(minor), code, { locale: where }), code, where),
          minorOf(writeAmount({ amount, currency: code }, where), code, where),
        ]).toEqual([BigInt(minor), BigInt(minor)]);
      }),
      { numRuns: 500 },
    );
  });

  test('what is sent is the exact decimal of what was read', () => {
    fc.assert(
      fc.property(locale, currency, minorUnits, (where, code, minor) => {
        const reading = readAmount(formatMinor(BigInt(minor), code, { locale: where }), code, {
          locale: where,
        });
        const digits = String(minor).padStart(exponentOf(code) + 1, '0');
        const cut = digits.length - exponentOf(code);
        const expected = cut === digits.length ? digits : `${digits.slice(0, cut)}.${digits.slice(cut)}`;
        expect(reading).toMatchObject({ amount: expected });
      }),
      { numRuns: 100 },
    );
  });

  test('a text that is not a number is never an amount, and an amount is never more than the digits that were written', () => {
    const sign = fc.constantFrom(
      ...ASCII,
      ...ASCII,
      '.',
      ',',
      ' ',
      '’',
      '-',
      '+',
      'e',
      'K',
      '٣',
      '५',
      '²',
      '½',
      '\n',
    );
    const junk = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(sign, { maxLength: 12 }).map((signs) => signs.join('')),
    );
    fc.assert(
      fc.property(locale, fc.constantFrom<Currency>('KES', 'UGX', 'KWD'), junk, (where, code, text) => {
        const read = minorOf(text, code, where, true);
        if (typeof read === 'string') return;
        // Without its separators, what was written is the amount with noughts behind it, or cut off.
        const written = Array.from(text)
          .map((each) => digitIn(each, where))
          .join('')
          .replace(/^0+/, '');
        const strip = (digits: string) => digits.replace(/0+$/, '');
        expect(strip(String(read))).toBe(strip(written));
        expect(text).toMatch(/^[\p{Nd}.,٫٬ ’'\p{Zs}\s]+$/u);
      }),
      { numRuns: 1_500 },
    );
  });
});

/** The digit that a sign is where the reader lives, found by asking how each one is written there. */
function digitIn(sign: string, where: string): string {
  const own = (digits.get(where) ?? digitsOf(where)).indexOf(sign);
  if (own !== -1) return String(own);
  return /[0-9]/.test(sign) ? sign : '';
}

const digits = new Map<string, string[]>();

function digitsOf(where: string): string[] {
  const own = Array.from({ length: 10 }, (_, digit) => new Intl.NumberFormat(where).format(digit));
  digits.set(where, own);
  return own;
}
