import { beforeAll, describe, expect, test } from '@jest/globals';
import { useApi, type User } from '../../support/api.js';

const api = useApi();
let amina: User;
let brian: User;
let analyst: User;
let savings: string;
let school: string;
let rent: string;

beforeAll(async () => {
  [amina, brian] = [await api.customer('Amina Otieno'), await api.customer('Brian Mwangi')];
  analyst = await api.staff('ANALYST');
  savings = await amina.wallet({ name: 'Savings', balance: '100.00' });
  school = await amina.wallet({ name: 'School' });
  rent = await brian.wallet({ name: 'Rent', balance: '50.00' });
  for (const amount of ['1.00', '2.00', '3.00']) await amina.transfer(savings, school, amount);
  await amina.transfer(savings, rent, '7.00');
});

const TRANSACTIONS = `query ($first: Int, $after: String, $filter: TransactionFilter) {
  transactions(first: $first, after: $after, filter: $filter) { nodes { amount { amount } } pageInfo { hasNextPage endCursor } }
}`;

/** The amounts that a filter finds, newest first, walked in pages of a length. */
async function amounts(user: User, filter: object, first = 100): Promise<string[]> {
  const found: string[] = [];
  for (let after: string | null = null; ;) {
    const answer = await user.graphql(TRANSACTIONS, { first, after, filter });
    const page = answer
      .list('data.transactions.nodes')
      .map((_, index) => answer.text(`data.transactions.nodes.${String(index)}.amount.amount`));
    found.push(...page);
    if (answer.at('data.transactions.pageInfo.hasNextPage') === false) return found;
    expect(page).toHaveLength(first);
    after = answer.text('data.transactions.pageInfo.endCursor');
  }
}

async function amountsOverRest(user: User, path: string): Promise<string[]> {
  const answer = await user.get(path);
  return answer.list('data').map((_, index) => answer.text(`data.${String(index)}.amount.amount`));
}

async function exported(query: string): Promise<string[]> {
  const response = await analyst.fetch(`/api/exports/transactions?format=ndjson&${query}`);
  const lines = (await response.text()).split('\n').slice(0, -1);
  return lines.map((line) => (JSON.parse(line) as { amount: string }).amount).toReversed();
}

describe('A transfer between two wallets of one owner', () => {
  const hers = ['7.00', '3.00', '2.00', '1.00', '100.00'];

  test.each([1, 2, 3, 7])('is listed once, in full pages of %d', async (first) => {
    expect(await amounts(amina, {}, first)).toEqual(hers);
    expect(await amounts(analyst, { ownerId: amina.id }, first)).toEqual(hers);
  });

  test('is listed once over REST, and by each of the two wallets', async () => {
    expect(await amountsOverRest(amina, '/api/transactions')).toEqual(hers);
    expect(await amountsOverRest(amina, '/api/transactions?first=2')).toEqual(hers.slice(0, 2));
    expect(await amountsOverRest(analyst, `/api/transactions?ownerId=${amina.id}`)).toEqual(hers);
    expect(await amountsOverRest(amina, `/api/wallets/${school}/transactions`)).toEqual(hers.slice(1, 4));
  });
});

describe('A wallet together with an owner', () => {
  test('finds what both are a party to, in lists, totals and exports alike', async () => {
    for (const [walletId, owner, found] of [
      [rent, amina, ['7.00']],
      [savings, brian, ['7.00']],
      [school, brian, []],
      [school, amina, ['3.00', '2.00', '1.00']],
    ] as const) {
      const filter = { walletId, ownerId: owner.id };
      const query = `walletId=${walletId}&ownerId=${owner.id}`;
      expect(await amounts(analyst, filter, 1)).toEqual(found);
      expect(await amounts(owner, filter)).toEqual(found);
      expect(await amounts(owner, { walletId })).toEqual(found);
      expect(await amountsOverRest(analyst, `/api/transactions?${query}`)).toEqual(found);
      expect(await exported(query)).toEqual(found);
      const totals = await analyst.graphql(
        'query ($filter: TransactionFilter) { transactionTotals(filter: $filter) { totals { count } } }',
        { filter },
      );
      expect(totals.at('data.transactionTotals.totals')).toEqual(
        found.length > 0 ? [{ count: found.length }] : [],
      );
    }
  });
});

