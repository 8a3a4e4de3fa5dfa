import { expect, test } from '@jest/globals';
import { v4 } from 'uuid';
import { MISSED_RECIPIENTS_MAX } from '../../../server/identity/users/recipients.js';
import type { Answer } from '../../support/answer.js';
import type { TestApi, User } from '../../support/api.js';
import { SettableClock } from '../../support/clock.js';
import { expectLimitedGraphql } from '../../support/rate-limits.js';
import { startApi } from '../../support/started.js';

const PREVIEW = `query ($input: TransferInput!) { previewTransfer(input: $input) { status decline { code } } }`;
const BATCH = `mutation ($input: [TransferInput!]!, $key: String!, $mode: BatchMode!) {
  transferBatch(mode: $mode, input: $input, idempotencyKey: $key) {
    batch { items { error { code message details } } } } }`;

const nobody = (number: number): string => `nobody${String(number)}@example.com`;

function payment(from: string, toEmail: string, amount = '1.00') {
  return { fromWalletId: from, toEmail, amount, currency: 'KES' };
}

async function preview(user: User, from: string, toEmail: string): Promise<Answer> {
  return user.graphql(PREVIEW, { input: payment(from, toEmail) });
}

async function batch(user: User, input: readonly object[], mode = 'EACH'): Promise<Answer> {
  return user.graphql(BATCH, { input, key: v4(), mode });
}

async function start(): Promise<{ api: TestApi; clock: SettableClock; amina: User; wallet: string }> {
  const clock = new SettableClock();
  const api = await startApi({ rateLimit: true }, { clock });
  const amina = await api.customer();
  return { api, clock, amina, wallet: await amina.wallet({ balance: '500.00' }) };
}

test('Somebody without an account and somebody without a wallet of the currency answer alike, word for word', async () => {
  const { api, amina, wallet } = await start();
  const brian = await api.customer('Brian');
  await brian.wallet({ currency: 'UGX' });

  const heard = async (toEmail: string) => [
    (await preview(amina, wallet, toEmail)).at('errors.0'),
    (await amina.post('/api/transfers', payment(wallet, toEmail))).at('details'),
    (await batch(amina, [payment(wallet, toEmail)])).body,
    (await batch(amina, [payment(wallet, toEmail)], 'ATOMIC')).at('errors.0'),
  ];

  const ofBrian = await heard(brian.email);
  expect(ofBrian).toEqual(await heard(nobody(1)));
  expect(ofBrian[1]).toEqual({ what: 'recipient', field: 'toEmail' });
});

test('Who cannot pay learns nothing of whom they would pay', async () => {
  const { api, amina } = await start();
  const empty = await amina.wallet();
  const brian = await api.customer('Brian');
  await brian.wallet();
  const carol = await api.customer('Carol');

  const heard = async (toEmail: string) => [
    (await preview(amina, empty, toEmail)).body,
    (await amina.post('/api/transfers', payment(empty, toEmail))).at('code'),
    (await batch(amina, [payment(empty, toEmail)])).body,
    (await batch(amina, [payment(empty, toEmail)], 'ATOMIC')).at('errors.0'),
  ];
  const ofBrian = await heard(brian.email);

  expect(ofBrian[1]).toBe('INSUFFICIENT_FUNDS');
  expect(await heard(carol.email)).toEqual(ofBrian);
  expect(await heard(nobody(1))).toEqual(ofBrian);
});

test('Who tries email after email soon hears nothing of anybody new for an hour, whichever way they ask', async () => {
  const { api, clock, amina, wallet } = await start();
  const [brian, carol] = [await api.customer('Brian'), await api.customer('Carol')];
  await brian.wallet();
  await carol.wallet();
  expect((await amina.post('/api/transfers', payment(wallet, brian.email))).status).toBe(201);

  const half = MISSED_RECIPIENTS_MAX / 2;
  const many = (from: number) => Array.from({ length: half }, (_, at) => payment(wallet, nobody(from + at)));
  expect((await batch(amina, many(0))).at('errors')).toBeUndefined();
  expect((await batch(amina, many(0))).at('errors')).toBeUndefined();
  for (const { toEmail } of many(half))
    expect((await preview(amina, wallet, toEmail)).at('errors.0.extensions.code')).toBe('NOT_FOUND');

  for (const email of [carol.email, nobody(1), nobody(9_999)]) {
    expectLimitedForAnHour(await preview(amina, wallet, email));
    expectLimitedForAnHour(await batch(amina, [payment(wallet, email)]));
    expect((await amina.post('/api/transfers', payment(wallet, email))).status).toBe(429);
  }
  expect((await preview(amina, wallet, brian.email)).at('data.previewTransfer.status')).toBe('POSTED');
  expect(
    (await preview(brian, await brian.wallet(), nobody(1))).at('data.previewTransfer.decline.code'),
  ).toBe('INSUFFICIENT_FUNDS');

  clock.advance(60 * 60 * 1000);
  expect((await preview(amina, wallet, carol.email)).at('data.previewTransfer.status')).toBe('POSTED');
});

test('A batch that asks for too many at once is answered for none of them', async () => {
  const { amina, wallet } = await start();
  const items = Array.from({ length: MISSED_RECIPIENTS_MAX + 1 }, (_, at) => payment(wallet, nobody(at)));
  expectLimitedForAnHour(await batch(amina, items));
  expectLimitedForAnHour(await preview(amina, wallet, nobody(0)));
});

test('Operators, who see all users anyway, are not limited', async () => {
  const { api } = await start();
  const operator = await api.staff('OPERATOR');
  const wallet = await operator.wallet({ balance: '500.00' });
  const items = Array.from({ length: 2 * MISSED_RECIPIENTS_MAX }, (_, at) => payment(wallet, nobody(at)));
  expect((await batch(operator, items)).at('errors')).toBeUndefined();
});

function expectLimitedForAnHour(answer: Answer): void {
  expectLimitedGraphql(answer, 60 * 60);
}
