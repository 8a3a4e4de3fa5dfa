import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Answer } from '../../support/answer.js';
import { useApi, type User } from '../../support/api.js';

const api = useApi();
let user: User;
let walletId: string;

beforeAll(async () => {
  user = await api.customer();
  walletId = await user.wallet();
  for (let count = 1; count <= 7; count += 1) await user.deposit(walletId, `${count}.00`);
});

const PAGE = 'pageInfo { hasNextPage hasPreviousPage startCursor endCursor }';
const TRANSACTIONS = `query ($first: Int, $after: String) {
  list: transactions(first: $first, after: $after) { edges { cursor node { id } } nodes { id } ${PAGE} }
}`;
const ENTRIES = `query ($first: Int, $after: String) {
  wallets { nodes { entries(first: $first, after: $after) { edges { cursor node { id } } nodes { id sequence } ${PAGE} } } }
}`;

/** Every node, read page by page. */
async function walk(query: string, path: string, first: number): Promise<unknown[]> {
  const nodes: unknown[] = [];
  for (let after: string | null = null; ;) {
    const answer: Answer = await user.graphql(query, { first, after });
    nodes.push(...answer.list(`${path}.nodes`));
    expect(answer.list(`${path}.edges`)).toHaveLength(answer.list(`${path}.nodes`).length);
    expect(answer.at(`${path}.pageInfo.hasPreviousPage`)).toBe(after !== null);
    if (answer.at(`${path}.pageInfo.hasNextPage`) === false) return nodes;
    after = answer.text(`${path}.pageInfo.endCursor`);
  }
}

describe('A connection', () => {
  test.each([
    ['transactions', TRANSACTIONS, 'data.list'],
    ['entries', ENTRIES, 'data.wallets.nodes.0.entries'],
  ])('of %s gives the same list in pages of any length', async (_, query, path) => {
    const all = await walk(query, path, 100);

    expect(all).toHaveLength(7);
    for (const first of [1, 2, 3, 7]) expect(await walk(query, path, first)).toEqual(all);
  });

  test('says where its page begins and ends', async () => {
    const answer = await user.graphql(TRANSACTIONS, { first: 3 });

    expect(answer.at('data.list.pageInfo')).toEqual({
      hasNextPage: true,
      hasPreviousPage: false,
      startCursor: answer.text('data.list.edges.0.cursor'),
      endCursor: answer.text('data.list.edges.2.cursor'),
    });
    expect((await user.graphql(TRANSACTIONS, { first: 0 })).at('data.list')).toEqual({
      edges: [],
      nodes: [],
      pageInfo: { hasNextPage: true, hasPreviousPage: false, startCursor: null, endCursor: null },
    });
    expect((await user.graphql(TRANSACTIONS, { first: 7 })).at('data.list.pageInfo.hasNextPage')).toBe(false);
  });

  test('has twenty nodes a page unless it is told otherwise', async () => {
    const owner = await api.customer();
    await Promise.all(Array.from({ length: 21 }, async () => owner.wallet()));

    for (const variables of [{}, { first: null }]) {
      const answer = await owner.graphql(
        'query ($first: Int) { wallets(first: $first) { nodes { id } } }',
        variables,
      );
      expect(answer.list('data.wallets.nodes')).toHaveLength(20);
    }
  });

  test('stays in place while new nodes come in before it', async () => {
    const owner = await api.customer();
    const wallet = await owner.wallet();
    for (let count = 0; count < 4; count += 1) await owner.deposit(wallet, '1.00');

    const before = (await owner.graphql(TRANSACTIONS, { first: 100 })).list('data.list.nodes');
    const firstPage = await owner.graphql(TRANSACTIONS, { first: 2 });

    await owner.deposit(wallet, '1.00');
    const after = firstPage.text('data.list.pageInfo.endCursor');
    const secondPage = await owner.graphql(TRANSACTIONS, { first: 2, after });

    expect([...firstPage.list('data.list.nodes'), ...secondPage.list('data.list.nodes')]).toEqual(before);
  });

  test.each([-1, 101, 2_147_483_647])('refuses a page of %d', async (first) => {
    for (const query of [TRANSACTIONS, ENTRIES]) {
      const answer = await user.graphql(query, { first });
      expect(answer.at('errors.0.extensions')).toMatchObject({ code: 'BAD_USER_INPUT' });
    }
  });

  test('refuses cursors that it has not made', async () => {
    const ofEntry = (await user.graphql(ENTRIES, { first: 1 })).text(
      'data.wallets.nodes.0.entries.pageInfo.endCursor',
    );
    const ofTransaction = (await user.graphql(TRANSACTIONS, { first: 1 })).text(
      'data.list.pageInfo.endCursor',
    );
    const invented = [
      '',
      'x',
      '%00',
      Buffer.from("' or 1=1 --").toString('base64url'),
      Buffer.from('-5').toString('base64url'),
    ];
    const refusal = { code: 'BAD_USER_INPUT', retryable: false, details: { field: 'after' } };

    for (const after of [...invented, ofEntry]) {
      expect((await user.graphql(TRANSACTIONS, { after })).at('errors.0.extensions')).toEqual(refusal);
    }
    for (const after of [...invented, ofTransaction]) {
      expect((await user.graphql(ENTRIES, { after })).at('errors.0.extensions')).toEqual(refusal);
    }
  });
});