describe('A customer who asks for somebody’s things', () => {
  const QUERIES = [
    'query ($id: ID) { transactions(filter: { ownerId: $id }) { nodes { id } } }',
    'query ($id: ID) { wallets(filter: { ownerId: $id }) { nodes { id } } }',
    'query ($id: ID) { me { wallets(filter: { ownerId: $id }) { nodes { id } } } }',
    'query ($id: ID) { wallets(first: 1) { nodes { transactions(filter: { ownerId: $id }) { nodes { id } } } } }',
  ];

  test.each(QUERIES)(
    'finds nothing, whoever it is, and by their own id all that is theirs: %s',
    async (query) => {
      for (const id of [brian.id, analyst.id, 'nobody']) {
        const answer = await amina.graphql(query, { id });
        expect(answer.at('errors')).toBeUndefined();
        expect(JSON.stringify(answer.body)).toMatch(/"nodes":\[\]/);
      }
      const own = await amina.graphql(query, { id: amina.id.toUpperCase() });
      expect(own.at('errors')).toBeUndefined();
      expect(own.body).toEqual((await amina.graphql(query, { id: null })).body);
    },
  );

  test('hears the same over REST', async () => {
    for (const path of ['transactions', 'wallets', `wallets/${savings}/transactions`]) {
      expect((await amina.get(`/api/${path}?ownerId=${brian.id}`)).list('data')).toEqual([]);
    }
  });

  test('The wallets of a user are narrowed by an owner as well, for analysts and operators', async () => {
    const query =
      'query ($user: ID!, $owner: ID!) { user(id: $user) { wallets(filter: { ownerId: $owner }) { nodes { name } } } }';
    const of = async (owner: User) =>
      (await analyst.graphql(query, { user: amina.id, owner: owner.id })).list('data.user.wallets.nodes');
    expect([(await of(amina)).length, (await of(brian)).length]).toEqual([2, 0]);
    const byName = await analyst.graphql(
      'query ($user: ID!) { user(id: $user) { wallets(filter: { search: "otieno" }) { nodes { name } } } }',
      { user: amina.id },
    );
    expect(byName.list('data.user.wallets.nodes')).toHaveLength(2);
  });
});

describe('An empty list of values', () => {
  test.each([
    'transactions(filter: { type: [] }) { nodes { id } }',
    'transactions(filter: { status: [] }) { nodes { id } }',
    'wallets(filter: { kind: [] }) { nodes { id } }',
    'wallets(filter: { status: [] }) { nodes { id } }',
    'users(filter: { role: [] }) { nodes { id } }',
    'users(filter: { status: [] }) { nodes { id } }',
    'declines(filter: { code: [] }) { nodes { id } }',
    'auditEvents(filter: { action: [] }) { nodes { sequence } }',
  ])('finds nothing: %s', async (field) => {
    await amina.withdraw(school, '500.00');
    const answer = await analyst.graphql(`{ list: ${field} }`);
    expect(answer.at('data')).toEqual({ list: { nodes: [] } });
  });

  test('comes to nothing, counts nothing and is found by no wallet', async () => {
    const answer = await analyst.graphql(
      `query ($wallet: ID!) {
        transactionTotals(filter: { type: [] }) { totals { count } complete }
        walletTotals(filter: { kind: [] }) { count }
        userCount(filter: { role: [] })
        declineCounts(filter: { code: [] }) { count }
        wallet(id: $wallet) {
          entries(filter: { type: [] }) { nodes { id } }
          transactions(filter: { status: [] }) { nodes { id } }
        }
      }`,
      { wallet: savings },
    );
    expect(answer.at('data')).toEqual({
      transactionTotals: { totals: [], complete: true },
      walletTotals: [],
      userCount: 0,
      declineCounts: [],
      wallet: { entries: { nodes: [] }, transactions: { nodes: [] } },
    });
  });
});
