import { describe, expect, test } from '@jest/globals';
import { figureMistake, fromField, toField } from '../../../../dashboard/src/console/risk/risk';
import { figure, percent } from '../../../../dashboard/src/console/shared/risk-kinds';

const plain = (text: string) => text.replaceAll(/\p{Zs}/gu, ' ');

describe('Figures of risk are written as amounts are, in the reader’s way', () => {
  test.each([
    ['en-US', '40.11%', '1,234.5 h', '4.93 ×'],
    ['de-DE', '40,11 %', '1.234,5 h', '4,93 ×'],
    ['fr-FR', '40,11 %', '1 234,5 h', '4,93 ×'],
  ])('In %s they are shown as %s, %s and %s', (locale, share, hours, ratio) => {
    expect(plain(percent('0.4011', locale))).toBe(share);
    expect(plain(figure('1234.5', 'HOURS', locale))).toBe(hours);
    expect(plain(figure('4.9300', 'RATIO', locale))).toBe(ratio);
  });

  test.each([
    ['en-US', 'SHARE', '12.5', '0.125'],
    ['de-DE', 'SHARE', '12,5', '0.125'],
    ['de-DE', 'SHARE', ' 75 % ', '0.75'],
    ['fr-FR', 'SHARE', '100', '1'],
    ['en-US', 'HOURS', '1,000', '1000'],
    ['de-DE', 'HOURS', '1.000,5 h', '1000.5'],
    ['fr-FR', 'RATIO', ',5', '0.5'],
  ] as const)('In %s the %s %j is read as %s', (locale, unit, typed, asked) => {
    expect(fromField(typed.trim(), unit, 'KES', locale)).toBe(asked);
  });

  test.each([
    ['de-DE', 'SHARE', '12.5'],
    ['en-US', 'SHARE', '12,5'],
    ['en-US', 'SHARE', '100.01'],
    ['en-US', 'SHARE', '1.234'],
    ['en-US', 'HOURS', '1.25'],
    ['en-US', 'HOURS', '-1'],
    ['en-US', 'HOURS', ''],
    ['en-US', 'RATIO', 'much'],
  ] as const)('In %s the %s %j is refused', (locale, unit, typed) => {
    expect(fromField(typed, unit, 'KES', locale)).toBeUndefined();
  });

  test('What stands in a field is read back as it was, wherever it is edited', () => {
    for (const locale of ['en-US', 'de-DE', 'fr-FR', 'ar-EG', 'hi-IN'])
      for (const [value, unit] of [
        ['0.7525', 'SHARE'],
        ['1234.5', 'HOURS'],
        ['0.9', 'RATIO'],
        ['1000.50', 'MONEY'],
      ] as const)
        expect(fromField(toField(value, unit, 'KES', locale), unit, 'KES', locale)).toBe(value);
  });

  test('What is wrong is said with an example that would be right', () => {
    expect(figureMistake('SHARE', 'de-DE')).toBe('Write a share like 12,5, of 100 at most.');
    expect(figureMistake('HOURS', 'en-US')).toBe('Write a figure like 12.5.');
  });
});
