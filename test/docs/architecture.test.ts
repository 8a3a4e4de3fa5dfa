import { existsSync, globSync, readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';

const PAGES = ['CONTRIBUTING.md', 'docs/architecture.md'];

/** Paths of the project between backticks, from its root. */
function pathsIn(page: string): string[] {
  const named = readFileSync(page, 'utf8').matchAll(/`((?:server|dashboard|test|docs|scripts)\/[\w./-]+)`/g);
  return [...new Set(Array.from(named, ([, path = '']) => path))];
}

test.each(PAGES)('Every file and folder that %s names is there', (page) => {
  const paths = pathsIn(page);
  expect(paths.length).toBeGreaterThan(20);
  expect(paths.filter((path) => !existsSync(path))).toEqual([]);
});

test('Every room of the server has a row, which names what the rule lets it import', () => {
  const rows = readFileSync('docs/architecture.md', 'utf8').matchAll(
    /^\| `server\/([a-z]+)` +\|.*\| (.*?) +\|$/gm,
  );
  const told = new Map(Array.from(rows, ([, room = '', known = '']) => [room, known]));
  const rooms = globSync('server/*/').map((folder) => folder.replace(/^server\/|\/$/g, ''));
  expect([...told.keys()].sort()).toEqual(rooms.sort());

  const rules = readFileSync('.dependency-cruiser.cjs', 'utf8');
  for (const [room, known] of told) {
    if (room === 'app' || room === 'ledger') continue;
    const [, list = ''] = new RegExp(`^  ${room}: \\[([^\\]]*)\\]`, 'm').exec(rules) ?? [];
    const allowed = Array.from(list.matchAll(/'([a-z]+)'/g), ([, name = '']) => name);
    expect(Array.from(known.matchAll(/`([a-z]+)`/g), ([, name = '']) => name)).toEqual(allowed);
  }
});
