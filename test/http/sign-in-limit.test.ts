import { describe, expect, test } from '@jest/globals';
import {
  FAILURES_PER_ACCOUNT_MAX,
  REGISTRATIONS_PER_ADDRESS_MAX,
} from '../../server/identity/sign-in-throttle.js';
import { Client, PASSWORD } from '../support/api.js';
import { expectLimited, expectLimitedGraphql } from '../support/rate-limits.js';
import { startApi } from '../support/started.js';

const LOGIN = 'mutation ($input: LoginInput!) { login(input: $input) { token } }';

describe('The limits on signing in', () => {
  test('slow down guessing a password, even in parallel, over both APIs together', async () => {
    const api = await startApi({ rateLimit: true });
    const { email } = await api.customer();
    const wrong = { email: email.toUpperCase(), password: 'not the password' };

    const half = FAILURES_PER_ACCOUNT_MAX / 2;
    const guesses = await Promise.all([
      ...Array.from({ length: half }, async () => api.stranger.graphql(LOGIN, { input: wrong })),
      ...Array.from({ length: half }, async () => api.stranger.post('/api/auth/login', wrong)),
    ]);

    expect(
      new Set(guesses.map((answer) => answer.at('code') ?? answer.at('errors.0.extensions.code'))),
    ).toEqual(new Set(['UNAUTHENTICATED']));
    expectLimitedGraphql(await api.stranger.graphql(LOGIN, { input: { email, password: PASSWORD } }));
    expectLimited(await api.stranger.post('/api/auth/login', { email, password: PASSWORD }));
  });

  test('forget failed sign-ins once the right password comes', async () => {
    const api = await startApi({ rateLimit: true });
    const { email } = await api.customer();
    const attempt = async (password: string) =>
      (await api.stranger.post('/api/auth/login', { email, password })).status;

    for (let guess = 1; guess < FAILURES_PER_ACCOUNT_MAX; guess += 1)
      expect(await attempt('not the password')).toBe(401);
    expect(await attempt(PASSWORD)).toBe(200);
    expect(await attempt('not the password')).toBe(401);
    expect(await attempt(PASSWORD)).toBe(200);
  });

  test('bound registrations from one address, over both APIs together', async () => {
    const api = await startApi({ rateLimit: true, trustProxy: 1 });
    const { accounts } = api.app.services;
    const registration = { email: 'x@example.com', displayName: 'X', password: 'short' };
    const from = (address: string) => new Client(api, { 'x-forwarded-for': address });
    const register = 'mutation ($input: RegisterInput!) { register(input: $input) { token } }';

    for (let count = 0; count < REGISTRATIONS_PER_ADDRESS_MAX; count += 1) {
      await expect(accounts.register(registration, { address: '192.0.2.1' })).rejects.toMatchObject({
        code: 'BAD_USER_INPUT',
      });
    }

    expectLimitedGraphql(await from('192.0.2.1').graphql(register, { input: registration }));
    expectLimited(await from('192.0.2.1').post('/api/auth/register', registration));
    expect((await from('192.0.2.2').post('/api/auth/register', registration)).at('code')).toBe(
      'BAD_USER_INPUT',
    );
  });
});
