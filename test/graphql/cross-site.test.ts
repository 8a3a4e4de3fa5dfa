import { describe, expect, test } from '@jest/globals';
import { Client, type TestApi } from '../support/api.js';
import { startApi } from '../support/started.js';

function withCookie(api: TestApi, token: string, headers: Record<string, string> = {}): Client {
  return new Client(api, { cookie: `nissmart_session=${token}`, ...headers });
}

describe('A page of another site', () => {
  const CREATE = 'mutation { createWallet(input: { name: "Stolen", currency: KES }) { id } }';

  test.each(['cross-site', 'same-site'])(
    '(%s) changes nothing in the name of who visits it',
    async (site) => {
      const api = await startApi();
      const { token } = await api.customer();
      const visitor = withCookie(api, token, { 'sec-fetch-site': site });

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
    },
  );

  test('is no obstacle to our own pages, nor to clients that carry a token on purpose', async () => {
    const api = await startApi();
    const { token } = await api.customer();

    const own = await withCookie(api, token, { 'sec-fetch-site': 'same-origin' }).graphql(CREATE);
    const bearer = await new Client(api, {
      authorization: `Bearer ${token}`,
      'sec-fetch-site': 'cross-site',
    }).graphql(CREATE);

    expect(own.at('errors')).toBeUndefined();
    expect(bearer.at('errors')).toBeUndefined();
  });
});
