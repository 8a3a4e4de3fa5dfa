import { beforeAll, expect, test } from '@jest/globals';
import { v4, v7 } from 'uuid';
import { PASSWORD, useApi, type User } from '../support/api.js';
import { expectProblem } from '../support/problem.js';
import { eventsOf } from '../support/suspending.js';

const api = useApi();
let amina: User;
let operator: User;

beforeAll(async () => {
  [amina, operator] = [await api.customer('Amina'), await api.staff('OPERATOR')];
});

async function signIn({ email }: User) {
  return api.stranger.post('/api/auth/login', { email, password: PASSWORD });
}

test('When a user is suspended and reactivated over REST, then they are out, and in again', async () => {
  const path = `/api/users/${amina.id}`;
  const key = v4();
  const reason = 'Chargebacks';
  const suspended = await operator.post(`${path}/suspend`, { reason }, { key });
  expect([suspended.status, suspended.body]).toEqual([
    200,
    {
      ...{ id: amina.id, email: amina.email, displayName: 'Amina', role: 'CUSTOMER', status: 'SUSPENDED' },
      createdAt: expect.any(String),
    },
  ]);
  const again = await operator.post(`${path}/suspend`, { reason }, { key });
  expect([again.status, again.headers.get('idempotency-replayed')]).toEqual([200, 'true']);
  expect(again.body).toEqual(suspended.body);
  expectProblem(await operator.post(`${path}/suspend`, { reason }, { key: null }), 409, 'INVALID_STATE');

  expectProblem(await amina.get('/api/me'), 401, 'UNAUTHENTICATED');
  expectProblem(await amina.get('/api/wallets'), 401, 'UNAUTHENTICATED');
  expectProblem(await signIn(amina), 403, 'FORBIDDEN');

  const active = await operator.post(`${path}/reactivate`, { reason: 'Settled' }, { key: null });
  expect([active.status, active.at('status')]).toEqual([200, 'ACTIVE']);
  expect((await signIn(amina)).status).toBe(200);
  expect(await eventsOf(api, amina)).toEqual([
    [operator.id, 'USER_SUSPENDED', reason],
    [operator.id, 'USER_REACTIVATED', 'Settled'],
  ]);
});

test('When somebody may not, or it is nobody, then the problem says so', async () => {
  const [analyst, brian] = [await api.staff('ANALYST'), await api.customer('Brian')];
  for (const act of ['suspend', 'reactivate']) {
    const path = `/api/users/${brian.id}/${act}`;
    for (const user of [analyst, brian])
      expectProblem(await user.post(path, { reason: 'Why' }), 403, 'FORBIDDEN');
    expectProblem(await operator.post(path, {}), 400, 'BAD_USER_INPUT');
    expectProblem(await operator.post(`/api/users/${v7()}/${act}`, { reason: 'Why' }), 404, 'NOT_FOUND');
  }
  expectProblem(
    await operator.post(`/api/users/${operator.id}/suspend`, { reason: 'Why' }),
    403,
    'FORBIDDEN',
  );
  expect(await eventsOf(api, brian)).toEqual([]);
});
