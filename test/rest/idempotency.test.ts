import { describe, expect, test } from '@jest/globals';
import { v4 } from 'uuid';
import { useApi } from '../support/api.js';
import { books, entriesOf, expectBooksToBalance } from '../support/books.js';

const api = useApi();

const DEPOSIT = `mutation ($input: DepositInput!, $key: String!) {
  deposit(input: $input, idempotencyKey: $key) { replayed transaction { id } }
}`;

describe('The same key again', () => {
  test('is answered with the same status and transaction, is marked as replayed, and moves nothing', async () => {
    const amina = await api.customer();
    const wallet = await amina.wallet();
    const key = v4();
    const first = await amina.deposit(wallet, '5.00', { key });
    const before = await books(api.storage);

    // Written differently, it still asks for the same.
    const again = await amina.post(
      '/api/deposits',
      { currency: 'KES', amount: '5', walletId: wallet.toUpperCase() },
      { key },
    );

    expect(again.status).toBe(first.status);
    expect(again.body).toEqual(first.body);
    expect(again.headers.get('location')).toBe(first.headers.get('location'));
    expect(again.headers.get('idempotency-replayed')).toBe('true');
    expect(first.headers.has('idempotency-replayed')).toBe(false);
    expect(await books(api.storage)).toEqual(before);
  });

  test('hears the same rejection, even once the money is there', async () => {
    const amina = await api.customer();
    const wallet = await amina.wallet();
    const key = v4();
    const first = await amina.withdraw(wallet, '5.00', { key });
    await amina.deposit(wallet, '100.00');
    const before = await books(api.storage);

    const again = await amina.withdraw(wallet, '5.00', { key });

    expect([first.status, again.status]).toEqual([422, 422]);
    expect(again.body).toEqual(first.body);
    expect(first.headers.has('idempotency-replayed')).toBe(false);
    expect(again.headers.get('idempotency-replayed')).toBe('true');
    expect(await books(api.storage)).toEqual(before);
  });

  test('has one effect over GraphQL and REST together, whichever comes first', async () => {
    const amina = await api.customer();
    const wallet = await amina.wallet();
    const input = { walletId: wallet, amount: '5.00', currency: 'KES' };
    const [one, two] = [v4(), v4()];

    const rest = await amina.deposit(wallet, '5.00', { key: one });
    const afterRest = await amina.graphql(DEPOSIT, { input, key: one });
    const graphql = await amina.graphql(DEPOSIT, { input, key: two });
    const afterGraphql = await amina.deposit(wallet, '5.00', { key: `"${two}"` });

    expect(afterRest.at('data.deposit')).toEqual({ replayed: true, transaction: { id: rest.id } });
    expect(graphql.at('data.deposit.replayed')).toBe(false);
    expect(afterGraphql.id).toBe(graphql.text('data.deposit.transaction.id'));
    expect(afterGraphql.headers.get('idempotency-replayed')).toBe('true');
    expect(entriesOf(await expectBooksToBalance(api.storage), { id: wallet })).toEqual([
      [500, 500],
      [500, 1_000],
    ]);
  });

  test('has one effect when fifty requests of both APIs come at once', async () => {
    const amina = await api.customer();
    const wallet = await amina.wallet();
    const key = v4();
    const input = { walletId: wallet, amount: '5.00', currency: 'KES' };

    const ids = await Promise.all(
      Array.from({ length: 50 }, async (_, index) =>
        index % 2 === 0
          ? (await amina.deposit(wallet, '5.00', { key })).id
          : (await amina.graphql(DEPOSIT, { input, key })).text('data.deposit.transaction.id'),
      ),
    );

    expect(new Set(ids).size).toBe(1);
    expect(entriesOf(await expectBooksToBalance(api.storage), { id: wallet })).toEqual([[500, 500]]);
  });

  test.each([
    ['another amount', { amount: '6.00' }, '/api/deposits'],
    ['another description', { description: 'other' }, '/api/deposits'],
    ['another operation', {}, '/api/withdrawals'],
  ])('is refused for %s', async (_what, change, path) => {
    const amina = await api.customer();
    const wallet = await amina.wallet();
    const key = v4();
    const body = { walletId: wallet, amount: '5.00', currency: 'KES' };
    await amina.post('/api/deposits', body, { key });
    const before = await books(api.storage);

    const answer = await amina.post(path, { ...body, ...change }, { key });

    expect(answer.status).toBe(422);
    expect(answer.body).toMatchObject({ code: 'IDEMPOTENCY_KEY_REUSED', details: { operation: 'deposit' } });
    expect(await books(api.storage)).toEqual(before);
  });

  test('is another key when another user has it', async () => {
    const [amina, brian] = [await api.customer(), await api.customer()];
    const [hers, his] = [await amina.wallet(), await brian.wallet()];
    const key = v4();

    const first = await amina.deposit(hers, '5.00', { key });
    const second = await brian.deposit(his, '5.00', { key });

    expect([first.status, second.status]).toEqual([201, 201]);
    expect(second.headers.has('idempotency-replayed')).toBe(false);
    expect(second.id).not.toBe(first.id);
    await expectBooksToBalance(api.storage);
  });

  test('stays free after bad input, and can then be used', async () => {
    const amina = await api.customer();
    const wallet = await amina.wallet();
    const key = v4();
    expect((await amina.deposit(wallet, 'five', { key })).status).toBe(422);
    expect((await amina.deposit(wallet, 5, { key })).status).toBe(400);

    const answer = await amina.deposit(wallet, '5.00', { key });

    expect(answer.status).toBe(201);
    expect(answer.headers.has('idempotency-replayed')).toBe(false);
  });
});
