import { describe, expect, test } from '@jest/globals';
import { REQUESTS_PER_ADDRESS_MAX, REQUESTS_PER_USER_MAX } from '../../server/http/rate-limit.js';
import {
  FAILURES_PER_ACCOUNT_MAX,
  REGISTRATIONS_PER_ADDRESS_MAX,
} from '../../server/identity/sign-in-throttle.js';
import type { Answer } from '../support/answer.js';
import { Client, PASSWORD } from '../support/api.js';
import { startApi } from '../support/started.js';

const LOGIN = 'mutation ($input: LoginInput!) { login(input: $input) { token } }';

/** Sends so many requests, some at a time. */
async function repeat(times: number, send: () => Promise<Answer>): Promise<Answer[]> {
  const answers: Answer[] = [];
  while (answers.length < times) {
    const batch = Math.min(50, times - answers.length);
    answers.push(...(await Promise.all(Array.from({ length: batch }, send))));
  }
  return answers;
}

function expectProblem(answer: Answer): void {
  expect(answer.status).toBe(429);
  expect(answer.headers.get('content-type')).toContain('application/problem+json');
  expect(answer.body).toMatchObject({ status: 429, code: 'RATE_LIMITED', retryable: true });
  expectRetryAfter(answer, 'details.retryAfterSeconds');
}

function expectGraphqlError(answer: Answer): void {
  expect(answer.status).toBe(429);
  expect(answer.headers.get('content-type')).toContain('application/json');
  expect(answer.body).toMatchObject({ errors: [{ extensions: { code: 'RATE_LIMITED', retryable: true } }] });
  expectRetryAfter(answer, 'errors.0.extensions.details.retryAfterSeconds');
}

function expectRetryAfter(answer: Answer, path: string): void {
  const seconds = Number(answer.headers.get('retry-after'));
  expect(seconds).toBeGreaterThan(0);
  expect(seconds).toBeLessThanOrEqual(15 * 60);
  expect(answer.at(path)).toBe(seconds);
}

describe('The rate limit', () => {
  test('bounds what nobody who is signed in may ask for from one address, over both APIs together', async () => {
    const api = await startApi({ rateLimit: true });

    const answers = await repeat(REQUESTS_PER_ADDRESS_MAX, async () =>
      api.stranger.graphql('{ __typename }'),
    );

    expect(answers.every(({ status }) => status === 200)).toBe(true);
    expect(answers.at(-1)?.headers.get('ratelimit-limit')).toBe(String(REQUESTS_PER_ADDRESS_MAX));
    expectGraphqlError(await api.stranger.graphql('{ __typename }'));
    expectProblem(await api.stranger.get('/api/me'));
    expect((await api.stranger.get('/health/ready')).status).toBe(200);
    expect((await api.stranger.get('/metrics')).status).toBe(200);
  });

  test('counts each user by themselves, wherever they come from', async () => {
    const api = await startApi({ rateLimit: true, trustProxy: 1 });
    const [amina, brian] = [await api.customer('Amina'), await api.customer('Brian')];
    const elsewhere = new Client(api, {
      authorization: `Bearer ${amina.token}`,
      'x-forwarded-for': '203.0.113.7',
    });

    await repeat(REQUESTS_PER_USER_MAX, async () => amina.graphql('{ __typename }'));

    expectGraphqlError(await amina.graphql('{ __typename }'));
    expectProblem(await elsewhere.get('/api/me'));
    expect((await brian.get('/api/me')).status).toBe(200);
  });

  test('takes the address from the proxy it was told of, and from nobody else', async () => {
    const api = await startApi({ rateLimit: true, trustProxy: 1 });
    const remaining = async (forwardedFor: string) =>
      (await new Client(api, { 'x-forwarded-for': forwardedFor }).graphql('{ __typename }')).headers.get(
        'ratelimit-remaining',
      );

    expect(await remaining('198.51.100.1')).toBe(String(REQUESTS_PER_ADDRESS_MAX - 1));
    expect(await remaining('203.0.113.200, 198.51.100.1')).toBe(String(REQUESTS_PER_ADDRESS_MAX - 2));
    // One household has a whole network of IPv6 addresses.
    expect(await remaining('2001:db8:1:1::1')).toBe(String(REQUESTS_PER_ADDRESS_MAX - 1));
    expect(await remaining('2001:db8:1:1:ffff::2')).toBe(String(REQUESTS_PER_ADDRESS_MAX - 2));
  });

  test('slows down guessing a password, even in parallel, over both APIs together', async () => {
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
    expectGraphqlError(await api.stranger.graphql(LOGIN, { input: { email, password: PASSWORD } }));
    expectProblem(await api.stranger.post('/api/auth/login', { email, password: PASSWORD }));
  });

  test('forgets failed sign-ins once the right password comes', async () => {
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

  test('bounds registrations from one address, over both APIs together', async () => {
    const api = await startApi({ rateLimit: true, trustProxy: 1 });
    const { accounts } = api.app.services;
    const registration = { email: 'x@example.com', displayName: 'X', password: 'short' };
    const from = (address: string) => new Client(api, { 'x-forwarded-for': address });
    const register = 'mutation ($input: RegisterInput!) { register(input: $input) { token } }';

    for (let count = 0; count < REGISTRATIONS_PER_ADDRESS_MAX; count += 1) {
      await expect(accounts.register(registration, '192.0.2.1')).rejects.toMatchObject({
        code: 'BAD_USER_INPUT',
      });
    }

    expectGraphqlError(await from('192.0.2.1').graphql(register, { input: registration }));
    expectProblem(await from('192.0.2.1').post('/api/auth/register', registration));
    expect((await from('192.0.2.2').post('/api/auth/register', registration)).at('code')).toBe(
      'BAD_USER_INPUT',
    );
  });

  test('is off as a whole where it is switched off', async () => {
    const api = await startApi({ rateLimit: false });
    const { email } = await api.customer();

    const answers = await repeat(REQUESTS_PER_ADDRESS_MAX + 1, async () =>
      api.stranger.graphql('{ __typename }'),
    );
    const wrong = { input: { email, password: 'not the password' } };
    const guesses = await repeat(FAILURES_PER_ACCOUNT_MAX + 1, async () =>
      api.stranger.graphql(LOGIN, wrong),
    );

    expect(answers.every(({ status, headers }) => status === 200 && !headers.has('ratelimit-limit'))).toBe(
      true,
    );
    expect(guesses.at(-1)?.at('errors.0.extensions.code')).toBe('UNAUTHENTICATED');
  });
});
