import { beforeAll, describe, expect, test } from '@jest/globals';
import addFormats from 'ajv-formats';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { ROUTES, type Route } from '../../server/rest/routes.js';
import type { Answer } from '../support/answer.js';
import { PASSWORD, useApi, type User } from '../support/api.js';

const api = useApi();
const ajv = new Ajv2020({ strict: false, allErrors: true });
addFormats.default(ajv);

let amina: User;
let brian: User;
let operator: User;
let wallet: string;
let deposit: string;

beforeAll(async () => {
  const { body } = await api.stranger.get('/api/openapi.json');
  ajv.addSchema(closed(body), 'openapi');
  [amina, brian, operator] = [await api.customer(), await api.customer(), await api.staff('OPERATOR')];
  wallet = await amina.wallet({ balance: '100.00' });
  await brian.wallet();
  const more = { reference: 'r', description: 'd', metadata: { a: 1 } };
  deposit = (await amina.deposit(wallet, '1.00', { more })).id;
  await amina.withdraw(wallet, '1000.00', { key: 'refused' });
});

/** The document with every object closed, so that an answer may have no field that is not described. */
function closed(value: unknown): object {
  if (typeof value !== 'object' || value === null) throw new Error('Not an object');
  const copy = Array.isArray(value) ? value.map(closedIfObject) : mapped(value);
  return 'properties' in copy && !('additionalProperties' in copy)
    ? { ...copy, additionalProperties: false }
    : copy;
}

function mapped(value: object): object {
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, closedIfObject(inner)]));
}

function closedIfObject(value: unknown): unknown {
  return typeof value === 'object' && value !== null ? closed(value) : value;
}

function expectDescribed(answer: Answer, method: string, path: string): void {
  const [type = ''] = (answer.headers.get('content-type') ?? '').split(';');
  const place = [
    'paths',
    path,
    method.toLowerCase(),
    'responses',
    String(answer.status),
    'content',
    type,
    'schema',
  ];
  const pointer = place.map((name) => name.replaceAll('~', '~0').replaceAll('/', '~1')).join('/');
  const validate = ajv.getSchema(`openapi#/${pointer}`);
  if (!validate) throw new Error(`Nothing is described at ${pointer}`);
  expect([validate(answer.body), validate.errors]).toEqual([true, null]);
}

/** A request that succeeds, for every row: who sends it, and what. */
const REQUESTS: Readonly<Record<string, () => Promise<Answer>>> = {
  register: async () =>
    api.stranger.post('/api/auth/register', {
      email: 'new@example.com',
      displayName: 'New',
      password: PASSWORD,
    }),
  login: async () => api.stranger.post('/api/auth/login', { email: amina.email, password: PASSWORD }),
  logout: async () => (await api.customer()).post('/api/auth/logout', {}),
  me: async () => amina.get('/api/me'),
  wallets: async () => operator.get('/api/wallets'),
  createWallet: async () => amina.post('/api/wallets', { name: 'Rent', currency: 'USD' }),
  wallet: async () => amina.get(`/api/wallets/${wallet}`),
  walletTransactions: async () => amina.get(`/api/wallets/${wallet}/transactions`),
  walletEntries: async () => amina.get(`/api/wallets/${wallet}/entries?first=1`),
  deposit: async () => amina.deposit(wallet, '5.00'),
  transfer: async () =>
    amina.post('/api/transfers', {
      fromWalletId: wallet,
      toEmail: brian.email,
      amount: '1',
      currency: 'KES',
    }),
  withdraw: async () => amina.withdraw(wallet, '5.00'),
  transactions: async () => operator.get('/api/transactions'),
  transaction: async () => amina.get(`/api/transactions/${deposit}`),
  idempotencyKey: async () => amina.get('/api/idempotency-keys/refused'),
  users: async () => operator.get('/api/users'),
  adminSummary: async () => operator.get('/api/dashboard/admin?bucket=WEEK'),
};

describe('The answer of every route is what its description says', () => {
  test.each(ROUTES.map((route): [string, Route] => [`${route.method} /api${route.path}`, route]))(
    '%s',
    async (_name, { method, path, operation, status }) => {
      const answer = await REQUESTS[operation]?.();

      expect(answer?.status).toBe(status);
      if (answer && status !== 204) expectDescribed(answer, method, `/api${path}`);
    },
  );

  test('also of what an error code means', async () => {
    const answer = await api.stranger.get('/api/errors/INSUFFICIENT_FUNDS');
    expect(answer.status).toBe(200);
    expectDescribed(answer, 'GET', '/api/errors/{code}');
  });

  test('also when something is wrong', async () => {
    for (const [answer, path] of [
      [await amina.deposit(wallet, 5), 'deposits'],
      [await amina.deposit(wallet, '1.00', { key: null }), 'deposits'],
      [await api.stranger.post('/api/deposits', {}), 'deposits'],
      [await amina.deposit('nothing', '1.00'), 'deposits'],
      [await amina.deposit(wallet, 'x'.repeat(40_000)), 'deposits'],
      [await amina.deposit(wallet, '0'), 'deposits'],
      [await amina.withdraw(wallet, '9999999.00'), 'withdrawals'],
      [
        await amina.post('/api/auth/register', { email: amina.email, displayName: 'A', password: PASSWORD }),
        'auth/register',
      ],
    ] as const) {
      expect(answer.status).toBeGreaterThanOrEqual(400);
      expectDescribed(answer, 'POST', `/api/${path}`);
    }
  });
});
