import { globSync, readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';

/** Words that may follow a subquery without a name. */
const NO_NAME = /^(where|order|limit|group|on|join|left|union)$/;

/** Returns the places in a source where a subquery in FROM has no name. */
function unnamedIn(source: string): string[] {
  return Array.from(source.matchAll(/\b(?:from|join) \(/g)).flatMap(({ index, 0: begin }) => {
    let open = 1;
    let end = index + begin.length;
    for (; open > 0 && end < source.length; end += 1)
      open += source[end] === '(' ? 1 : source[end] === ')' ? -1 : 0;
    const [, name] = /^\s*(?:as\s+)?(\w+)/.exec(source.slice(end)) ?? [];
    return name === undefined || NO_NAME.test(name) ? [source.slice(index, end)] : [];
  });
}

test('Every subquery in FROM has a name, without which PostgreSQL 15 refuses it', () => {
  expect(unnamedIn('`select id from (select 1 as id) as numbers`')).toEqual([]);
  expect(
    unnamedIn('`select id from (select 1 as id)` + `select id from (select (1) as id) where id = 1`'),
  ).toEqual(['from (select 1 as id)', 'from (select (1) as id)']);
  const found = globSync('server/**/*.ts').flatMap((file) =>
    unnamedIn(readFileSync(file, 'utf8')).map((subquery) => `${file}: ${subquery}`),
  );
  expect(found).toEqual([]);
});
