import { describe, expect, test } from '@jest/globals';
import { PASSWORD, User, type TestApi } from '../../support/api.js';
import { revoke, tokenOf } from '../../support/api-tokens.js';
import { startTwo } from '../../support/nodes.js';
import { expectLimited } from '../../support/rate-limits.js';
import { ONE_ORIGIN } from '../../../server/identity/throttles/guess-throttle.js';

const NEW_PASSWORD = 'another horse battery staple';
const CHANGE = `mutation ($current: String!, $next: String!) {
  changePassword(input: { currentPassword: $current, newPassword: $next })
}`;

async function signIn(node: TestApi, { email }: User, password = PASSWORD) {
  return node.stranger.post('/api/auth/login', { email, password });
}

/** A further session of a user, opened at a node. */
async function sessionAt(node: TestApi, user: User): Promise<User> {
  return new User(node, user.id, user.email, (await signIn(node, user)).text('token'));
}

async function statusAt(node: TestApi, user: User): Promise<number> {
  return (await user.at(node).get('/api/me')).status;
}

describe('A session', () => {
  test('When it was opened at one node, then it is good at the other one at once', async () => {
    const [one, two] = await startTwo();
    const amina = await one.customer();
    expect((await amina.at(two).get('/api/me')).at('id')).toBe(amina.id);
    expect((await (await sessionAt(two, amina)).at(one).get('/api/me')).at('id')).toBe(amina.id);
  });

  test('When it has ended at one node, then the other one refuses it at once, and takes the others', async () => {
    const [one, two] = await startTwo();
    const amina = await one.customer();
    const elsewhere = await sessionAt(two, amina);
    // Each node has seen both.
    for (const user of [amina, elsewhere])
      expect([await statusAt(one, user), await statusAt(two, user)]).toEqual([200, 200]);

    await amina.post('/api/auth/logout', {});

    expect([await statusAt(two, amina), await statusAt(one, amina)]).toEqual([401, 401]);
    expect([await statusAt(two, elsewhere), await statusAt(one, elsewhere)]).toEqual([200, 200]);
  });

  test('When the password changes at one node, then the other one refuses all other sessions and the old password', async () => {
    const [one, two] = await startTwo();
    const amina = await one.customer();
    const elsewhere = await sessionAt(two, amina);
    expect(await statusAt(two, elsewhere)).toBe(200);

    const changed = await amina.graphql(CHANGE, { current: PASSWORD, next: NEW_PASSWORD });
    expect(changed.at('errors')).toBeUndefined();

    expect(await statusAt(two, elsewhere)).toBe(401);
    expect((await signIn(two, amina)).status).toBe(401);
    expect((await signIn(two, amina, NEW_PASSWORD)).status).toBe(200);
  });

  test('When its user is suspended at one node, then the other one refuses it, and so does the ledger there', async () => {
    const [one, two] = await startTwo();
    const amina = await one.customer();
    const wallet = await amina.at(two).wallet({ balance: '5.00' });
    const operator = await one.staff('OPERATOR');

    await operator.post(`/api/users/${amina.id}/suspend`, { reason: 'Asked for by the bank' });

    expect(await statusAt(two, amina)).toBe(401);
    expect((await amina.at(two).deposit(wallet, '1.00')).status).toBe(401);
    expect((await signIn(two, amina)).status).toBe(403);
  });
});

test('When an API token is revoked at one node, then the other one refuses it at once', async () => {
  const [one, two] = await startTwo();
  const amina = await one.customer();
  const { id, client } = await tokenOf(one, amina);
  expect(await statusAt(two, client)).toBe(200);

  expect((await revoke(amina, id)).at('errors')).toBeUndefined();

  expect([await statusAt(two, client), await statusAt(one, client)]).toEqual([401, 401]);
});

describe('Limits', () => {
  test('Requests are counted by each node, so that two let twice as many through', async () => {
    const perUser = 15;
    const [one, two] = await startTwo({
      config: { rateLimit: true },
      options: { bounds: { requests: { perUser, perAddress: 100 } } },
    });
    const amina = await one.customer();
    for (const node of [one, two]) {
      const answers = await Promise.all(Array.from({ length: perUser }, async () => statusAt(node, amina)));
      expect(answers).toEqual(Array(perUser).fill(200));
      expectLimited(await amina.at(node).get('/api/me'));
    }
  });

  test('Wrong passwords are counted by all nodes together', async () => {
    const [one, two] = await startTwo({ config: { rateLimit: true } });
    const amina = await one.customer();
    for (let guess = 0; guess <= ONE_ORIGIN.free; guess += 1)
      expect((await signIn(guess % 2 === 0 ? one : two, amina, 'a wrong guess')).status).toBe(401);
    expectLimited(await signIn(one, amina, 'a wrong guess'));
    expectLimited(await signIn(two, amina, 'a wrong guess'));
  });
});
