import { describe, expect, test } from '@jest/globals';
import { buildSchema, execute, parse } from 'graphql';
import { Kind } from 'graphql';
import { fieldsAt } from '../../../server/graphql/engine/fields-at.js';
import { startApi } from '../../support/started.js';
import { TestLog } from '../../support/log.js';

// graphql-js interprets an operation at its first use, and graphql-jit compiles it for the next ones: whatever is asked, and
// whatever goes wrong, both have to answer the same.

const WALLET = `id name currency status balance { posted { amount } available { amount } }`;

/** Documents by what they try out. `$wallet` is one with ten entries, `$foreign` somebody else's. */
const QUERIES: Readonly<Record<string, string>> = {
  'lists in lists': `query ($wallet: ID!) { wallet(id: $wallet) { ${WALLET}
    entries(first: 7) { totalCount pageInfo { hasNextPage endCursor } edges { cursor node { id balanceAfter { amount }
      transaction { id type status reference metadata postedAt source { walletId } destination { walletId } } } } } } }`,
  'fragments, aliases and merged fields': `query ($wallet: ID!) { a: wallet(id: $wallet) { ...One ...Two ... on Wallet { currency } }
    b: wallet(id: $wallet) { name } }
    fragment One on Wallet { id balance { posted { amount } } } fragment Two on Wallet { name balance { available { amount } } }`,
  'skip and include': `query ($wallet: ID!, $yes: Boolean! = true, $no: Boolean = false) { wallet(id: $wallet) {
    id @include(if: $yes) name @skip(if: $yes) currency @include(if: $no) entries(first: 1) @skip(if: $no) { totalCount } } }`,
  'defaults of variables that must not be null': `query ($wallet: ID!, $first: Int! = 3) {
    wallet(id: $wallet) { entries(first: $first) { nodes { id } totalCount } } }`,
  'a field that may be null and is refused': `query ($foreign: ID!) { wallet(id: $foreign) { id } me { id } }`,
  'a refusal below an alias': `query { mine: me { id } all: users(first: 1) { totalCount } }`,
  'an argument that is refused': `query ($wallet: ID!) { wallet(id: $wallet) { entries(first: 2, after: "nonsense") { totalCount } } }`,
  'the type of each thing': `query ($wallet: ID!) { __typename wallet(id: $wallet) { __typename entries(first: 2) { __typename
    edges { __typename node { __typename transaction { __typename } } } } } }`,
  'the schema': `query { __type(name: "Wallet") { name kind fields { name type { kind name ofType { name } } } } }`,
  'a summary for which one has no right': `query { adminSummary { asOf } }`,
};

/** A saver with a wallet of ten entries, and somebody else's wallet. */
async function start() {
  const log = new TestLog();
  const api = await startApi({}, { logger: log.logger });
  const user = await api.customer();
  const wallet = await user.wallet({ balance: '100.00' });
  const other = await user.wallet();
  for (let amount = 1; amount <= 9; amount += 1) await user.transfer(wallet, other, `${String(amount)}.00`);
  const foreign = await (await api.customer()).wallet();
  return { api, user, log, variables: { wallet, foreign } };
}

describe('An operation that comes again', () => {
  test.each(Object.entries(QUERIES))('answers as the first time: %s', async (_name, query) => {
    const { user, log, variables } = await start();
    const wanted = Object.fromEntries(
      Object.entries(variables).filter(([name]) => query.includes(`$${name}:`)),
    );
    const first = await user.graphql(query, wanted);
    const second = await user.graphql(query, wanted);
    const third = await user.graphql(query, wanted);

    expect(first.body).toHaveProperty('data');
    expect([second.status, second.body]).toEqual([first.status, first.body]);
    expect([third.status, third.body]).toEqual([first.status, first.body]);
    expect(log.named('fault')).toEqual([]);
  });

  test('carries out a mutation once each time it is sent, one after the other', async () => {
    const {
      user,
      variables: { wallet },
    } = await start();
    const mutation = `mutation ($wallet: ID!, $a: String!, $b: String!) {
      a: deposit(input: { walletId: $wallet, amount: "1.00", currency: KES }, idempotencyKey: $a) { replayed }
      b: deposit(input: { walletId: $wallet, amount: "2.00", currency: KES }, idempotencyKey: $b) { replayed } }`;
    const count = async () =>
      Number(
        (
          await user.graphql(`query ($id: ID!) { wallet(id: $id) { entries { totalCount } } }`, {
            id: wallet,
          })
        ).at('data.wallet.entries.totalCount'),
      );
    const before = await count();

    for (const round of [1, 2, 3]) {
      const answer = await user.graphql(mutation, { wallet, a: `a${String(round)}`, b: `b${String(round)}` });
      expect(answer.body).toEqual({ data: { a: { replayed: false }, b: { replayed: false } } });
      expect(await count()).toBe(before + 2 * round);
    }
  });

  test('tells the audit log which field was denied, by its name and not its alias', async () => {
    const { api, user } = await start();
    const query = `query { harmless: users(first: 2) { totalCount } }`;
    for (let use = 1; use <= 3; use += 1) {
      expect((await user.graphql(query)).at('errors.0.extensions.code')).toBe('FORBIDDEN');
    }
    const events = (await (await api.staff('OPERATOR')).get('/api/audit-events?action=ACCESS_DENIED')).list(
      'data',
    );
    expect(JSON.stringify(events)).toContain('users');
    expect(JSON.stringify(events)).not.toContain('harmless');
  });
});

describe('The fields at a path of an answer', () => {
  const schema = buildSchema(`type Query { a: [A] } type A { b: B! } type B { c: Int! }`);
  const document = parse(`{ x: a { ...F } } fragment F on A { ... on A { y: b { z: c } } }`);
  const [operation] = document.definitions;

  test('are those that graphql-js names in its own errors', async () => {
    if (operation?.kind !== Kind.OPERATION_DEFINITION)
      throw new Error('The first definition is the operation');
    const { errors = [] } = await execute({
      ...{ schema, document },
      rootValue: { a: [{ b: { c: 'none' } }] },
    });
    expect(errors).toHaveLength(1);
    for (const { path = [], nodes } of errors) expect(fieldsAt(path, document, operation)).toEqual(nodes);
  });
});
