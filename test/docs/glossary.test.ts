import { globSync, readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';

/** Code and texts that people read. Decisions and the changelog speak of what was, and keep its names. */
const READ = [
  ...[
    'server/**/*.ts',
    'dashboard/src/**/*.{ts,vue}',
    'bench/**/*.ts',
    'scripts/**/*.{ts,js}',
    'test/**/*.ts',
  ],
  ...['docs/*.md', 'docs/guides/*.md', 'README.md', 'CONTRIBUTING.md', 'SECURITY.md', 'schema.graphql'],
];
const LEFT_OUT = ['docs/glossary.md', 'docs/licences.md', 'test/docs/glossary.test.ts'];

/** The words between backticks in the column of words to avoid. */
function wordsToAvoid(): string[] {
  const rows = readFileSync('docs/glossary.md', 'utf8').matchAll(/^\| \*\*.*\|(.*)\|$/gm);
  return Array.from(rows, ([, avoid = '']) => avoid).flatMap((avoid) =>
    Array.from(avoid.matchAll(/`([^`]+)`/g), ([, word = '']) => word),
  );
}

/** Finds a word also as part of a name: `house wallet` in `houseWalletId`. Capitals count where the word has some. */
function patternOf(word: string): RegExp {
  return new RegExp(`(?<![a-z])${word.replaceAll(' ', '[ _-]?')}`, word === word.toLowerCase() ? 'i' : '');
}

test('Finds a word to avoid in a sentence and in a name, and not within another word', () => {
  for (const text of ['The house wallet', 'HOUSE_WALLET', 'houseWalletId', 'house-wallet.ts'])
    expect(text).toMatch(patternOf('house wallet'));
  for (const text of ['a warehouse wallet', 'household']) expect(text).not.toMatch(patternOf('house wallet'));
});

test('Nothing is called by a word that the glossary avoids', () => {
  const words = wordsToAvoid();
  expect(words.length).toBeGreaterThan(15);
  const found = globSync(READ)
    .filter((path) => !LEFT_OUT.includes(path) && !path.includes('/migrations/'))
    .flatMap((path) => {
      const text = readFileSync(path, 'utf8');
      return words.filter((word) => patternOf(word).test(text)).map((word) => `${path}: ${word}`);
    });
  expect(found).toEqual([]);
});
