import { globSync, readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';

const CODE = [
  ...['server/**/*.ts', 'dashboard/{src,build}/**/*.{ts,vue}', 'bench/**/*.ts', 'test/**/*.ts'],
  'scripts/**/*.{ts,js}',
];

const WORDS = 'What|How|Where|Whether|Who|Whom|Whose|When|Which|Why';
/** A documentation comment that opens with a question, or such a description of a parameter or a result. */
const RIDDLE = new RegExp(
  String.raw`/\*\*(?:\s|\*(?!/))*(?:${WORDS})\b|@(?:returns|param \w+) (?:${WORDS})\b`,
  'g',
);

/** The line of each riddle, from 1. */
function riddlesIn(text: string): number[] {
  return Array.from(text.matchAll(RIDDLE), ({ index }) => text.slice(0, index).split('\n').length);
}

test('Finds comments that open with a question, and none that goes on with one', () => {
  const text = [
    '/** What a person is called. */',
    '/** Returns the name. When there is none, the email. */',
    '/**',
    ' * Whether it rains.',
    ' */',
    '/** @returns Why it failed. */',
    ' * @param name What it is called.',
    '// When the queue is full, callers wait.',
  ].join('\n');
  expect(riddlesIn(text)).toEqual([1, 3, 6, 7]);
});

test('No documentation comment opens with a question', () => {
  const files = globSync(CODE).filter((path) => path !== 'test/docs/comments.test.ts');
  expect(files.length).toBeGreaterThan(1_000);
  const found = files.flatMap((path) =>
    riddlesIn(readFileSync(path, 'utf8')).map((line) => `${path}:${line}`),
  );
  expect(found).toEqual([]);
});
