import { describe, expect, test } from '@jest/globals';
import {
  ONE_ORIGIN,
  REGISTRATIONS_PER_ADDRESS_MAX,
} from '../../../server/identity/throttles/guess-throttle.js';
import { Client, PASSWORD, type TestApi } from '../../support/api.js';
import { expectLimited, expectLimitedGraphql } from '../../support/rate-limits.js';
import { startApi } from '../../support/started.js';

const LOGIN = 'mutation ($input: LoginInput!) { login(input: $input) { token } }';
const DEVICE = /^nissmart_device=([\w-]{43}); .*HttpOnly; SameSite=Strict/;

function from(api: TestApi, address: string, cookie?: string): Client {
  return new Client(api, { 'x-forwarded-for': address, ...(cookie !== undefined && { cookie }) });
}

async function guessUntilLimited(client: Client, email: string): Promise<void> {
  const wrong = { email, password: 'not the password' };
  for (let guess = 0; guess <= ONE_ORIGIN.free; guess += 1)
    expect((await client.post('/api/auth/login', wrong)).status).toBe(401);
  expectLimited(await client.post('/api/auth/login', wrong));
}

describe('The limits on signing in', () => {
  test('slow down guessing a password, even in parallel, over both APIs together', async () => {
    const api = await startApi({ rateLimit: true, trustProxy: 1 });
    const { email } = await api.customer();
    const wrong = { email: email.toUpperCase(), password: 'not the password' };
    const attacker = from(api, '192.0.2.9');

    const guesses = await Promise.all([
      ...Array.from({ length: 5 }, async () => attacker.graphql(LOGIN, { input: wrong })),
      ...Array.from({ length: ONE_ORIGIN.free - 4 }, async () => attacker.post('/api/auth/login', wrong)),
    ]);

    expect(
      new Set(guesses.map((answer) => answer.at('code') ?? answer.at('errors.0.extensions.code'))),
    ).toEqual(new Set(['UNAUTHENTICATED']));
    expectLimitedGraphql(await attacker.graphql(LOGIN, { input: { email, password: PASSWORD } }));
    expectLimited(await attacker.post('/api/auth/login', { email, password: PASSWORD }));
  });

  test('let the owner in on the device that they have signed in with, whoever guesses from the same address', async () => {
    const api = await startApi({ rateLimit: true, trustProxy: 1 });
    const { email } = await api.customer();
    const signedIn = await from(api, '192.0.2.1').post('/api/auth/login', { email, password: PASSWORD });
    const cookies = signedIn.headers.getSetCookie();
    const device = cookies.map((cookie) => DEVICE.exec(cookie)?.[1]).find((token) => token !== undefined);
    expect(device).toBeDefined();

    await guessUntilLimited(from(api, '192.0.2.9'), email);
    const owner = from(api, '192.0.2.9', `nissmart_device=${device ?? ''}`);
    expect((await owner.post('/api/auth/login', { email, password: PASSWORD })).status).toBe(200);
  });

  test('answer alike whether the account exists or not', async () => {
    const api = await startApi({ rateLimit: true, trustProxy: 1 });
    const { email } = await api.customer();

    const bodies = await Promise.all(
      [email, 'nobody@example.com'].map(async (guessed, index) => {
        const client = from(api, `192.0.2.${String(index + 20)}`);
        const wrong = { email: guessed, password: 'not the password' };
        const answers: unknown[] = [];
        for (let guess = 0; guess <= ONE_ORIGIN.free; guess += 1)
          answers.push((await client.post('/api/auth/login', wrong)).body);
        expectLimited(await client.post('/api/auth/login', wrong));
        return answers;
      }),
    );

    expect(bodies[0]).toEqual(bodies[1]);
  });

  test('bound registrations from one address, over both APIs together', async () => {
    const api = await startApi({ rateLimit: true, trustProxy: 1 });
    const { accounts } = api.app.services;
    const registration = { email: 'x@example.com', displayName: 'X', password: 'short' };
    const register = 'mutation ($input: RegisterInput!) { register(input: $input) { token } }';

    for (let count = 0; count < REGISTRATIONS_PER_ADDRESS_MAX; count += 1) {
      await expect(accounts.register(registration, { address: '192.0.2.1' })).rejects.toMatchObject({
        code: 'BAD_USER_INPUT',
      });
    }

    expectLimitedGraphql(await from(api, '192.0.2.1').graphql(register, { input: registration }));
    expectLimited(await from(api, '192.0.2.1').post('/api/auth/register', registration));
    expect((await from(api, '192.0.2.2').post('/api/auth/register', registration)).at('code')).toBe(
      'BAD_USER_INPUT',
    );
  });
});
