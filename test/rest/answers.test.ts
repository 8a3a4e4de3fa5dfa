import { beforeAll, describe, expect, test } from '@jest/globals';
import { ROUTES, type Route } from '../../server/rest/routes/routes.js';
import { Answer } from '../support/answer.js';
import { PASSWORD, useApi, type User } from '../support/api.js';
import { unreasonable } from '../support/scans.js';
import { recordStatements, scansOf } from '../support/statements.js';
import { describedBy, expectDescribed } from '../support/described.js';
import { accountRequests } from './account-requests.js';
import { goalRequests } from './goal-requests.js';
import { factorRequests } from './factor-requests.js';

const api = useApi();

let amina: User;
let brian: User;
let operator: User;
let wallet: string;
let deposit: string;

let statements: ReadonlySet<string>;

beforeAll(async () => {
  statements = recordStatements();
  describedBy((await api.stranger.get('/api/openapi.json')).body);
  [amina, brian, operator] = [await api.customer(), await api.customer(), await api.staff('OPERATOR')];
  wallet = await amina.wallet({ balance: '100.00' });
  await brian.wallet();
  const more = { reference: 'r', description: 'd', metadata: { a: 1 } };
  deposit = (await amina.deposit(wallet, '1.00', { more })).id;
  await amina.withdraw(wallet, '1000.00', { key: 'refused' });
  await operator.post('/api/settlement-terms/review-rules', {
    currency: 'KWD',
    withdrawalsAbove: '0',
    reason: 'All of them',
  });
});

/** A withdrawal that waits, because the rule of its currency says so. */
async function waiting(): Promise<string> {
  const own = await amina.wallet({ currency: 'KWD', balance: '1.000' });
  return (await amina.withdraw(own, '1.000', { currency: 'KWD' })).id;
}

async function batch(): Promise<Answer> {
  const item = { fromWalletId: wallet, amount: '1.00', currency: 'KES' };
  return amina.post('/api/transfer-batches', {
    mode: 'EACH',
    input: [
      { ...item, toEmail: brian.email },
      { ...item, toWalletId: wallet },
    ],
  });
}

const why = { reason: 'A test' };
const ALWAYS = 'from=2000-01-01T00:00:00Z&to=2100-01-01T00:00:00Z';

