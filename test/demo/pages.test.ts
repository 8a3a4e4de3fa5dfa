import { beforeAll, expect, test } from '@jest/globals';
import { fillDemo } from '../../server/demo/fill.js';
import { DEMO_PASSWORD } from '../../server/demo/sign-ins.js';
import { readDemoState } from '../../server/demo/state.js';
import { verifyBooks } from '../../server/ledger/verify/verify.js';
import { useApi, User } from '../support/api.js';

const api = useApi({ demo: true });
const people: Record<string, User> = {};

beforeAll(async () => {
  const { storage, units, clock } = api.app.services;
  const state = await readDemoState(storage.reader, clock.now());
  if (!('start' in state)) throw new Error('The database is not empty');
  await fillDemo({ units, reader: storage.reader }, { start: state.start, until: clock.now() });
  for (const name of ['amina', 'analyst', 'ops']) {
    const email = `${name}@example.com`;
    const answer = await api.stranger.post('/api/auth/login', { email, password: DEMO_PASSWORD });
    people[name] = new User(api, answer.text('user.id'), email, answer.text('token'));
  }
});

/** Reads the rows that a user sees at the address of a list. */
async function rows(name: string, path: string): Promise<readonly Record<string, unknown>[]> {
  const answer = await (people[name] ?? api.stranger).get(path);
  return answer.list('data') as Record<string, unknown>[];
}

const only = (...values: string[]) => new Set(values);

test('When operations look at transactions, then they have every type and every status', async () => {
  const types = { DEPOSIT: 'POSTED', TRANSFER: 'POSTED', WITHDRAWAL: 'POSTED', REVERSAL: 'POSTED' };
  for (const [type, status] of Object.entries(types)) {
    expect(await rows('analyst', `/api/transactions?first=1&type=${type}&status=${status}`)).toHaveLength(1);
  }
  expect(await rows('analyst', '/api/transactions?first=1&status=VOIDED')).toHaveLength(1);
  expect(await rows('analyst', '/api/transactions?first=1&type=WITHDRAWAL&status=PENDING')).toHaveLength(1);
});

test('When operations look at what waits, then it has waited for less than an hour, hours, days, and long', async () => {
  const waiting = await rows('ops', '/api/transactions?first=100&status=PENDING');
  const hours = waiting.map(({ createdAt }) => (Date.now() - Date.parse(String(createdAt))) / 3_600_000);
  const ages = hours.map((age) => (age < 1 ? 'minutes' : age < 24 ? 'hours' : age < 72 ? 'days' : 'long'));
  expect(new Set(ages)).toEqual(only('minutes', 'hours', 'days', 'long'));
  const rules = await people.ops?.get('/api/settlement-terms');
  expect(rules?.list('reviewRules')).toHaveLength(1);
});

test('When operations look at wallets and users, then one is frozen, one is suspended, and money is held', async () => {
  expect(await rows('analyst', '/api/wallets?status=FROZEN')).toHaveLength(1);
  expect(await rows('analyst', '/api/users?status=SUSPENDED')).toHaveLength(1);
  const summary = await people.analyst?.get('/api/dashboard/admin?currency=KES');
  expect(Number(summary?.text('positions.0.held.amount'))).toBeGreaterThan(0);
});

test('When operations look at retries, then keys came again with the same request, and with another', async () => {
  const reused = await rows('analyst', '/api/reused-keys?first=100');
  expect(reused.filter(({ replays }) => Number(replays) > 0).length).toBeGreaterThan(10);
  expect(await rows('analyst', '/api/reused-keys?first=1&conflicting=true')).toHaveLength(1);
});

test('When operations look at the audit log, then whatever they may do has been done', async () => {
  const actions = (await rows('analyst', '/api/audit-events?first=100')).map(({ action }) => action);
  // The viewer has signed in.
  expect(new Set(actions.filter((action) => action !== 'SIGNED_IN'))).toEqual(
    only(
      'GOAL_SET',
      'TRANSACTION_POSTED',
      'TRANSACTION_VOIDED',
      'TRANSFER_BATCH_SENT',
      'TRANSACTION_REVERSED',
      'WALLET_FROZEN',
      'USER_SUSPENDED',
      'REVIEW_RULE_SET',
      'RISK_THRESHOLD_SET',
      'API_TOKEN_CREATED',
    ),
  );
});

test('When operations look at what was declined, then there is something of every kind', async () => {
  const answer = await people.analyst?.graphql('{ declines(first: 100) { nodes { rejection { code } } } }');
  const codes = (answer?.list('data.declines.nodes') as { rejection: { code: string } }[]).map(
    ({ rejection }) => rejection.code,
  );
  expect(new Set(codes)).toEqual(only('INSUFFICIENT_FUNDS', 'CURRENCY_MISMATCH', 'SAME_WALLET'));
});

test('When operations look at batches, then one moved all of it, and one has an item that was declined', async () => {
  const refunds = await people.ops?.get('/api/idempotency-keys/demo-refunds');
  const agents = await people.ops?.get('/api/idempotency-keys/demo-agents');
  expect(refunds?.at('batch')).toMatchObject({ mode: 'ATOMIC', itemCount: 4, transferred: 4 });
  expect(agents?.at('batch')).toMatchObject({ mode: 'EACH', itemCount: 3, transferred: 2 });
  expect(agents?.at('batch.items.1.error.code')).toBe('NOT_FOUND');
  expect(await rows('ops', `/api/wallets?ownerId=${people.ops?.id ?? ''}`)).toHaveLength(1);
});

test('When a saver looks at their pages, then something waits, was voided with a reason, was reversed, and has a token', async () => {
  for (const filter of ['status=PENDING', 'status=VOIDED', 'type=REVERSAL', 'type=TRANSFER']) {
    expect({ filter, found: await rows('amina', `/api/transactions?first=1&${filter}`) }).toMatchObject({
      found: [expect.anything()],
    });
  }
  const wallets = await rows('amina', '/api/wallets?first=100');
  const held = wallets.map(({ balance }) => Number((balance as { held: { amount: string } }).held.amount));
  expect(Math.max(...held)).toBeGreaterThan(0);
  expect(await rows('amina', '/api/tokens')).toMatchObject([{ status: 'ACTIVE', access: 'READ' }]);
});

test('When operations look at risk, then each part has something, and one threshold is passed', async () => {
  await api.app.services.riskAlerts.check();
  const risk = await people.analyst?.get('/api/risk?currency=KES');
  for (const part of ['concentration', 'unusualMovements', 'flows', 'coverage', 'ageing']) {
    expect({ part, found: risk?.list(part).length }).not.toEqual({ part, found: 0 });
  }
  expect(risk?.list('thresholds')).toHaveLength(2);
  expect(risk?.at('alerts')).toMatchObject([{ kind: 'PENDING_AGE', currency: 'KES', threshold: '48.0' }]);
});

test('When the books are verified, then they are right', async () => {
  expect((await verifyBooks(api.storage.reader)).problems).toEqual([]);
});
