import { describe, expect, test } from '@jest/globals';
import { Client, PASSWORD, useApi } from '../support/api.js';

const api = useApi();

describe('Sessions over REST', () => {
  test('When somebody registers, then they are signed in and told who they are', async () => {
    const email = 'Amina@Example.com';
    const answer = await api.stranger.post('/api/auth/register', {
      email,
      displayName: ' Amina ',
      password: PASSWORD,
    });

    expect(answer.status).toBe(201);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.body).toEqual({
      token: expect.any(String),
      expiresAt: expect.any(String),
      user: {
        id: expect.any(String),
        email,
        displayName: 'Amina',
        role: 'CUSTOMER',
        status: 'ACTIVE',
        createdAt: expect.any(String),
      },
    });
    const me = await new Client(api, { authorization: `Bearer ${answer.text('token')}` }).get('/api/me');
    expect([me.status, me.body]).toEqual([200, { ...Object(answer.at('user')), emailVerifiedAt: null }]);
  });

  test('When the email is taken, in whatever case, then it is a conflict', async () => {
    const { email } = await api.customer();
    const body = { email: email.toUpperCase(), displayName: 'Somebody', password: PASSWORD };
    const answer = await api.stranger.post('/api/auth/register', body);
    expect([answer.status, answer.at('code')]).toEqual([409, 'EMAIL_TAKEN']);
  });

  test.each([
    ['password', { password: 'short' }],
    ['email', { email: 'nobody' }],
    ['displayName', { displayName: ' ' }],
    ['role', { role: 'OPERATOR' }],
  ])('When the %s is not acceptable, then nobody is registered', async (field, change) => {
    const body = { email: 'new@example.com', displayName: 'New', password: PASSWORD, ...change };
    const answer = await api.stranger.post('/api/auth/register', body);
    expect([answer.status, answer.at('code'), answer.at('details')]).toEqual([
      400,
      'BAD_USER_INPUT',
      { field },
    ]);
    expect(await api.app.services.accounts.findByEmail(body.email)).toBeNull();
  });

  test('When somebody signs in, then the token and the cookie work, on REST and on GraphQL', async () => {
    const { email, id } = await api.customer();
    const answer = await api.stranger.post('/api/auth/login', { email, password: PASSWORD });
    const [cookie = ''] = answer.headers.getSetCookie();

    expect(answer.status).toBe(200);
    expect(cookie).toMatch(/^nissmart_session=[^;]+; Path=\/; Expires=[^;]+; HttpOnly; SameSite=Strict$/);
    for (const headers of [
      { authorization: `Bearer ${answer.text('token')}` },
      { cookie: cookie.split(';')[0] ?? '' },
    ]) {
      const client = new Client(api, headers);
      expect((await client.get('/api/me')).id).toBe(id);
      expect((await client.graphql('{ me { id } }')).at('data.me.id')).toBe(id);
      expect((await client.post('/api/wallets', { name: 'By cookie', currency: 'KES' })).status).toBe(201);
    }
  });

  test('When another site makes a browser send the cookie, then nothing is changed', async () => {
    const { token } = await api.customer();
    const client = new Client(api, { cookie: `nissmart_session=${token}`, 'sec-fetch-site': 'cross-site' });

    const answer = await client.post('/api/wallets', { name: 'Evil', currency: 'KES' });

    expect([answer.status, answer.at('code')]).toEqual([403, 'FORBIDDEN']);
    expect(answer.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
  });

  test('When the password is wrong or nobody has the email, then both hear the same', async () => {
    const { email } = await api.customer();
    const wrong = await api.stranger.post('/api/auth/login', { email, password: 'wrong password' });
    const nobody = await api.stranger.post('/api/auth/login', {
      email: 'nobody@example.com',
      password: PASSWORD,
    });

    expect([wrong.status, wrong.at('code')]).toEqual([401, 'UNAUTHENTICATED']);
    expect(wrong.headers.get('www-authenticate')).toBe('Bearer');
    expect(nobody.body).toEqual(wrong.body);
  });

  test('When somebody signs out, then the token is worthless and the cookie is taken back', async () => {
    const { token } = await api.customer();
    const client = new Client(api, { cookie: `nissmart_session=${token}` });
    const answer = await client.post('/api/auth/logout', {});

    expect([answer.status, answer.body]).toEqual([204, undefined]);
    expect(answer.headers.getSetCookie()).toEqual([
      expect.stringMatching(/^nissmart_session=; .*Expires=Thu, 01 Jan 1970/),
    ]);
    expect((await client.get('/api/me')).status).toBe(401);
    expect((await client.post('/api/auth/logout', {})).status).toBe(401);
  });

  test('When a client announces JSON and sends none, then signing out works all the same', async () => {
    const user = await api.customer();
    const response = await user.fetch('/api/auth/logout', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
    });
    expect(response.status).toBe(204);
  });

  test.each([
    ['GET', '/api/me'],
    ['GET', '/api/wallets'],
    ['GET', '/api/wallets/some-id'],
    ['GET', '/api/transactions?first=nonsense'],
    ['GET', '/api/users'],
    ['GET', '/api/dashboard/admin'],
    ['GET', '/api/idempotency-keys/k'],
    ['POST', '/api/wallets'],
    ['POST', '/api/deposits'],
    ['POST', '/api/transfers'],
    ['POST', '/api/withdrawals'],
    ['POST', '/api/auth/logout'],
  ])('When nobody is signed in, then %s %s says so before anything else', async (method, path) => {
    for (const client of [api.stranger, new Client(api, { authorization: 'Bearer nonsense' })]) {
      const answer = method === 'GET' ? await client.get(path) : await client.post(path, {}, { key: null });
      expect([answer.status, answer.at('code')]).toEqual([401, 'UNAUTHENTICATED']);
      expect(answer.headers.get('www-authenticate')).toBe('Bearer');
    }
  });
});