/** A request that succeeds, for every row: who sends it, and what. */
const REQUESTS: Readonly<Record<string, () => Promise<Answer>>> = {
  signUp: async () =>
    api.stranger.post('/api/auth/register', {
      email: 'new@example.com',
      displayName: 'New',
      password: PASSWORD,
    }),
  login: async () => api.stranger.post('/api/auth/login', { email: amina.email, password: PASSWORD }),
  logout: async () => (await api.customer()).post('/api/auth/logout', {}),
  me: async () => amina.get('/api/me'),
  ...accountRequests(api),
  ...factorRequests(api),
  wallets: async () => operator.get('/api/wallets'),
  wallet: async () => amina.get(`/api/wallets/${wallet}`),
  walletTransactions: async () => amina.get(`/api/wallets/${wallet}/transactions`),
  walletEntries: async () => amina.get(`/api/wallets/${wallet}/entries?first=1`),
  walletBalance: async () => amina.get(`/api/wallets/${wallet}/balance?at=2026-01-01T00:00:00Z`),
  walletBalanceSeries: async () =>
    amina.get(`/api/wallets/${wallet}/balance-series?from=2026-01-01T00:00:00Z&to=2026-01-08T00:00:00Z`),
  walletStatement: async () => amina.get(`/api/wallets/${wallet}/statement?${ALWAYS}&first=1`),
  walletStatementCsv: async () => amina.get(`/api/wallets/${wallet}/statement.csv?${ALWAYS}`),
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
  transferBatch: batch,
  transferBatches: async () => {
    await batch();
    return amina.get('/api/transfer-batches?first=1');
  },
  findTransferBatch: async () => amina.get(`/api/transfer-batches/${(await batch()).id}`),
  postTransaction: async () => operator.post(`/api/transactions/${await waiting()}/post`, why),
  voidTransaction: async () => amina.post(`/api/transactions/${await waiting()}/void`, {}),
  reverseTransaction: async () => operator.post(`/api/transactions/${deposit}/reverse`, why),
  freezeWallet: async () => operator.post(`/api/wallets/${await amina.wallet()}/freeze`, why),
  unfreezeWallet: async () => {
    const own = await amina.wallet();
    await operator.post(`/api/wallets/${own}/freeze`, why);
    return operator.post(`/api/wallets/${own}/unfreeze`, why);
  },
  ...goalRequests(() => amina),
  auditEvents: async () => operator.get('/api/audit-events'),
  reusedKeys: async () => operator.get('/api/reused-keys'),
  settlementTerms: async () => operator.get('/api/settlement-terms'),
  setReviewRule: async () =>
    operator.post('/api/settlement-terms/review-rules', {
      currency: 'USD',
      withdrawalsAbove: '1000.00',
      reason: 'Large ones',
    }),
  entryReceipt: async () => {
    await api.app.checkpoints.write();
    const entryId = (await amina.get(`/api/transactions/${deposit}`)).text('entries.0.id');
    return amina.get(`/api/entries/${entryId}/receipt`);
  },
  entry: async () => {
    const entryId = (await amina.get(`/api/transactions/${deposit}`)).text('entries.0.id');
    return amina.get(`/api/entries/${entryId}`);
  },
  declines: async () => operator.get('/api/declines'),
  declineCounts: async () => operator.get('/api/decline-counts'),
  transactionTotals: async () => operator.get('/api/transaction-totals'),
  walletTotals: async () => operator.get('/api/wallet-totals'),
  riskSummary: async () => operator.get('/api/risk?currency=KES&timeZone=Asia/Kolkata'),
  setRiskThreshold: async () =>
    operator.post('/api/risk/thresholds', {
      kind: 'TOP_HOLDER_SHARE',
      currency: 'KES',
      threshold: '0.5',
      ...why,
    }),
  signingKey: async () => api.stranger.get('/api/integrity/key'),
  signingKeys: async () => api.stranger.get('/api/integrity/keys'),
  users: async () => operator.get('/api/users'),
  user: async () => operator.get(`/api/users/${amina.id}`),
  suspendUser: async () => operator.post(`/api/users/${(await api.customer()).id}/suspend`, why),
  reactivateUser: async () => {
    const { id } = await api.customer();
    await operator.post(`/api/users/${id}/suspend`, why);
    return operator.post(`/api/users/${id}/reactivate`, why);
  },
  apiTokens: async () => amina.get('/api/tokens'),
  createApiToken: async () => amina.post('/api/tokens', { name: 'Bookkeeping', access: 'READ' }),
  revokeApiToken: async () => {
    const made = await amina.post('/api/tokens', { name: 'Lost' });
    return Answer.of(await amina.fetch(`/api/tokens/${made.text('apiToken.id')}`, { method: 'DELETE' }));
  },
  adminSummary: async () => operator.get('/api/dashboard/admin?bucket=WEEK'),
  exportTransactions: async () => operator.get('/api/exports/transactions?format=ndjson'),
  exportOwnData: async () => amina.get('/api/me/export'),
  exportEntries: async () => operator.get('/api/exports/entries?format=ndjson'),
};

describe('The answer of every route is what its description says', () => {
  test.each(ROUTES.map((route): [string, Route] => [`${route.method} /api${route.path}`, route]))(
    '%s',
    async (_name, route) => {
      const { method, path } = route;
      const [name, status] = 'stream' in route ? [route.stream, 200] : [route.operation, route.status];
      const answer = await REQUESTS[name]?.();

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

describe('The statements that answer all routes', () => {
  test('read no whole table that grows, but for those with a reason', () => {
    expect(statements.size).toBeGreaterThan(200);
    expect(unreasonable(scansOf(api.storage.path, statements))).toEqual([]);
  });

  test.each([
    'select * from entries e where e.amount = ?',
    'select t.* from transactions as t order by t.description limit 1',
    'select * from users u join wallets w on w.owner_id = u.id where w.name = ?',
    'delete from wallets where id = ?',
    'select max(amount) as largest from entries',
    'insert into clock_setbacks select wallet_id, sequence, created_at from entries where amount = ?',
    'with wanted (name) as (values (?), (?)) select * from wanted join users u on u.display_name = wanted.name',
  ])('would be found out: %s', (sql) => {
    expect(unreasonable(scansOf(api.storage.path, [sql]))).toHaveLength(1);
  });
});
