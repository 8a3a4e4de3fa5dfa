import { describe, expect, test } from '@jest/globals';
import { v4 } from 'uuid';
import { User as UserEntity, type Role } from '../../server/identity/model/user.js';
import { Client, PASSWORD, useApi, type TestApi } from '../support/api.js';
import { tokenOf } from '../support/api-tokens.js';
import { SettableClock } from '../support/clock.js';
import { books } from '../support/books.js';
import { startApi } from '../support/started.js';
import { eventsOf, reactivate, suspend } from '../support/suspending.js';

const api = useApi();
const DAY_MS = 24 * 60 * 60 * 1000;

async function change(server: TestApi, id: string, fields: Partial<Pick<UserEntity, 'role' | 'status'>>) {
  await server.app.services.units.run(async (em) => em.nativeUpdate(UserEntity, { id }, fields));
}

test('Tokens are made, listed, used and revoked over REST', async () => {
  const amina = await api.customer();
  const made = await amina.post('/api/tokens', { name: 'Bookkeeping', access: 'READ', expiresInDays: 7 });
  expect([made.status, made.headers.get('cache-control')]).toEqual([201, 'no-store']);
  const apiToken = {
    ...{ id: expect.any(String), name: 'Bookkeeping', role: 'CUSTOMER', access: 'READ' },
    ...{ ending: made.text('token').slice(-4), status: 'ACTIVE' },
    ...{ createdAt: expect.any(String), expiresAt: expect.any(String), lastUsedAt: null, revokedAt: null },
  };
  expect(made.body).toEqual({ token: expect.stringMatching(/^nsm_/), apiToken });

  const list = await amina.get('/api/tokens?first=10&status=ACTIVE&status=EXPIRED');
  expect(list.body).toEqual({
    data: [apiToken],
    pageInfo: expect.objectContaining({ hasNextPage: false }),
    totalCount: 1,
  });

  const program = new Client(api, { authorization: `Bearer ${made.text('token')}` });
  expect((await program.get('/api/me')).at('id')).toBe(amina.id);
  const path = `/api/tokens/${made.text('apiToken.id')}`;
  expect((await program.fetch(path, { method: 'DELETE' })).status).toBe(403);
  expect((await amina.fetch(path, { method: 'DELETE' })).status).toBe(204);
  expect((await program.get('/api/me')).at('code')).toBe('UNAUTHENTICATED');
  expect((await amina.get('/api/tokens?status=ACTIVE')).list('data')).toEqual([]);
  expect((await amina.fetch('/api/tokens/nothing', { method: 'DELETE' })).status).toBe(404);
});

test('An operator says why in the query string', async () => {
  const [amina, operator] = [await api.customer(), await api.staff('OPERATOR')];
  const { id, client } = await tokenOf(api, amina);
  expect((await operator.fetch(`/api/tokens/${id}`, { method: 'DELETE' })).status).toBe(400);
  expect((await operator.fetch(`/api/tokens/${id}?reason=Leaked`, { method: 'DELETE' })).status).toBe(204);
  expect((await client.get('/api/me')).status).toBe(401);
});

describe('A token of an analyst', () => {
  test.each<Role>(['ANALYST', 'OPERATOR'])(
    'made by an %s exports and reads the figures, and writes nothing',
    async (role) => {
      const amina = await api.customer();
      const walletId = await amina.wallet({ balance: '12.50' });
      const owner = role === 'OPERATOR' ? await api.staff('OPERATOR') : await api.staff('ANALYST');
      const { client } = await tokenOf(api, owner, { role: 'ANALYST' });

      const entries = await client.fetch(`/api/exports/entries?walletId=${walletId}`);
      expect([entries.status, (await entries.text()).trim().split('\r\n').length]).toEqual([200, 2]);
      const transactions = await client.fetch(`/api/exports/transactions?ownerId=${amina.id}&format=ndjson`);
      expect(JSON.parse(await transactions.text())).toMatchObject({ amount: '12.50' });
      expect((await client.get('/api/dashboard/admin')).at('integrity.trialBalanced')).toBe(true);
      expect(
        (await client.graphql('{ adminSummary { users { total } } }')).at('data.adminSummary.users'),
      ).toBeDefined();

      const freeze = await client.post(`/api/wallets/${walletId}/freeze`, { reason: 'No' });
      expect([freeze.status, freeze.at('code')]).toEqual([403, 'FORBIDDEN']);
      expect((await amina.get(`/api/wallets/${walletId}`)).at('status')).toBe('ACTIVE');
    },
  );
});

describe('A token and a session', () => {
  test('share the keys of their user: the same key moves money once', async () => {
    const amina = await api.customer();
    const [one, two] = [await amina.wallet({ balance: '10.00' }), await amina.wallet()];
    const { client } = await tokenOf(api, amina);
    const key = v4();
    const [first, again] = [
      await amina.transfer(one, two, '4.00', { key }),
      await client.transfer(one, two, '4.00', { key }),
    ];
    expect([first.status, again.status, again.id]).toEqual([201, 201, first.id]);
    expect(again.headers.get('idempotency-replayed')).toBe('true');
    const reused = await client.transfer(one, two, '5.00', { key });
    expect(reused.at('code')).toBe('IDEMPOTENCY_KEY_REUSED');
    expect((await amina.get(`/api/wallets/${one}`)).at('balance.posted.amount')).toBe('6.00');
    const { transactions } = await books(api.storage);
    expect(transactions.filter(({ id }) => id === first.id)).toHaveLength(1);
    expect((await client.get(`/api/idempotency-keys/${key}`)).at('transaction.id')).toBe(first.id);
  });

  test('are told apart: a cookie never carries a token', async () => {
    const amina = await api.customer();
    const { client } = await tokenOf(api, amina);
    const cookie = new Client(api, { cookie: `nissmart_session=${client.token}` });
    expect((await cookie.get('/api/me')).status).toBe(401);
    // Neither does one that another site's page sends along count against it.
    const crossSite = { 'sec-fetch-site': 'cross-site', cookie: `nissmart_session=${amina.token}` };
    const wallet = { name: 'A', currency: 'KES' };
    expect((await client.post('/api/wallets', wallet, { headers: crossSite })).status).toBe(201);
    const cookieAlone = new Client(api, crossSite);
    expect((await cookieAlone.post('/api/tokens', { name: 'Stolen' })).status).toBe(403);
  });
});

