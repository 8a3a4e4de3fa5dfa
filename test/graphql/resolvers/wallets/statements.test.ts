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
  // The first statement on a connection is MikroORM's own.
  await operator.graphql('{ wallets(first: 1) { nodes { id } } }');
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

/**
 * Maximum number of times that one query runs the same statement: the number of its places that may ask for rows of one kind.
 * Places that ask at the same moment share a statement, and on PostgreSQL, where answers overtake each other, they do not always.
 */
const PLACES_MAX = 6;

/** Counts how often each SQL statement that answers the query runs, whatever the number of its parameters. */
async function statementsOf(user: User, query: string, variables: object): Promise<Map<string, number>> {
  const { reader, longReads } = api.storage;
  const spies = [reader, longReads].map((em) => jest.spyOn(em.getConnection(), 'execute'));
  const answer = await user.graphql(query, { ...variables });
  const run = spies.flatMap(({ mock }) =>
    mock.calls.map(([sql]) => sql.replaceAll(/[(), ]*\?[(), ?]*/g, ' ? ')),
  );
  for (const spy of spies) spy.mockRestore();
  expect(answer.at('errors')).toBeUndefined();
  return new Map(
    Array.from(
      Map.groupBy(run, (sql) => sql),
      ([sql, { length }]) => [sql, length],
    ),
  );
}

function expectAsMany(few: ReadonlyMap<string, number>, many: ReadonlyMap<string, number>): void {
  expect([...many.keys()].sort()).toEqual([...few.keys()].sort());
  expect(Math.max(...few.values(), ...many.values())).toBeLessThanOrEqual(PLACES_MAX);
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

function total(statements: ReadonlyMap<string, number>): string {
  return String([...statements.values()].reduce((sum, count) => sum + count, 0));
}

describe('The statements that a nested query runs', () => {
  test.each([
    ['a customer', () => saver],
    ['an operator', () => operator],
  ])('are as many for 100 wallets as for 10, for %s', async (who, user) => {
    const ten = await statementsOf(user(), NESTED, { wallets: 10 });
    const hundred = await statementsOf(user(), NESTED, { wallets: 100 });

    process.stdout.write(`${total(ten)} statements for 10 wallets, ${total(hundred)} for 100, as ${who}\n`);
    expect(ten.size).toBeGreaterThan(5);
    expectAsMany(ten, hundred);
  });

  test('are as many for 12 users as for 2', async () => {
    const two = await statementsOf(operator, USERS, { users: 2 });
    const twelve = await statementsOf(operator, USERS, { users: 12 });

    process.stdout.write(`${total(two)} statements for 2 users, ${total(twelve)} for 12\n`);
    expectAsMany(two, twelve);
  });

  test('do not grow with the depth of a history', async () => {
    const query = `query Page($after: String) { transactions(first: 10, after: $after) { nodes { id } pageInfo { endCursor } } }`;
    const first = await statementsOf(saver, query, {});
    const cursor = (await saver.graphql('{ transactions(first: 100) { pageInfo { endCursor } } }')).text(
      'data.transactions.pageInfo.endCursor',
    );

    expect(total(await statementsOf(saver, query, { after: cursor }))).toBe(total(first));
  });
});
