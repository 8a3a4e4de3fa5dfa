import { beforeAll, describe, expect, test } from '@jest/globals';
import { useApi, type User } from '../support/api.js';
import { books } from '../support/books.js';
import { expectGraphqlRefusal, sendBytes } from '../support/bytes.js';
import { expectProblem } from '../support/problem.js';

const api = useApi();
let amina: User;
let wallet: string;

beforeAll(async () => {
  amina = await api.customer();
  wallet = await amina.wallet({ balance: '1000.00' });
});

const deposit = (metadata: string) =>
  `{"walletId":"${wallet}","amount":"1.00","currency":"KES","metadata":${metadata}}`;
const graphql = (query: string) => JSON.stringify({ query });

describe('A body that is not UTF-8', () => {
  const latin1 = () => Buffer.from(deposit('{"place":"Zürich"}'), 'latin1');

  test('is refused, and nothing of it is stored', async () => {
    const before = await books(api.storage);

    expectProblem(await sendBytes(amina, '/api/deposits', latin1()), 400, 'BAD_USER_INPUT');
    const query = Buffer.from(
      graphql(`
        mutation {
          createWallet(input: { name: "Zürich", currency: KES }) {
            id
          }
        }
      `),
      'latin1',
    );
    expectGraphqlRefusal(await sendBytes(amina, '/graphql', query), 400, {});
    expectGraphqlRefusal(await sendBytes(amina, '/graphql/stream', query), 400, {});
    expect(await books(api.storage)).toEqual(before);
  });

  test.each(['utf-16', 'UTF-16LE', 'iso-8859-1', '"windows-1252"'])(
    'is refused when it says so itself: %s',
    async (charset) => {
      const contentType = `application/json; charset=${charset}`;
      expectProblem(
        await sendBytes(amina, '/api/deposits', deposit('{}'), { contentType }),
        415,
        'BAD_USER_INPUT',
      );
      for (const path of ['/graphql', '/graphql/stream']) {
        expectGraphqlRefusal(
          await sendBytes(amina, path, graphql('{ me { id } }'), { contentType }),
          415,
          {},
        );
      }
    },
  );

  test('may begin with a byte order mark, and announce UTF-8 in any way', async () => {
    for (const contentType of ['application/json;charset=UTF-8', 'application/json; charset="utf8"']) {
      const answer = await sendBytes(amina, '/graphql', `\ufeff${graphql('{ me { id } }')}`, { contentType });
      expect(answer.at('data.me.id')).toBe(amina.id);
    }
  });
});

describe('A query string that is not UTF-8', () => {
  test.each(['search=%FF', 'search=%ED%A0%80', 'search=100%', 'search=%C3%28', 'search=%u0041'])(
    'is refused: %s',
    async (query) => {
      expectProblem(await amina.get(`/api/transactions?${query}`), 400, 'BAD_USER_INPUT');
      for (const path of ['/graphql', '/graphql/stream']) {
        expectGraphqlRefusal(await amina.get(`${path}?query=%7Bme%7Bid%7D%7D&${query}`), 400, {});
      }
    },
  );

  test('is refused in the path too', async () => {
    expectProblem(await amina.get('/api/wallets/%FF'), 400, 'BAD_USER_INPUT');
  });

  test('is understood when it is', async () => {
    const answer = await amina.get('/api/transactions?search=Z%C3%BCrich+100%25');
    expect([answer.status, answer.at('data')]).toEqual([200, []]);
  });
});

describe('Half a character', () => {
  const HALF = '\ud800';

  test.each([
    ['POST', '/api/deposits', { walletId: HALF, amount: '1', currency: 'KES' }],
    ['POST', '/api/deposits', { walletId: 'x', amount: HALF, currency: 'KES' }],
    ['POST', '/api/deposits', { walletId: 'x', amount: '1', currency: 'KES', [HALF]: 1 }],
    ['POST', '/api/deposits', { walletId: 'x', amount: '1', currency: 'KES', metadata: { [HALF]: 1 } }],
    ['POST', '/api/transfers', { fromWalletId: HALF, toWalletId: HALF, amount: '1', currency: 'KES' }],
    [
      'POST',
      '/api/transfers',
      { fromWalletId: 'x', toEmail: `${HALF}@example.com`, amount: '1', currency: 'KES' },
    ],
    ['POST', '/api/wallets', { name: HALF, currency: 'KES' }],
    ['POST', '/api/auth/login', { email: HALF, password: HALF }],
    [
      'POST',
      '/api/auth/register',
      { email: `${HALF}@example.com`, password: 'a long password', displayName: 'A' },
    ],
    [
      'POST',
      '/api/auth/register',
      { email: 'a@example.com', password: `a long password ${HALF}`, displayName: HALF },
    ],
    ['POST', '/api/tokens', { name: HALF, expiresInDays: 1, access: 'READ' }],
  ])('%s %s is answered as a mistake of the client', async (_method, path, body) => {
    expectProblem(await amina.post(path, body), 400, 'BAD_USER_INPUT');
  });

  test.each([
    ['query ($x: ID!) { wallet(id: $x) { id } }'],
    ['query ($x: ID!) { transaction(id: $x) { id } }'],
    ['query ($x: ID!) { entry(id: $x) { id } }'],
    ['query ($x: String!) { idempotencyKey(key: $x) { key } }'],
    ['query ($x: String) { transactions(filter: { search: $x }) { nodes { id } } }'],
    ['query ($x: String) { transactions(filter: { reference: $x }) { nodes { id } } }'],
    ['query ($x: ID) { transactions(filter: { walletId: $x }) { nodes { id } } }'],
    ['query ($x: String) { wallets(filter: { search: $x }) { nodes { id } } }'],
    ['query ($x: String) { wallets(after: $x) { nodes { id } } }'],
    ['mutation ($x: ID!) { closeWallet(id: $x) { id } }'],
    ['mutation ($x: ID!) { voidTransaction(id: $x, idempotencyKey: "half") { replayed } }'],
    ['mutation ($x: String!) { voidTransaction(id: "x", idempotencyKey: $x) { replayed } }'],
    ['mutation ($x: String) { voidTransaction(id: "x", reason: $x, idempotencyKey: "half") { replayed } }'],
    [
      'mutation ($x: String) { createWallet(input: { name: "A", currency: KES }, idempotencyKey: $x) { id } }',
    ],
    ['mutation ($x: ID!) { revokeApiToken(id: $x) }'],
    ['{ wallet(id: "\\ud800") { id } }'],
    ['{ wallet(id: "\\udc00\\ud800") { id } }'],
    ['{ wallet(id: "\\u{d800}") { id } }'],
    ['query ($y: ID = "\\ud800") { wallet(id: $y) { id } }'],
    ['{ wallets(filter: { search: "a\\ud800b" }) { nodes { id } } }'],
    ['mutation { createWallet(input: { name: "\\ud800", currency: KES }) { id } }'],
    ['mutation { login(input: { email: "\\ud800", password: "\\ud800" }) { token } }'],
  ])('is no fault of ours in %s', async (query) => {
    const answer = await amina.graphql(query, { x: HALF });
    expect(JSON.stringify(answer.body)).not.toContain('INTERNAL_SERVER_ERROR');
    expect(answer.status).toBeLessThan(500);
  });
});