describe('A token ends', () => {
  test('when it expires', async () => {
    const clock = new SettableClock();
    const server = await startApi({}, { clock });
    const amina = await server.customer();
    const { client } = await tokenOf(server, amina, { expiresInDays: 1 });
    clock.advance(DAY_MS - 1);
    expect((await client.get('/api/me')).status).toBe(200);
    clock.advance(1);
    expect((await client.get('/api/me')).at('code')).toBe('UNAUTHENTICATED');
    expect((await amina.get('/api/tokens')).at('data.0.status')).toBe('EXPIRED');
    // Its name and its place are free again.
    await amina.post('/api/auth/confirmation', { password: PASSWORD });
    await tokenOf(server, amina);
  });

  test('for good when its user is suspended, with an event of its own', async () => {
    const [amina, operator] = [await api.customer(), await api.staff('OPERATOR')];
    const { client } = await tokenOf(api, amina);
    const other = await tokenOf(api, operator);
    await suspend(operator, amina, { reason: 'Fraud' });
    expect((await client.get('/api/me')).at('code')).toBe('UNAUTHENTICATED');
    await reactivate(operator, amina);
    expect((await client.get('/api/me')).at('code')).toBe('UNAUTHENTICATED');
    expect((await other.client.get('/api/me')).status).toBe(200);
    expect((await eventsOf(api, amina)).slice(0, 3)).toEqual([
      [amina.id, 'API_TOKEN_CREATED', null],
      [operator.id, 'USER_SUSPENDED', 'Fraud'],
      [operator.id, 'API_TOKEN_REVOKED', 'Fraud'],
    ]);
  });

  test('without an event when its user is suspended past us, and for as long', async () => {
    const amina = await api.customer();
    const { client } = await tokenOf(api, amina);
    await change(api, amina.id, { status: 'SUSPENDED' });
    expect((await client.get('/api/me')).at('code')).toBe('UNAUTHENTICATED');
    await change(api, amina.id, { status: 'ACTIVE' });
    expect((await client.get('/api/me')).status).toBe(200);
  });
});

describe('When the role of a user changes', () => {
  test('then their tokens may do less, at once', async () => {
    const [amina, operator] = [await api.customer(), await api.staff('OPERATOR')];
    const walletId = await amina.wallet();
    const { client } = await tokenOf(api, operator);
    const freeze = async () =>
      (await client.post(`/api/wallets/${walletId}/freeze`, { reason: 'Looked odd' })).status;

    await change(api, operator.id, { role: 'ANALYST' });
    expect([await freeze(), (await client.get('/api/users')).status]).toEqual([403, 200]);
    await change(api, operator.id, { role: 'CUSTOMER' });
    expect([await freeze(), (await client.get('/api/users')).status]).toEqual([403, 403]);
    await change(api, operator.id, { role: 'OPERATOR' });
    expect([await freeze(), (await client.get('/api/users')).status]).toEqual([200, 200]);
  });

  test('then the keys from before show no more of other people than the new role may see', async () => {
    const [amina, operator] = [await api.customer(), await api.staff('OPERATOR')];
    const [savings, other] = [await amina.wallet({ balance: '5.00' }), await amina.wallet()];
    const { id } = await amina.transfer(savings, other, '1.00');
    const acts = {
      wallet: [`/api/wallets/${other}/freeze`, 'frozen'],
      transaction: [`/api/transactions/${id}/reverse`, 'reversed'],
      user: [`/api/users/${amina.id}/suspend`, 'suspended'],
    } as const;
    // The reversal comes first: what is frozen gives nothing back.
    for (const name of ['transaction', 'wallet', 'user'] as const) {
      const [path, key] = acts[name];
      const answer = await operator.post(path, { reason: 'Looked odd' }, { key });
      expect(answer.status).toBe(200);
    }
    const shown = async () =>
      Promise.all(
        Object.entries(acts).map(async ([name, [, key]]) =>
          (await operator.get(`/api/idempotency-keys/${key}`)).at(name),
        ),
      );
    expect(await shown()).toEqual(Array(3).fill(expect.objectContaining({ id: expect.any(String) })));

    await change(api, operator.id, { role: 'CUSTOMER' });
    expect(await shown()).toEqual([null, null, null]);
  });

  test('then no token may do more than it was made for', async () => {
    const amina = await api.customer();
    const { client } = await tokenOf(api, amina);
    await change(api, amina.id, { role: 'OPERATOR' });
    expect((await client.get('/api/users')).status).toBe(403);
    await change(api, amina.id, { role: 'ANALYST' });
    expect((await client.post('/api/wallets', { name: 'A', currency: 'KES' })).status).toBe(403);
  });
});
