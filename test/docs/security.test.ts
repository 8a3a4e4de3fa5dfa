import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from '@jest/globals';

const PAGES = ['SECURITY.md', 'docs/security.md'];

test('Every test that the threat model names is there', () => {
  const named = readFileSync('docs/security.md', 'utf8').matchAll(/`(test\/[\w/.-]+)`/g);
  const names = [...new Set([...named].map(([, name = '']) => name))];
  expect(names.length).toBeGreaterThan(30);
  expect(names.filter((name) => globSync([`${name}.test.ts`, `${name}/**/*.test.ts`]).length === 0)).toEqual(
    [],
  );
});

test.each(PAGES)('Every page that %s leads to is there', (page) => {
  const links = readFileSync(page, 'utf8').matchAll(/\]\(([^)#]+)/g);
  const paths = [...links].map(([, path = '']) => join(dirname(page), path));
  expect(paths).not.toEqual([]);
  expect(paths.filter((path) => !existsSync(path))).toEqual([]);
});
