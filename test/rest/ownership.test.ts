import { beforeAll, describe, expect, test } from '@jest/globals';
import { v7 } from 'uuid';
import { useApi, type User } from '../support/api.js';
import { expectBooksToBalance } from '../support/books.js';

const api = useApi();
let amina: User;
let brian: User;
let analyst: User;
let operator: User;
let hers: string;
let his: string;

beforeAll(async () => {
  [amina, brian] = [await api.customer(), await api.customer()];
  [analyst, operator] = [await api.staff('ANALYST'), await api.staff('OPERATOR')];
  [hers, his] = [await amina.wallet({ balance: '10.00' }), await brian.wallet({ balance: '10.00' })];
});

describe('Another customer’s objects', () => {
  test('answer exactly as what does not exist', async () => {
    const transaction = (await brian.deposit(his, '1.00')).id;
    const treasury = (await brian.get(`/api/transactions/${transaction}`)).text('source.walletId');
    for (const [path, id] of [
      ['/api/wallets/*', his],
      ['/api/wallets/*/transactions', his],
      ['/api/wallets/*/entries', his],
      ['/api/transactions/*', transaction],
      ['/api/wallets/*', treasury],
    ] as const) {
      const theirs = await amina.get(path.replace('*', id));
      const nothing = await amina.get(path.replace('*', v7()));
      expect([path, theirs.status, theirs.at('code')]).toEqual([path, 404, 'NOT_FOUND']);
      expect(theirs.body).toEqual(nothing.body);
    }
  });

  test('cannot be moved, and nothing is learnt by trying', async () => {
    const before = await expectBooksToBalance(api.storage);
    const missing = v7();
    for (const move of [
      async (id: string) => amina.deposit(id, '1.00'),
      async (id: string) => amina.withdraw(id, '1.00'),
      async (id: string) => amina.transfer(id, hers, '1.00'),
    ]) {
      const [theirs, nothing] = [await move(his), await move(missing)];
      expect([theirs.status, theirs.at('code')]).toEqual([404, 'NOT_FOUND']);
      expect(theirs.body).toEqual(nothing.body);
    }
    expect(await expectBooksToBalance(api.storage)).toEqual(before);
  });

  test('are in no list of a customer’s, whatever they filter by', async () => {
    for (const path of [
      `/api/wallets?ownerId=${brian.id}`,
      `/api/wallets?search=${his}`,
      `/api/transactions?walletId=${his}`,
      '/api/wallets',
      '/api/transactions',
    ]) {
      const { body } = await amina.get(path);
      expect(JSON.stringify(body)).not.toContain(his);
    }
  });

  test('are seen on both sides once money has moved between them', async () => {
    const sent = await amina.transfer(hers, his, '2.00');
    const received = await brian.get(`/api/transactions/${sent.id}`);

    expect(received.status).toBe(200);
    expect(received.list('entries')).toHaveLength(1);
    expect(received.at('entries.0')).toMatchObject({ amount: { amount: '2.00' }, wallet: { id: his } });
  });
});

describe('Roles', () => {
  test('When a customer asks for what is for staff, then it is forbidden', async () => {
    for (const path of ['/api/users', '/api/dashboard/admin']) {
      const answer = await amina.get(path);
      expect([answer.status, answer.at('code')]).toEqual([403, 'FORBIDDEN']);
    }
  });

  test('When staff ask, then they see everybody’s', async () => {
    for (const user of [analyst, operator]) {
      expect((await user.get(`/api/wallets/${his}`)).at('owner.email')).toBe(brian.email);
      expect((await user.get(`/api/wallets?ownerId=${amina.id}`)).list('data')).toHaveLength(1);
      expect((await user.get(`/api/users?search=${encodeURIComponent(amina.email)}`)).at('data.0.id')).toBe(
        amina.id,
      );
      expect((await user.get('/api/dashboard/admin?currency=KES')).at('positions.0.currency')).toBe('KES');
    }
  });

  test('When an analyst wants to move money or open a wallet, then it is forbidden', async () => {
    const before = await expectBooksToBalance(api.storage);
    for (const answer of [
      await analyst.deposit(hers, '1.00'),
      await analyst.withdraw(hers, '1.00'),
      await analyst.transfer(hers, his, '1.00'),
      await analyst.post('/api/wallets', { name: 'Mine', currency: 'KES' }),
    ]) {
      expect([answer.status, answer.at('code')]).toEqual([403, 'FORBIDDEN']);
    }
    expect(await expectBooksToBalance(api.storage)).toEqual(before);
  });
});
