import { describe, expect, test } from '@jest/globals';
import { REQUESTS_PER_ADDRESS_MAX } from '../../../server/http/limits/rate-limit.js';
import { ONE_ACCOUNT } from '../../../server/identity/throttles/guess-throttle.js';
import type { Answer } from '../../support/answer.js';
import { walletRow } from '../../support/books.js';
import { Client } from '../../support/api.js';
import { expectLimited, expectLimitedGraphql } from '../../support/rate-limits.js';
import { startApi } from '../../support/started.js';

const LOGIN = 'mutation ($input: LoginInput!) { login(input: $input) { token } }';

/** So few that a busy machine reaches them within the minute that they are of. */
const FEW = { bounds: { requests: { perUser: 40, perAddress: 20 } } };

/** Sends so many requests, some at a time. */
async function repeat(times: number, send: () => Promise<Answer>): Promise<Answer[]> {
  const answers: Answer[] = [];
  while (answers.length < times) {
    const batch = Math.min(50, times - answers.length);
    answers.push(...(await Promise.all(Array.from({ length: batch }, send))));
  }
  return answers;
}

describe('The rate limit', () => {
  test('bounds what nobody who is signed in may ask for from one address, over both APIs together', async () => {
    const api = await startApi({ rateLimit: true }, FEW);

    const answers = await repeat(FEW.bounds.requests.perAddress, async () =>
      api.stranger.graphql('{ __typename }'),
    );

    expect(answers.every(({ status }) => status === 200)).toBe(true);
    expect(answers.at(-1)?.headers.get('ratelimit-limit')).toBe(String(FEW.bounds.requests.perAddress));
    expectLimitedGraphql(await api.stranger.graphql('{ __typename }'));
    expectLimited(await api.stranger.get('/api/me'));
    expect((await api.stranger.get('/health/ready')).status).toBe(200);
    expect((await api.stranger.get('/metrics')).status).toBe(200);
  });

  test('counts each user by themselves, wherever they come from', async () => {
    const api = await startApi({ rateLimit: true, trustProxy: 1 }, FEW);
    const [amina, brian] = [await api.customer('Amina'), await api.customer('Brian')];
    const elsewhere = new Client(api, {
      authorization: `Bearer ${amina.token}`,
      'x-forwarded-for': '203.0.113.7',
    });

    await repeat(FEW.bounds.requests.perUser, async () => amina.graphql('{ __typename }'));

    expectLimitedGraphql(await amina.graphql('{ __typename }'));
    expectLimited(await elsewhere.get('/api/me'));
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

  test('counts what a minute’s requests cost together, of a user and of an address', async () => {
    const work = { perUser: 3_100, perAddress: 2_500 };
    const api = await startApi({ rateLimit: true }, { bounds: { work } });
    const [amina, brian] = [await api.customer('Amina'), await api.customer('Brian')];
    const page = '{ transactions(first: 100) { nodes { id type status createdAt reference } } }';

    // 602 fields each.
    expect((await repeat(5, async () => amina.graphql(page))).map(({ status }) => status)).toEqual(
      Array(5).fill(200),
    );
    // A sign-in that is skipped gives nothing back.
    await repeat(3, async () =>
      amina.graphql(
        `mutation ($input: LoginInput!) { login(input: $input) @skip(if: true) { token } __typename }`,
        { input: { email: 'a@example.com', password: 'x' } },
      ),
    );
    expectLimitedGraphql(await amina.graphql(page));
    expect((await brian.graphql(page)).status).toBe(200);
    const login = async () =>
      api.stranger.graphql(LOGIN, { input: { email: 'a@example.com', password: 'x' } });
    expect((await login()).at('errors.0.extensions.code')).toBe('UNAUTHENTICATED');
    expectLimitedGraphql(await login());
  });

  test('counts each transfer of a batch, over REST as well', async () => {
    const api = await startApi(
      { rateLimit: true },
      { bounds: { work: { perUser: 5_000, perAddress: 20_000 } } },
    );
    const amina = await api.customer();
    const walletId = await amina.wallet({ balance: '10.00' });
    const to = await amina.wallet();
    const send = async (count: number) =>
      amina.post('/api/transfer-batches', {
        mode: 'EACH',
        input: Array(count).fill({
          fromWalletId: walletId,
          toWalletId: to,
          amount: '0.01',
          currency: 'KES',
        }),
      });

    expect((await send(200)).status).toBe(201);
    expectLimited(await send(200));
    expect((await walletRow(api.storage, { id: to })).posted).toBe(200);
  });

  test('is off as a whole where it is switched off', async () => {
    const api = await startApi({ rateLimit: false });
    const { email } = await api.customer();

    const answers = await repeat(REQUESTS_PER_ADDRESS_MAX + 1, async () =>
      api.stranger.graphql('{ __typename }'),
    );
    const wrong = { input: { email, password: 'not the password' } };
    const guesses = await repeat(ONE_ACCOUNT.free + 2, async () => api.stranger.graphql(LOGIN, wrong));

    expect(answers.every(({ status, headers }) => status === 200 && !headers.has('ratelimit-limit'))).toBe(
      true,
    );
    expect(guesses.at(-1)?.at('errors.0.extensions.code')).toBe('UNAUTHENTICATED');
  });
});
