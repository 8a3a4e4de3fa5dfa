import { describe, expect, test } from '@jest/globals';
import { v4 } from 'uuid';
import { Client, useApi } from '../../support/api.js';

const api = useApi();
const DEPOSIT = `mutation ($input: DepositInput!, $key: String!) {
  deposit(input: $input, idempotencyKey: $key) { replayed }
}`;

/** A page of one user in a browser in which another one has signed in. */
async function stalePage() {
  const [amina, brian] = [await api.customer('Amina Otieno'), await api.customer('Brian Mwangi')];
  const page = new Client(api, { cookie: `nissmart_session=${brian.token}`, 'nissmart-user': amina.id });
  return { amina, brian, page };
}

describe('A request that names its user', () => {
  test('When the session is somebody else’s, then a payment is refused, and neither of them has paid', async () => {
    const { amina, brian, page } = await stalePage();
    const walletId = await brian.wallet({ balance: '10' });
    const key = v4();
    const input = { walletId, amount: '5', currency: 'KES' };

    const graphql = await page.graphql(DEPOSIT, { input, key });
    const rest = await page.post('/api/deposits', input, { key });

    expect(graphql.status).toBe(401);
    expect(graphql.body).toEqual({
      errors: [
        {
          message: 'This user is not signed in any more',
          extensions: { code: 'UNAUTHENTICATED', retryable: false, details: {} },
        },
      ],
    });
    expect([rest.status, rest.at('code')]).toEqual([401, 'UNAUTHENTICATED']);
    expect(rest.headers.get('content-type')).toContain('application/problem+json');
    expect((await brian.get(`/api/wallets/${walletId}/entries`)).list('data')).toHaveLength(1);
    for (const user of [amina, brian]) {
      const looked = await user.graphql('query ($key: String!) { idempotencyKey(key: $key) { key } }', {
        key,
      });
      expect(looked.at('data.idempotencyKey')).toBeNull();
    }
  });

  test('When it asks what became of a key, then it is not told about the other user’s', async () => {
    const { page } = await stalePage();

    const looked = await page.graphql('{ idempotencyKey(key: "k") { key } me { email } }');

    expect(looked.at('errors.0.extensions.code')).toBe('UNAUTHENTICATED');
    expect(looked.at('data')).toBeUndefined();
  });

  test('When it wants to follow what happens, then it hears nothing of the other user’s money', async () => {
    const { page } = await stalePage();
    const query = 'subscription { walletChanges { id } }';

    const stream = await page.post(
      '/graphql/stream',
      { query },
      { headers: { accept: 'text/event-stream' } },
    );

    expect([stream.status, stream.at('code') ?? stream.at('errors.0.extensions.code')]).toEqual([
      401,
      'UNAUTHENTICATED',
    ]);
  });

  test('When it signs out, then the other user stays signed in', async () => {
    const { brian, page } = await stalePage();

    expect((await page.graphql('mutation { logout }')).status).toBe(401);

    expect((await brian.graphql('{ me { id } }')).at('data.me.id')).toBe(brian.id);
  });

  test('When nobody is signed in any more, then even a question that strangers may ask is refused', async () => {
    const amina = await api.customer();

    const answer = await new Client(api, { 'nissmart-user': amina.id }).graphql('{ me { id } }');

    expect(answer.at('errors.0.extensions.code')).toBe('UNAUTHENTICATED');
  });

  test('When the session is that user’s, then it is answered', async () => {
    const { id, token } = await api.customer();

    for (const session of [{ cookie: `nissmart_session=${token}` }, { authorization: `Bearer ${token}` }]) {
      const own = new Client(api, { ...session, 'nissmart-user': id });
      expect((await own.graphql('{ me { id } }')).at('data.me.id')).toBe(id);
      expect((await own.get('/api/me')).at('id')).toBe(id);
    }
  });
});
