import { beforeAll, expect, test } from '@jest/globals';
import { v4 } from 'uuid';
import { settlementPolicy } from '../../../server/ledger/posting/book/review-terms.js';
import { PASSWORD, useApi, type User } from '../../support/api.js';
import type { Answer } from '../../support/answer.js';
import { ROUTES } from './contract.js';

const PENDING_DAYS = 14;
const api = useApi({ settlement: settlementPolicy('review', PENDING_DAYS) });
let amina: User;
let operator: User;
/** With money in it, and one without. */
let savings: string;
let rent: string;
let posted: string;

beforeAll(async () => {
  [amina, operator] = [await api.customer('Amina'), await api.staff('OPERATOR')];
  [savings, rent] = [await amina.wallet(), await amina.wallet()];
  posted = await pending();
  expect((await operator.post(`/api/transactions/${posted}/post`, {}, { key: v4() })).status).toBe(200);
});

/** A deposit that waits. */
async function pending(): Promise<string> {
  const deposit = { walletId: savings, amount: '12.50', currency: 'KES' };
  return (await amina.post('/api/deposits', deposit, { key: v4() })).text('id');
}

const ANY_TEXT: unknown = expect.any(String);
const MONEY = {
  amount: expect.stringMatching(/^-?[0-9]+\.[0-9]{2}$/),
  currency: 'KES',
  minorUnits: ANY_TEXT,
};
const USER = {
  id: ANY_TEXT,
  email: ANY_TEXT,
  displayName: ANY_TEXT,
  role: ANY_TEXT,
  status: 'ACTIVE',
  createdAt: ANY_TEXT,
};
const SESSION = { token: ANY_TEXT, expiresAt: ANY_TEXT, user: USER };
const WALLET = {
  ...{ id: ANY_TEXT, name: ANY_TEXT, currency: 'KES', kind: ANY_TEXT, status: 'ACTIVE', createdAt: ANY_TEXT },
  balance: { posted: MONEY, available: MONEY, held: MONEY, incoming: MONEY },
};
const PARTY = { walletId: ANY_TEXT, kind: ANY_TEXT, name: ANY_TEXT };
const TRANSACTION = {
  ...{ id: ANY_TEXT, type: ANY_TEXT, status: ANY_TEXT, amount: MONEY, source: PARTY, destination: PARTY },
  ...{ createdAt: ANY_TEXT, entries: expect.any(Array) },
};
const ENTRY = { id: ANY_TEXT, sequence: 1, amount: MONEY, balanceAfter: MONEY, createdAt: ANY_TEXT };
const listOf = (item: object) => ({
  data: expect.arrayContaining([
    expect.objectContaining(Object.fromEntries(Object.keys(item).map((name) => [name, expect.anything()]))),
  ]),
  pageInfo: { hasNextPage: false, endCursor: ANY_TEXT },
});
const moved = (type: string, status: string) => ({ ...TRANSACTION, type, status });

interface Call {
  readonly answer: () => Promise<Answer>;
  readonly status: number;
  /** Nothing where there is no body. */
  readonly body?: object;
}

const get = (user: () => User, path: () => string, body: object): Call => ({
  ...{ answer: async () => user().get(path()), status: 200, body },
});
const post = (
  user: () => User,
  path: () => Promise<string> | string,
  input: () => object,
  status: number,
  body?: object,
): Call => ({
  answer: async () => user().post(await path(), input(), { key: v4() }),
  status,
  ...(body && { body }),
});

const her = () => amina;
const ops = () => operator;
const credentials = () => ({ email: `${v4()}@example.com`, displayName: 'Brian', password: PASSWORD });
const amount = { amount: '1.00', currency: 'KES' };

