import { afterEach, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { useApi, type User } from '../../../support/api.js';

const api = useApi();
const OWNERS = 10;
const WALLETS_PER_OWNER = 10;
let saver: User;
let operator: User;

// A hundred wallets of ten people and a hundred more of one, each with a deposit, a transfer in and a transfer out.
beforeAll(async () => {
  operator = await api.staff('OPERATOR');
  saver = await api.customer();
  await fill(saver, OWNERS * WALLETS_PER_OWNER);
  for (let owner = 0; owner < OWNERS; owner += 1) await fill(await api.customer(), WALLETS_PER_OWNER);
});

async function fill(user: User, wallets: number): Promise<void> {
  const ids = await Promise.all(
    Array.from({ length: wallets }, async () => user.wallet({ balance: '10.00' })),
  );
  await Promise.all(
    ids.map(async (id, index) => user.transfer(id, ids[(index + 1) % wallets] ?? '', '1.00')),
  );
}

afterEach(() => {
  jest.restoreAllMocks();
});

/** Counts the SQL statements that answer the query. */
async function statementsOf(user: User, query: string, variables: object): Promise<number> {
  const executed = jest.spyOn(api.storage.reader.getConnection(), 'execute');
  const answer = await user.graphql(query, { ...variables });
  const { length } = executed.mock.calls;
  executed.mockRestore();
  expect(answer.at('errors')).toBeUndefined();
  return length;
}

const NESTED = `query Nested($wallets: Int!) {
  wallets(first: $wallets, filter: { kind: [CUSTOMER] }) {
    nodes {
      name
      owner { displayName wallets(first: 1) { nodes { name } } }
      balance { posted { amount } available { amount } }
      transactions(first: 3) {
        nodes {
          amount { amount }
          source { name ownerName wallet { name } }
          destination { name ownerName wallet { name } }
          entries { balanceAfter { amount } wallet { name } }
          reversedBy { id }
        }
      }
      entries(first: 2) { nodes { amount { amount } transaction { type } } }
    }
    pageInfo { hasNextPage }
  }
}`;

const USERS = `query Users($users: Int!) {
  users(first: $users) { nodes { email apiTokens(first: 1) { nodes { name } } wallets(first: 3) { nodes { name owner { email } transactions(first: 1) { nodes { id } } } } } }
}`;

describe('The statements that a nested query runs', () => {
  test.each([
    ['a customer', () => saver],
    ['an operator', () => operator],
  ])('are as many for 100 wallets as for 10, for %s', async (who, user) => {
    const ten = await statementsOf(user(), NESTED, { wallets: 10 });
    const hundred = await statementsOf(user(), NESTED, { wallets: 100 });

    process.stdout.write(`${ten} statements for 10 wallets, ${hundred} for 100, as ${who}\n`);
    expect(ten).toBeGreaterThan(5);
    expect(hundred).toBe(ten);
  });

  test('are as many for 12 users as for 2', async () => {
    const two = await statementsOf(operator, USERS, { users: 2 });
    const twelve = await statementsOf(operator, USERS, { users: 12 });

    process.stdout.write(`${two} statements for 2 users, ${twelve} for 12\n`);
    expect(twelve).toBe(two);
  });

  test('do not grow with the depth of a history', async () => {
    const query = `query Page($after: String) { transactions(first: 10, after: $after) { nodes { id } pageInfo { endCursor } } }`;
    const first = await statementsOf(saver, query, {});
    const cursor = (await saver.graphql('{ transactions(first: 100) { pageInfo { endCursor } } }')).text(
      'data.transactions.pageInfo.endCursor',
    );

    expect(await statementsOf(saver, query, { after: cursor })).toBe(first);
  });
});
