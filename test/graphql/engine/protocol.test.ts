import { describe, expect, test } from '@jest/globals';
import { getIntrospectionQuery } from 'graphql';
import type { Answer } from '../../support/answer.js';
import { useApi } from '../../support/api.js';

const api = useApi();
const INPUT = 'input: { email: "x@example.com", displayName: "X", password: "a long password" }';

function expectRefused(answer: Answer, status: number, code: string): void {
  expect(answer.status).toBe(status);
  expect(answer.headers.get('content-type')).toMatch(/^application\/(json|graphql-response\+json)/);
  expect(answer.body).toMatchObject({
    errors: [{ message: expect.any(String), extensions: { code, retryable: false } }],
  });
  expect(JSON.stringify(answer.body)).not.toMatch(/stack|node_modules|\.ts|\.js/);
}

describe('GraphQL over HTTP', () => {
  test.each([
    ['a syntax error', '{ me { id }', 'GRAPHQL_PARSE_FAILED'],
    ['nothing', '', 'BAD_USER_INPUT'],
    ['an unknown field', '{ me { secret } }', 'GRAPHQL_VALIDATION_FAILED'],
    ['an unknown argument', '{ wallets(middle: 1) { nodes { id } } }', 'GRAPHQL_VALIDATION_FAILED'],
    ['a missing argument', '{ wallet { id } }', 'GRAPHQL_VALIDATION_FAILED'],
    [
      'an amount that is a number',
      'mutation { deposit(input: { walletId: "1", amount: 1.5, currency: KES }, idempotencyKey: "k") { replayed } }',
      'GRAPHQL_VALIDATION_FAILED',
    ],
    ['a subscription', 'subscription { walletActivity(walletId: "1") { sequence } }', 'BAD_USER_INPUT'],
  ])('answers %s with 400 and a code', async (_, query, code) => {
    expectRefused(await api.stranger.graphql(query), 400, code);
  });

  test.each([
    [
      'a string for a number',
      'query ($first: Int!) { wallets(first: $first) { nodes { id } } }',
      { first: 'many' },
    ],
    [
      'a fraction for a number',
      'query ($first: Int!) { wallets(first: $first) { nodes { id } } }',
      { first: 1.5 },
    ],
    ['nothing for what is needed', 'query ($id: ID!) { wallet(id: $id) { id } }', {}],
    ['null for what is needed', 'query ($id: ID!) { wallet(id: $id) { id } }', { id: null }],
    ['an object for an id', 'query ($id: ID!) { wallet(id: $id) { id } }', { id: {} }],
    [
      'an unknown currency',
      'query ($c: Currency) { wallets(filter: { currency: $c }) { nodes { id } } }',
      { c: 'XXX' },
    ],
    [
      'a day that never was',
      'query ($t: DateTime) { transactions(filter: { from: $t }) { nodes { id } } }',
      { t: '2026-02-30' },
    ],
    [
      'a list as metadata',
      'mutation ($i: DepositInput!) { deposit(input: $i, idempotencyKey: "k") { replayed } }',
      { i: { walletId: '1', amount: '1', currency: 'KES', metadata: [] } },
    ],
    [
      'a number as amount',
      'mutation ($i: DepositInput!) { deposit(input: $i, idempotencyKey: "k") { replayed } }',
      { i: { walletId: '1', amount: 1, currency: 'KES' } },
    ],
    [
      'an unknown field',
      'mutation ($i: DepositInput!) { deposit(input: $i, idempotencyKey: "k") { replayed } }',
      { i: { walletId: '1', amount: '1', currency: 'KES', force: true } },
    ],
  ])('answers a variable that is %s with 400', async (_, query, variables) => {
    expectRefused(await api.stranger.graphql(query, variables), 400, 'BAD_USER_INPUT');
  });

  test('answers variables that are no object, and an operation that is not there, with 400', async () => {
    const query = 'query A { me { id } } query B { me { id } }';

    expectRefused(await api.stranger.post('/graphql', { query, variables: 'x' }), 400, 'BAD_USER_INPUT');
    expectRefused(await api.stranger.post('/graphql', { query }), 400, 'BAD_USER_INPUT');
    expectRefused(await api.stranger.post('/graphql', { query, operationName: 'C' }), 400, 'BAD_USER_INPUT');
    expect((await api.stranger.post('/graphql', { query, operationName: 'B' })).body).toEqual({
      data: { me: null },
    });
  });

  test('takes one operation a request', async () => {
    const batch = [{ query: '{ me { id } }' }, { query: '{ me { id } }' }];

    expectRefused(await api.stranger.post('/graphql', batch), 400, 'BAD_USER_INPUT');
  });

  test('knows no persisted queries, so that nobody can fill their store', async () => {
    const extensions = { persistedQuery: { version: 1, sha256Hash: 'a'.repeat(64) } };

    const answer = await api.stranger.post('/graphql', { extensions });

    // Clients of the protocol know this message and send the whole query then.
    expect(answer.body).toMatchObject({
      errors: [{ message: 'PersistedQueryNotSupported', extensions: { code: 'BAD_USER_INPUT' } }],
    });
  });

  test('reads by GET, and never changes anything by it', async () => {
    const get = async (query: string) => {
      const response = await api.stranger.fetch(`/graphql?query=${encodeURIComponent(query)}`);
      return { status: response.status, body: await response.json() };
    };

    expect(await get('{ me { id } }')).toEqual({ status: 200, body: { data: { me: null } } });
    expect(await get(`mutation { register(${INPUT}) { token } }`)).toMatchObject({
      status: 405,
      body: { errors: [{ extensions: { code: 'BAD_USER_INPUT' } }] },
    });
    expect(await api.app.services.accounts.findByEmail('x@example.com')).toBeNull();
  });

  test('refuses what a form of another site could send', async () => {
    const body = JSON.stringify({ query: `mutation { register(${INPUT}) { token } }` });

    const plain = await api.stranger.fetch('/graphql', {
      method: 'POST',
      headers: { 'content-type': 'text/plain' },
      body,
    });

    expect(plain.status).toBe(415);
    expect(await api.app.services.accounts.findByEmail('x@example.com')).toBeNull();
  });

  test('describes itself, within its own limits', async () => {
    const full = getIntrospectionQuery({
      descriptions: true,
      directiveIsRepeatable: true,
      inputValueDeprecation: true,
      oneOf: true,
      schemaDescription: true,
      specifiedByUrl: true,
    });

    const answer = await api.stranger.graphql(full);

    expect(answer.status).toBe(200);
    expect(answer.list('data.__schema.types').length).toBeGreaterThan(30);
  });
});
