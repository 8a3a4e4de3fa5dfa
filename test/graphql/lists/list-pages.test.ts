import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Answer } from '../../support/answer.js';
import { useApi } from '../../support/api.js';
import { ask, fillLists, keys, LISTS, people, type Args, type Listed } from './relay-lists.js';

const api = useApi();

beforeAll(async () => fillLists(api));

const names = Object.keys(LISTS);
const listOf = (name: string): Listed => {
  const list = LISTS[name];
  if (!list) throw new Error(`There is no list ${name}`);
  return list;
};

describe('Each list', () => {
  test.each(names)('of %s goes either way', async (name) => {
    const list = listOf(name);
    const all = await keys(list, { first: 100 });
    expect(all.length).toBeGreaterThanOrEqual(5);
    expect(new Set(all).size).toBe(all.length);
    const other = list.usual === 'NEWEST_FIRST' ? 'OLDEST_FIRST' : 'NEWEST_FIRST';
    expect(await keys(list, { first: 100, orderBy: list.usual })).toEqual(all);
    expect(await keys(list, { first: 100, orderBy: other })).toEqual(all.toReversed());
  });

  test.each(names)('of %s is read from its end in pages of any length, either way', async (name) => {
    const list = listOf(name);
    for (const orderBy of ['NEWEST_FIRST', 'OLDEST_FIRST']) {
      const all = await keys(list, { first: 100, orderBy });
      for (const last of [1, 2, 3]) {
        const found: unknown[] = [];
        for (let before: string | null = null; ;) {
          const answer: Answer = await ask(list, { last, before, orderBy });
          const page = answer
            .list(`${list.path}.nodes`)
            .map((_, at) => answer.at(`${list.path}.nodes.${String(at)}.${list.key}`));
          found.unshift(...page);
          expect(answer.at(`${list.path}.pageInfo.hasNextPage`)).toBe(before !== null);
          expect(answer.at(`${list.path}.pageInfo.hasPreviousPage`)).toBe(found.length < all.length);
          if (found.length >= all.length) break;
          expect(page).toHaveLength(last);
          before = answer.text(`${list.path}.pageInfo.startCursor`);
        }
        expect(found).toEqual(all);
      }
    }
  });

  test.each(names)('of %s is cut by both cursors, which mean the same place either way', async (name) => {
    const list = listOf(name);
    const answer = await ask(list, { first: 100 });
    const all = await keys(list, { first: 100 });
    const cursor = (at: number) => answer.text(`${list.path}.edges.${String(at)}.cursor`);
    expect(await keys(list, { after: cursor(0), before: cursor(4) })).toEqual(all.slice(1, 4));
    expect(await keys(list, { after: cursor(0), before: cursor(4), last: 2 })).toEqual(all.slice(2, 4));
    expect(await keys(list, { after: cursor(0), before: cursor(4), first: 2 })).toEqual(all.slice(1, 3));
    const other = list.usual === 'NEWEST_FIRST' ? 'OLDEST_FIRST' : 'NEWEST_FIRST';
    expect(await keys(list, { after: cursor(4), before: cursor(0), orderBy: other })).toEqual(
      all.slice(1, 4).toReversed(),
    );
  });

  test.each(names)(
    'of %s refuses two lengths, lengths out of bounds, and cursors of any other list',
    async (name) => {
      const list = listOf(name);
      const refusal = async (args: Args) => (await ask(list, args)).at('errors.0.extensions');
      const of = (field: string) => ({ code: 'BAD_USER_INPUT', retryable: false, details: { field } });
      expect(await refusal({ first: 1, last: 1 })).toEqual(of('last'));
      expect(await refusal({ last: 101 })).toEqual(of('last'));
      expect(await refusal({ last: -1 })).toEqual(of('last'));
      for (const other of names) {
        const { path, key } = listOf(other);
        const cursor = (await ask(listOf(other), { first: 1 })).text(`${path}.edges.0.cursor`);
        const kind = (each: string) => each.split(' of ')[0];
        if (kind(other) === kind(name)) {
          expect([other, key, await refusal({ after: cursor })]).toEqual([other, key, undefined]);
        } else {
          expect([other, await refusal({ after: cursor })]).toEqual([other, of('after')]);
          expect([other, await refusal({ before: cursor })]).toEqual([other, of('before')]);
        }
      }
    },
  );

  test('costs by the length that is asked for from its end as well', async () => {
    const query = (args: string) =>
      `{ wallets(${args}) { nodes { transactions(${args}) { nodes { entries { wallet { name } } } } } } }`;
    for (const args of ['first: 100', 'last: 100']) {
      const answer = await people().analyst.graphql(query(args));
      expect(answer.at('errors.0.message')).toMatch(/^The query asks for up to \d+ fields/);
    }
    expect((await people().analyst.graphql(query('last: 5'))).at('errors')).toBeUndefined();
  });
});