/** A call of each route of the contract, and the minimum of its answer. */
const CALLS: Readonly<Record<string, Call>> = {
  'POST /api/auth/register': {
    answer: async () => api.stranger.post('/api/auth/register', credentials()),
    status: 201,
    body: SESSION,
  },
  'POST /api/auth/login': {
    answer: async () => api.stranger.post('/api/auth/login', { email: amina.email, password: PASSWORD }),
    ...{ status: 200, body: SESSION },
  },
  'POST /api/auth/logout': {
    answer: async () => (await api.customer('Carol')).post('/api/auth/logout', {}),
    status: 204,
  },
  'GET /api/me': get(her, () => '/api/me', USER),
  'GET /api/wallets': get(her, () => '/api/wallets', listOf(WALLET)),
  'POST /api/wallets': post(
    her,
    () => '/api/wallets',
    () => ({ name: 'Holiday', currency: 'KES' }),
    201,
    WALLET,
  ),
  'GET /api/wallets/{id}': get(her, () => `/api/wallets/${savings}`, WALLET),
  'GET /api/wallets/{id}/transactions': get(
    her,
    () => `/api/wallets/${savings}/transactions`,
    listOf(TRANSACTION),
  ),
  'GET /api/wallets/{id}/entries': get(her, () => `/api/wallets/${savings}/entries`, listOf(ENTRY)),
  'POST /api/deposits': post(
    her,
    () => '/api/deposits',
    () => ({ walletId: savings, ...amount }),
    201,
    moved('DEPOSIT', 'PENDING'),
  ),
  'POST /api/transfers': post(
    ...([
      her,
      () => '/api/transfers',
      () => ({ fromWalletId: savings, toWalletId: rent, ...amount }),
    ] as const),
    ...([201, moved('TRANSFER', 'POSTED')] as const),
  ),
  'POST /api/withdrawals': post(
    her,
    () => '/api/withdrawals',
    () => ({ walletId: savings, ...amount }),
    201,
    moved('WITHDRAWAL', 'PENDING'),
  ),
  'GET /api/transactions': get(her, () => '/api/transactions', listOf(TRANSACTION)),
  'GET /api/transactions/{id}': get(her, () => `/api/transactions/${posted}`, {
    ...TRANSACTION,
    id: ANY_TEXT,
  }),
  'POST /api/transactions/{id}/post': post(
    ops,
    async () => `/api/transactions/${await pending()}/post`,
    () => ({}),
    200,
    moved('DEPOSIT', 'POSTED'),
  ),
  'POST /api/transactions/{id}/void': post(
    ops,
    async () => `/api/transactions/${await pending()}/void`,
    () => ({ reason: 'Wrong' }),
    200,
    moved('DEPOSIT', 'VOIDED'),
  ),
  'POST /api/transactions/{id}/reverse': post(
    ...([ops, () => `/api/transactions/${posted}/reverse`, () => ({ reason: 'Wrong' })] as const),
    ...([200, moved('REVERSAL', 'POSTED')] as const),
  ),
  'GET /api/users': get(ops, () => '/api/users', listOf(USER)),
  'GET /api/dashboard/admin': get(ops, () => '/api/dashboard/admin', {
    ...{
      asOf: ANY_TEXT,
      users: { total: expect.any(Number), active: expect.any(Number), registered: expect.any(Number) },
    },
    wallets: { total: expect.any(Number), active: expect.any(Number), frozen: 0, closed: 0 },
    positions: [
      { currency: 'KES', customerPosted: MONEY, treasury: MONEY, trialBalance: { ...MONEY, amount: '0.00' } },
    ],
    ...{ volumes: expect.any(Array), series: expect.any(Array), pending: expect.any(Array), declines: [] },
    integrity: { trialBalanced: true },
  }),
};

test('Each route of the contract is called', () => {
  expect(Object.keys(CALLS)).toEqual(ROUTES.map((route) => route.join(' ')));
});

test.each(Object.entries(CALLS))(
  '%s answers as the contract says',
  async (_route, { answer, status, body }) => {
    const got = await answer();
    expect(got.status).toBe(status);
    if (body) expect(got.body).toMatchObject(body);
  },
);
