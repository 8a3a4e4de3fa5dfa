import { beforeAll, describe, expect, test } from '@jest/globals';
import { useApi, type User } from '../../support/api.js';

const api = useApi();
let zoe: User;
let ipek: User;
let analyst: User;
let wallet: string;

beforeAll(async () => {
  [zoe, ipek] = [await api.customer('Zo\u00c9 \u00c9cole'), await api.customer('\u0130pek Yıldız')];
  analyst = await api.staff('ANALYST');
  wallet = await zoe.wallet({ name: '\u00dcbersee Stra\u00dfe' });
  await zoe.deposit(wallet, '3.00', {
    more: { description: 'CAF\u00c9', reference: 'Re\u0301f \u041a\u0418\u0415\u0412' },
  });
  await ipek.wallet({ name: '\u039f\u0394\u039f\u03a3 100%' });
});

const LISTS: Readonly<Record<string, string>> = {
  users: '/api/users',
  wallets: '/api/wallets',
  transactions: '/api/transactions',
  entries: '/api/wallets/{id}/entries',
  'exported transactions': '/api/exports/transactions',
  'exported entries': '/api/exports/entries',
};

function pathOf(list: string): string {
  return (LISTS[list] ?? '').replace('{id}', wallet);
}

/** Counts the rows of a list that match a filter. */
async function found(list: string, text: string, parameter = 'search'): Promise<number> {
  const path = pathOf(list);
  const query = `${parameter}=${encodeURIComponent(text)}`;
  if (!path.includes('exports')) return (await analyst.get(`${path}?${query}`)).list('data').length;
  const response = await analyst.fetch(`${path}?format=ndjson&${query}`);
  return (await response.text()).split('\n').length - 1;
}

describe('A search', () => {
  test.each([
    ['Zo\u00c9', 1, 1, 1, 0],
    ['zo\u00e9', 1, 1, 1, 0],
    ['e\u0301cole', 1, 1, 1, 0],
    ['\u00c9COLE', 1, 1, 1, 0],
    ['Zoe', 0, 0, 0, 0],
    ['ipek', 1, 1, 0, 0],
    ['İPEK', 1, 1, 0, 0],
    ['YILDIZ', 1, 1, 0, 0],
    ['strasse', 0, 1, 0, 0],
    ['STRASSE', 0, 1, 0, 0],
    ['stra\u00dfe', 0, 1, 0, 0],
    ['\u00fcBERSEE', 0, 1, 0, 0],
    ['u\u0308bersee', 0, 1, 0, 0],
    ['οδοσ', 0, 1, 0, 0],
    ['οδος', 0, 1, 0, 0],
    ['100%', 0, 1, 0, 0],
    ['_', 0, 0, 0, 0],
    ['caf\u00e9', 0, 0, 1, 1],
    ['CAFE\u0301', 0, 0, 1, 1],
    ['r\u00e9f киев', 0, 0, 1, 1],
    ['RÉF', 0, 0, 0, 0],
  ])(
    'for %j has one normal form for what is stored and what is asked',
    async (text, users, wallets, transactions, entries) => {
      expect({
        users: await found('users', text),
        wallets: await found('wallets', text),
        transactions: await found('transactions', text),
        entries: await found('entries', text),
        // An export of entries has those of both sides, and no people.
        'exported entries': await found('exported entries', text),
        'exported transactions': await found('exported transactions', text),
      }).toEqual({
        ...{ users, wallets, transactions, entries },
        'exported entries': entries * 2,
        'exported transactions': transactions,
      });
    },
  );

  test('finds an email in any case', async () => {
    expect(await found('users', zoe.email.toUpperCase())).toBe(1);
  });

  test.each(Object.keys(LISTS))('of blanks, or with blanks around it, asks the same of %s', async (list) => {
    const all = await found(list, '');
    expect(all).toBeGreaterThan(0);
    expect(await found(list, ' \t ')).toBe(all);
    const [text, one] =
      list === 'wallets' ? ['ipek', 1] : list === 'users' ? ['zoé', 1] : ['café', undefined];
    const exactly = await found(list, text);
    expect(await found(list, `  ${text}\n`)).toBe(exactly);
    if (one !== undefined) expect(exactly).toBe(one);
  });

  test('counts and totals pay no heed to blanks either', async () => {
    const query = `query ($search: String) {
      userCount(search: $search)
      walletTotals(filter: { search: $search, currency: KES }) { count }
      transactionTotals(filter: { search: $search, reference: $search }) { totals { count } }
    }`;
    const without = await analyst.graphql(query, {});
    for (const search of ['', '   ']) {
      expect((await analyst.graphql(query, { search })).body).toEqual(without.body);
    }
  });

  test('of more characters than any text has is refused by its name, everywhere', async () => {
    for (const list of Object.keys(LISTS)) {
      for (const text of ['x'.repeat(281), 'x'.repeat(3_000)]) {
        const path = pathOf(list);
        const answer = await analyst.get(`${path}?search=${text}`);
        expect([list, answer.status, answer.at('code'), answer.at('details')]).toEqual([
          ...[list, 400, 'BAD_USER_INPUT', { field: 'search' }],
        ]);
      }
    }
    for (const field of [
      'users(search: $search) { nodes { id } }',
      'userCount(search: $search)',
      'wallets(filter: { search: $search }) { nodes { id } }',
      'walletTotals(filter: { search: $search }) { count }',
      'transactions(filter: { search: $search }) { nodes { id } }',
      'transactionTotals(filter: { search: $search }) { complete }',
      'wallets(first: 1) { nodes { entries(filter: { search: $search }) { nodes { id } } } }',
    ]) {
      const answer = await analyst.graphql(`query ($search: String) { ${field} }`, {
        search: '\ud83d\ude00'.repeat(12_000),
      });
      expect([field, answer.at('errors.0.extensions.code')]).toEqual([field, 'BAD_USER_INPUT']);
      expect(answer.at('errors.0.extensions.details')).toEqual({ field: 'search' });
    }
    // An emoji is one character.
    expect(await found('users', '\ud83d\ude00'.repeat(280))).toBe(0);
  });
});

describe('The filter by a reference', () => {
  test('finds it however its accents are written, with blanks around it, and in its own case alone', async () => {
    for (const list of ['transactions', 'exported transactions']) {
      for (const text of ['R\u00e9f КИЕВ', 'Re\u0301f КИЕВ', ' R\u00e9f КИЕВ ']) {
        expect([list, text, await found(list, text, 'reference')]).toEqual([list, text, 1]);
      }
      expect(await found(list, 'r\u00e9f киев', 'reference')).toBe(0);
      expect(await found(list, 'Ref КИЕВ', 'reference')).toBe(0);
      expect(await found(list, ' ', 'reference')).toBe(1);
    }
    const answer = await analyst.get(`/api/transactions?reference=${'x'.repeat(281)}`);
    expect([answer.status, answer.at('details')]).toEqual([400, { field: 'reference' }]);
  });
});
