import { beforeAll, describe, expect, test } from '@jest/globals';
import { v4 } from 'uuid';
import { useApi, type User } from '../support/api.js';
import { expectProblem } from '../support/problem.js';

const api = useApi();
let amina: User;
let brian: User;
let analyst: User;
let wallet: string;

beforeAll(async () => {
  [amina, brian] = [await api.customer('Amina Otieno'), await api.customer('Brian Mwangi')];
  analyst = await api.staff('ANALYST');
  wallet = await amina.wallet({ balance: '10.00' });
  const other = await brian.wallet({ currency: 'JPY', balance: '300' });
  await amina.withdraw(wallet, '99.00');
  await amina.withdraw(wallet, '98.00');
  await brian.withdraw(other, '5', { currency: 'KES' });
});

describe('For analysts and operators, REST has', () => {
  test('a user by id', async () => {
    expect((await analyst.get(`/api/users/${amina.id}`)).body).toMatchObject({
      id: amina.id,
      email: amina.email,
      displayName: 'Amina Otieno',
      status: 'ACTIVE',
    });
    expectProblem(await analyst.get(`/api/users/${v4()}`), 404, 'NOT_FOUND');
  });

  test('declines, and how many have which code', async () => {
    const declines = await analyst.get(`/api/declines?userId=${amina.id}&first=1`);
    expect(declines.body).toMatchObject({
      data: [
        {
          operation: 'withdraw',
          user: { id: amina.id, displayName: 'Amina Otieno' },
          rejection: { code: 'INSUFFICIENT_FUNDS', details: { requested: '98.00' } },
        },
      ],
      pageInfo: { hasNextPage: true },
    });
    expect((await analyst.get('/api/decline-counts')).body).toEqual({
      data: [
        { code: 'INSUFFICIENT_FUNDS', count: 2 },
        { code: 'CURRENCY_MISMATCH', count: 1 },
      ],
    });
    expect((await analyst.get('/api/decline-counts?code=CURRENCY_MISMATCH')).list('data')).toHaveLength(1);
  });

  test('what transactions and wallets come to', async () => {
    expect((await analyst.get(`/api/transaction-totals?walletId=${wallet}`)).body).toEqual({
      complete: true,
      totals: [
        { currency: 'KES', count: 1, amount: { amount: '10.00', currency: 'KES', minorUnits: '1000' } },
      ],
    });
    const totals = await analyst.get('/api/wallet-totals?kind=CUSTOMER');
    expect(totals.body).toMatchObject({
      data: [
        { currency: 'JPY', count: 1, amount: { amount: '300' } },
        { currency: 'KES', count: 1, amount: { amount: '10.00' } },
      ],
    });
  });

  test.each(['users/x', 'declines', 'decline-counts', 'transaction-totals', 'wallet-totals'])(
    '/api/%s, which is nothing for customers and strangers',
    async (path) => {
      expectProblem(await amina.get(`/api/${path}`), 403, 'FORBIDDEN');
      expectProblem(await api.stranger.get(`/api/${path}`), 401, 'UNAUTHENTICATED');
    },
  );
});

describe('An entry by id', () => {
  test('comes with its transaction, to who may see its wallet', async () => {
    const id = (await amina.get(`/api/wallets/${wallet}/entries`)).text('data.0.id');

    for (const user of [amina, analyst]) {
      expect((await user.get(`/api/entries/${id}`)).body).toMatchObject({
        id,
        sequence: 1,
        amount: { amount: '10.00' },
        balanceAfter: { amount: '10.00' },
        wallet: { id: wallet },
        transaction: { type: 'DEPOSIT', status: 'POSTED', initiatedBy: { id: amina.id } },
      });
    }
    expectProblem(await brian.get(`/api/entries/${id}`), 404, 'NOT_FOUND');
    expectProblem(await amina.get(`/api/entries/${v4()}`), 404, 'NOT_FOUND');
  });
});

describe('The index at /api', () => {
  test('leads everybody to the documentation and to what can be read without an id', async () => {
    const index = await api.stranger.get('/api');
    expect(index.status).toBe(200);
    const collections = Object.values(index.at('collections') ?? {}) as { href: string }[];
    expect(collections.map(({ href }) => href)).toEqual(
      expect.arrayContaining(['/api/wallets', '/api/transactions', '/api/declines', '/api/me']),
    );
    for (const href of [index.text('documentation'), index.text('openapi'), index.text('explorer')]) {
      expect((await api.stranger.get(href)).status).toBe(200);
    }
    for (const { href } of collections) expect([href, (await analyst.get(href)).status]).toEqual([href, 200]);
  });

  test('is only read', async () => {
    const answer = await api.stranger.post('/api', {});
    expectProblem(answer, 405, 'BAD_USER_INPUT');
    expect(answer.headers.get('allow')).toBe('GET, HEAD');
  });
});
