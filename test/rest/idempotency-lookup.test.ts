import { describe, expect, test } from '@jest/globals';
import { v4 } from 'uuid';
import { useApi } from '../support/api.js';

const api = useApi();

describe('GET /api/idempotency-keys/{key}', () => {
  test('tells what a key stands for, and 404 while it is unused or somebody else’s', async () => {
    const [amina, brian] = [await api.customer(), await api.customer()];
    const wallet = await amina.wallet();
    const [made, refused] = [`${'%/?#'.repeat(60)}${'k'.repeat(15)}`, v4()];
    const deposit = await amina.deposit(wallet, '1.00', { key: made });
    await amina.withdraw(wallet, '2.00', { key: refused });

    const known = await amina.get(`/api/idempotency-keys/${encodeURIComponent(made)}`);
    expect(known.status).toBe(200);
    expect(known.body).toMatchObject({
      key: made,
      operation: 'deposit',
      transaction: { id: deposit.id },
      wallet: null,
      rejection: null,
    });
    expect((await amina.get(`/api/idempotency-keys/${refused}`)).body).toMatchObject({
      operation: 'withdraw',
      transaction: null,
      rejection: { code: 'INSUFFICIENT_FUNDS', details: { available: '1.00' } },
    });
    for (const answer of [
      await amina.get(`/api/idempotency-keys/${v4()}`),
      await brian.get(`/api/idempotency-keys/${refused}`),
    ]) {
      expect([answer.status, answer.at('code')]).toEqual([404, 'NOT_FOUND']);
    }
  });
});
