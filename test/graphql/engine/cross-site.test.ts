import { describe, expect, test } from '@jest/globals';
import { Client, type TestApi } from '../../support/api.js';
import { startApi } from '../../support/started.js';

function withCookie(api: TestApi, token: string, headers: Record<string, string> = {}): Client {
  return new Client(api, { cookie: `nissmart_session=${token}`, ...headers });
}

describe('A page of another site', () => {
  const CREATE = 'mutation { createWallet(input: { name: "Stolen", currency: KES }) { id } }';

  test.each([
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { origin: 'https://evil.example' },
    { origin: 'null' },
  ])('(%j) changes nothing in the name of who visits it', async (headers) => {
    const api = await startApi();
    const { token } = await api.customer();
    const visitor = withCookie(api, token, headers);

    const graphql = await visitor.graphql(CREATE);
    const rest = await visitor.post('/api/wallets', { name: 'Stolen', currency: 'KES' });

    expect(graphql.status).toBe(403);
    expect(graphql.body).toEqual({
      errors: [
        {
          message: 'This request comes from another site',
          extensions: { code: 'FORBIDDEN', retryable: false, details: {} },
        },
      ],
    });
    expect([rest.status, rest.at('code')]).toEqual([403, 'FORBIDDEN']);
    expect(rest.headers.get('content-type')).toContain('application/problem+json');
    expect((await withCookie(api, token).get('/api/wallets')).list('data')).toEqual([]);
  });

  test('is no obstacle to our own pages, nor to clients that carry a token on purpose', async () => {
    const api = await startApi();
    const { token } = await api.customer();

    const own = await withCookie(api, token, { 'sec-fetch-site': 'same-origin' }).graphql(CREATE);
    const bearer = await new Client(api, {
      authorization: `Bearer ${token}`,
      'sec-fetch-site': 'cross-site',
    }).graphql(CREATE);

    expect(own.at('errors')).toBeUndefined();
    const { origin } = new URL(api.url);
    expect((await withCookie(api, token, { origin }).graphql(CREATE)).at('errors')).toBeUndefined();
    expect((await withCookie(api, token).graphql(CREATE)).at('errors')).toBeUndefined();
    expect(bearer.at('errors')).toBeUndefined();
  });

  const READ = '/graphql?query=%7Bme%7Bid%7D%7D';

  test.each([
    [{ 'sec-fetch-site': 'cross-site' }, 403, 'FORBIDDEN'],
    [
      { 'sec-fetch-site': 'same-site', 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': 'image' },
      403,
      'FORBIDDEN',
    ],
    [{ 'sec-fetch-site': 'cross-site', 'apollo-require-preflight': '1' }, 403, 'FORBIDDEN'],
    [{ 'sec-fetch-site': 'cross-site', authorization: 'Basic YTpi' }, 403, 'FORBIDDEN'],
    [{}, 400, 'BAD_USER_INPUT'],
    [{ referer: 'http://evil.example/' }, 400, 'BAD_USER_INPUT'],
    [{ origin: 'null' }, 403, 'FORBIDDEN'],
    [{ origin: 'http://evil.example', 'apollo-require-preflight': '1' }, 403, 'FORBIDDEN'],
    [{ 'content-type': 'text/plain' }, 400, 'BAD_USER_INPUT'],
  ])('has no query by GET executed with the cookie of who visits it: %j', async (headers, status, code) => {
    const api = await startApi();
    const { token } = await api.customer();
    const answer = await withCookie(api, token, headers).get(READ);

    expect(answer.body).toEqual({
      errors: [{ message: expect.any(String), extensions: { code, retryable: false, details: {} } }],
    });
    expect(answer.status).toBe(status);
    if (status === 400) expect(answer.text('errors.0.message')).toContain('Apollo-Require-Preflight');
  });

  test('is not what a query by GET comes from that proves itself', async () => {
    const api = await startApi();
    const { token, id } = await api.customer();
    const page = new URL(api.url);

    for (const headers of [
      { 'sec-fetch-site': 'same-origin' },
      { 'sec-fetch-site': 'none' },
      { origin: page.origin },
      { referer: `${page.origin}/explorer` },
      { 'apollo-require-preflight': '1' },
      { 'content-type': 'application/json' },
    ]) {
      const answer = await withCookie(api, token, headers).get(READ);
      expect([answer.status, answer.body]).toEqual([200, { data: { me: { id } } }]);
    }
    const bearer = new Client(api, { authorization: `Bearer ${token}`, 'sec-fetch-site': 'cross-site' });
    expect((await bearer.get(READ)).at('data.me.id')).toBe(id);
    // A client without credentials asks as nobody, from any site.
    expect((await new Client(api, { 'sec-fetch-site': 'cross-site' }).get(READ)).body).toEqual({
      data: { me: null },
    });
  });
});
