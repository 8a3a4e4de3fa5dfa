import { describe, expect, test } from '@jest/globals';
import { useApi } from '../support/api.js';
import { books, expectBooksToBalance } from '../support/books.js';

const api = useApi();

describe('A movement that the ledger refuses', () => {
  test('When there is one unit too little, then nothing moves, and the problem says how much there is', async () => {
    const amina = await api.customer();
    const wallet = await amina.wallet({ balance: '10.00' });
    const before = await books(api.storage);

    const answer = await amina.withdraw(wallet, '10.01');

    expect(answer.status).toBe(422);
    expect(answer.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
    expect(answer.body).toEqual({
      type: '/api/errors/INSUFFICIENT_FUNDS',
      title: 'Not enough money',
      status: 422,
      detail: expect.any(String),
      code: 'INSUFFICIENT_FUNDS',
      retryable: false,
      details: expect.objectContaining({ available: '10.00', requested: '10.01' }),
    });
    const after = await expectBooksToBalance(api.storage);
    expect({ ...after, records: [] }).toEqual({ ...before, records: [] });
  });

  test('When the wallets are the same or the currencies differ, then nothing moves', async () => {
    const amina = await api.customer();
    const wallet = await amina.wallet({ balance: '10.00' });
    const dollars = await amina.wallet({ currency: 'USD' });
    const before = await books(api.storage);

    const same = await amina.transfer(wallet, wallet, '1.00');
    const other = await amina.transfer(wallet, dollars, '1.00');
    const wrong = await amina.deposit(wallet, '1.00', { currency: 'USD' });

    expect([same, other, wrong].map(({ status }) => status)).toEqual([422, 422, 422]);
    expect([same, other, wrong].map((answer) => answer.at('code'))).toEqual([
      'SAME_WALLET',
      'CURRENCY_MISMATCH',
      'CURRENCY_MISMATCH',
    ]);
    const after = await expectBooksToBalance(api.storage);
    expect({ ...after, records: [] }).toEqual({ ...before, records: [] });
  });
});
