import { describe, expect, test } from '@jest/globals';
import { isVisible, mistakeInName, trimName } from '../../server/ledger/text.js';

/** Each of them shows nothing, in any font. */
const INVISIBLE: readonly (readonly [string, string])[] = [
  ['a zero-width space', '\u200b'],
  ['a zero-width joiner', '\u200d'],
  ['a word joiner', '\u2060'],
  ['a byte order mark', '\ufeff'],
  ['a soft hyphen', '\u00ad'],
  ['a combining grapheme joiner', '\u034f'],
  ['a Hangul filler', '\u3164'],
  ['a half-width Hangul filler', '\uffa0'],
  ['Hangul jamo fillers', '\u115f\u1160'],
  ['a blank Braille cell', '\u2800'],
  ['a Khitan filler', '\u{16fe4}'],
  ['Egyptian blanks', '\u{13441}\u{13442}'],
  ['a Mongolian vowel separator', '\u180e'],
  ['a variation selector', '\ufe0f'],
  ['another one', '\u{e0101}'],
  ['tag characters', '\u{e0001}\u{e0041}\u{e0042}\u{e007f}'],
  ['an interlinear anchor', '\ufff9'],
  ['an ideographic space', '\u3000'],
  ['a line break', '\n'],
  ['a line separator', '\u2028'],
];

describe('What shows nothing', () => {
  test.each(INVISIBLE)('%s is not a name, and is cut off around one', (_, text) => {
    expect(isVisible(text)).toBe(false);
    expect(mistakeInName(trimName(text))).toContain('can be seen');
    expect(trimName(`${text}Savings \u200b`)).toBe('Savings');
    expect(trimName(` ${text}Savings`)).toBe('Savings');
  });
});

test('Marks are no name without a character that they are on', () => {
  expect(mistakeInName('\u0301\u20dd')).toContain('can be seen');
  expect(mistakeInName('e\u0301')).toBeUndefined();
  expect(trimName(' e\u0301 ')).toBe('e\u0301');
});

describe('A name', () => {
  test.each([
    'Wanjikũ’s école',
    '👩‍👩‍👧',
    'خانه‌ام',
    '❤️',
    '🏴󠁧󠁢󠁷󠁬󠁳󠁿',
    '1️⃣',
    'ปี่',
    '한국어',
    '⠝⠊',
    'a',
    '😀'.repeat(80),
  ])('%s stays as it is', (name) => {
    expect(trimName(name)).toBe(name);
    expect(mistakeInName(name)).toBeUndefined();
  });

  test.each(['House\nLoan', 'House\r\nLoan', 'House\tLoan', 'House\u2028Loan', 'House\u2029Loan'])(
    'has one line: %j',
    (name) => {
      expect(mistakeInName(name)).toContain('one line');
    },
  );

  test('hides nothing after its last character', () => {
    expect(trimName('Savings\u{e0041}\u{e0042}')).toBe('Savings');
    expect(trimName('🏴\u{e0067}\u{e0062}')).toBe('🏴');
    expect(trimName('❤\ufe0f\ufe0f\u200b')).toBe('❤\ufe0f');
    expect(mistakeInName('a'.repeat(81))).toContain('80');
    expect(mistakeInName('a\u0007b')).toContain('control');
    expect(mistakeInName('a\u202eb')).toContain('control');
  });
});
