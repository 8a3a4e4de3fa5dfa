import { beforeAll, describe, expect, test } from '@jest/globals';
import { v4 } from 'uuid';
import { PASSWORD, useApi, type User } from '../../support/api.js';
import { expectProblem } from '../../support/problem.js';

const api = useApi({ settlement: { settlement: 'review', pendingMs: 60_000 } });
let amina: User;
let operator: User;

beforeAll(async () => {
  amina = await api.customer();
  operator = await api.staff('OPERATOR');
});

const NONE = ['\u200b', '\u3164', '\u2800', '\u{e0041}\u{e0042}', '\u00ad\ufe0f\u180e', ' \u2060\n'];

describe('A name that cannot be seen, or that has two lines', () => {
  test.each([...NONE, 'House\nLoan', 'House\tLoan', 'House\u2028Loan'])('is none: %j', async (name) => {
    const register = await api.stranger.post('/api/auth/register', {
      email: `${v4()}@example.com`,
      password: PASSWORD,
      displayName: name,
    });
    expectProblem(register, 400, 'BAD_USER_INPUT');
    expect(register.at('details')).toEqual({ field: 'displayName' });
    for (const answer of [
      await amina.post('/api/wallets', { name, currency: 'KES' }),
      await amina.post('/api/tokens', { name, access: 'READ' }),
    ]) {
      expectProblem(answer, 400, 'BAD_USER_INPUT');
      expect(answer.at('details')).toEqual({ field: 'name' });
    }
    const graphql = await amina.graphql(
      'mutation ($name: String!) { createWallet(input: { name: $name, currency: KES }) { id } }',
      { name },
    );
    expect(graphql.at('errors.0.extensions')).toMatchObject({
      code: 'BAD_USER_INPUT',
      details: { field: 'name' },
    });
  });

  test.each(['👩‍👩‍👧', 'خانه‌ام', '❤️'])('is not %s, which is kept as it is', async (name) => {
    const answer = await amina.post('/api/wallets', { name: `\u200b${name}\u2800 `, currency: 'KES' });
    expect([answer.status, answer.at('name')]).toEqual([201, name]);
  });
});

describe('A text that cannot be seen', () => {
  test.each(NONE)('is no reason: %j', async (reason) => {
    const wallet = await amina.wallet();
    const held = await amina.deposit(wallet, '5.00');

    for (const answer of [
      await operator.post(`/api/wallets/${wallet}/freeze`, { reason }),
      await operator.post(`/api/transactions/${held.id}/void`, { reason }),
      await operator.post(`/api/users/${amina.id}/suspend`, { reason }),
    ]) {
      expectProblem(answer, 400, 'BAD_USER_INPUT');
      expect(answer.at('details')).toEqual({ field: 'reason' });
    }
    expect((await amina.get(`/api/transactions/${held.id}`)).at('status')).toBe('PENDING');
    expect((await amina.get(`/api/wallets/${wallet}`)).at('status')).toBe('ACTIVE');
  });

  test.each(NONE)('is neither a description nor a reference: %j', async (text) => {
    const more = { description: text, reference: text };
    const answer = await amina.deposit(await amina.wallet(), '5.00', { more });
    expect([answer.status, answer.at('description'), answer.at('reference')]).toEqual([201, null, null]);
  });

  test('is cut from nothing that can: what is written stays the request of its key', async () => {
    const description = 'می‌روم\u200b 👩‍👩‍👧\ufe0f\n2nd line';
    const answer = await amina.deposit(await amina.wallet(), '5.00', { more: { description } });
    expect(answer.at('description')).toBe(description);
  });
});
