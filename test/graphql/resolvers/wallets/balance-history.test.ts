import { describe, expect, test } from '@jest/globals';
import { SettableClock } from '../../../support/clock.js';
import { startApi } from '../../../support/started.js';
import type { User } from '../../../support/client.js';

const DAY_MS = 86_400_000;
const AT = 'query ($id: ID!, $at: DateTime!) { wallet(id: $id) { balanceAt(at: $at) { amount currency } } }';
const SERIES = `query ($id: ID!, $from: DateTime!, $to: DateTime!, $bucket: Bucket) {
  wallet(id: $id) { balanceSeries(from: $from, to: $to, bucket: $bucket) { bucketStart balance { amount } } } }`;

/** Deposits of 100 and 50 on the 15th at nine, a withdrawal of 30 on the 17th at nine; it is the 17th at ten. */
async function aHistory() {
  const clock = new SettableClock('2026-01-15T09:00:00.000Z');
  const api = await startApi({}, { clock });
  const user = await api.customer();
  const id = await user.wallet({ balance: '100.00' });
  await user.deposit(id, '50.00');
  clock.advance(2 * DAY_MS);
  await user.withdraw(id, '30.00');
  clock.advance(3_600_000);
  return { api, user, id };
}

async function balanceAt(user: User, id: string, at: string): Promise<unknown> {
  return (await user.graphql(AT, { id, at })).at('data.wallet.balanceAt');
}

describe('The balance of a wallet at a moment', () => {
  test.each([
    ['2020-01-01T00:00:00Z', '0.00'],
    ['2026-01-15T08:59:59.999Z', '0.00'],
    ['2026-01-15T09:00:00.000Z', '150.00'],
    ['2026-01-17T08:59:59.999Z', '150.00'],
    ['2026-01-17T09:00:00Z', '120.00'],
    ['2090-01-01T00:00:00Z', '120.00'],
  ])('at %s is %s', async (at, amount) => {
    const { user, id } = await aHistory();
    expect(await balanceAt(user, id, at)).toEqual({ amount, currency: 'KES' });
  });

  test('When somebody else asks, then there is no such wallet', async () => {
    const { api, id } = await aHistory();
    const answer = await (await api.customer()).graphql(AT, { id, at: '2026-01-17T09:00:00Z' });
    expect(answer.at('errors.0.extensions.code')).toBe('NOT_FOUND');
  });
});

describe('The series of balances of a wallet', () => {
  test('has the closing balance of each bucket that the range touches, and ends where the range does', async () => {
    const { user, id } = await aHistory();
    const range = { from: '2026-01-14T12:00:00Z', to: '2026-01-17T09:00:00Z', bucket: 'DAY' };
    const answer = await user.graphql(SERIES, { id, ...range });
    expect(answer.at('data.wallet.balanceSeries')).toEqual([
      { bucketStart: '2026-01-14T00:00:00.000Z', balance: { amount: '0.00' } },
      { bucketStart: '2026-01-15T00:00:00.000Z', balance: { amount: '150.00' } },
      { bucketStart: '2026-01-16T00:00:00.000Z', balance: { amount: '150.00' } },
      { bucketStart: '2026-01-17T00:00:00.000Z', balance: { amount: '150.00' } },
    ]);
  });

  test.each([
    ['HOUR', '2026-01-15T09:00:00.000Z'],
    ['WEEK', '2026-01-12T00:00:00.000Z'],
    ['MONTH', '2026-01-01T00:00:00.000Z'],
  ])('of buckets of a %s begins where the first of them does', async (bucket, bucketStart) => {
    const { user, id } = await aHistory();
    const range = { from: '2026-01-15T09:30:00Z', to: '2026-01-15T09:40:00Z', bucket };
    const answer = await user.graphql(SERIES, { id, ...range });
    expect(answer.at('data.wallet.balanceSeries')).toEqual([{ bucketStart, balance: { amount: '150.00' } }]);
  });

  test('When the range is the wrong way round, or has too many buckets, then it is refused', async () => {
    const { user, id } = await aHistory();
    for (const range of [
      { from: '2026-01-15T00:00:00Z', to: '2026-01-15T00:00:00Z', bucket: 'DAY' },
      { from: '2026-01-15T00:00:00Z', to: '2026-01-14T00:00:00Z', bucket: 'HOUR' },
      { from: '2026-01-01T00:00:00Z', to: '2026-06-01T00:00:00Z', bucket: 'HOUR' },
      { from: '1000-01-01T00:00:00Z', to: '9999-01-01T00:00:00Z', bucket: 'MONTH' },
    ]) {
      const answer = await user.graphql(SERIES, { id, ...range });
      expect([range, answer.at('errors.0.extensions.code')]).toEqual([range, 'BAD_USER_INPUT']);
    }
  });

  test('When a list of wallets asks for long series, then they count as the fields that they have', async () => {
    const { user } = await aHistory();
    const query = (to: string) => `{ wallets(first: 50) { nodes {
      balanceSeries(from: "2026-01-01T00:00:00Z", to: "${to}", bucket: HOUR) { balance { amount } } } } }`;
    expect((await user.graphql(query('2026-01-03T00:00:00Z'))).at('errors')).toBeUndefined();
    const refused = await user.graphql(query('2026-03-01T00:00:00Z'));
    expect(refused.at('errors.0.message')).toMatch(/asks for up to \d+ fields; at most 25000 are allowed/);
  });
});

describe('The past of a wallet over REST', () => {
  test('is the same as over GraphQL, by day unless something else is asked for', async () => {
    const { api, user, id } = await aHistory();
    const at = await user.get(`/api/wallets/${id}/balance?at=2026-01-16T00:00:00Z`);
    expect([at.status, at.body]).toEqual([200, { amount: '150.00', currency: 'KES', minorUnits: '15000' }]);

    const range = 'from=2026-01-14T12:00:00Z&to=2026-01-17T09:00:01Z';
    const amountsBy = async (query: string) => {
      const series = await user.get(`/api/wallets/${id}/balance-series?${query}`);
      return series.list('data').map((_, index) => series.text(`data.${String(index)}.balance.amount`));
    };
    expect(await amountsBy(range)).toEqual(['0.00', '150.00', '150.00', '120.00']);
    expect(await amountsBy(`${range}&bucket=WEEK`)).toEqual(['120.00']);

    const other = await api.customer();
    for (const [asker, query, status, code] of [
      [other, 'balance?at=2026-01-16T00:00:00Z', 404, 'NOT_FOUND'],
      [other, `balance-series?${range}`, 404, 'NOT_FOUND'],
      [user, 'balance', 400, 'BAD_USER_INPUT'],
      [user, 'balance-series?from=2026-01-17T00:00:00Z&to=2026-01-16T00:00:00Z', 400, 'BAD_USER_INPUT'],
      [user, `balance-series?${range}&bucket=YEAR`, 400, 'BAD_USER_INPUT'],
    ] as const) {
      const answer = await asker.get(`/api/wallets/${id}/${query}`);
      expect([query, answer.status, answer.at('code')]).toEqual([query, status, code]);
    }
  });
});

describe('In a time zone of the reader’s', () => {
  const IN_ZONE = `query ($id: ID!, $from: DateTime!, $to: DateTime!, $timeZone: String) { wallet(id: $id) {
    balanceSeries(from: $from, to: $to, timeZone: $timeZone) { bucketStart balance { amount } }
    monthlyFlows(months: 2, timeZone: $timeZone) { monthStart moneyIn { amount } moneyOut { amount } } } }`;
  const range = { from: '2026-01-15T00:00:00Z', to: '2026-01-17T10:00:00Z' };

  test('days and months begin when they do there', async () => {
    const { user, id } = await aHistory();
    const answer = await user.graphql(IN_ZONE, { id, ...range, timeZone: 'Asia/Kathmandu' });
    expect(answer.at('data.wallet')).toEqual({
      balanceSeries: [
        { bucketStart: '2026-01-14T18:15:00.000Z', balance: { amount: '150.00' } },
        { bucketStart: '2026-01-15T18:15:00.000Z', balance: { amount: '150.00' } },
        { bucketStart: '2026-01-16T18:15:00.000Z', balance: { amount: '120.00' } },
      ],
      monthlyFlows: [
        { monthStart: '2025-11-30T18:15:00.000Z', moneyIn: { amount: '0.00' }, moneyOut: { amount: '0.00' } },
        {
          monthStart: '2025-12-31T18:15:00.000Z',
          moneyIn: { amount: '150.00' },
          moneyOut: { amount: '30.00' },
        },
      ],
    });
    const rest = await user.get(
      `/api/wallets/${id}/balance-series?from=${range.from}&to=${range.to}&timeZone=Asia/Kathmandu`,
    );
    expect(rest.list('data')).toMatchObject(answer.list('data.wallet.balanceSeries'));
  });

  test('that is unknown, there is nothing but the name of the field', async () => {
    const { user, id, api } = await aHistory();
    for (const field of [
      'balanceSeries(from: $from, to: $to, timeZone: "Mars/Olympus") { bucketStart }',
      'monthlyFlows(timeZone: "Mars/Olympus") { monthStart }',
    ]) {
      const query = field.includes('$from')
        ? `query ($id: ID!, $from: DateTime!, $to: DateTime!) { wallet(id: $id) { ${field} } }`
        : `query ($id: ID!) { wallet(id: $id) { ${field} } }`;
      const answer = await user.graphql(query, field.includes('$from') ? { id, ...range } : { id });
      expect(answer.at('errors.0.extensions')).toMatchObject({
        code: 'BAD_USER_INPUT',
        details: { field: 'timeZone' },
      });
    }
    const analyst = await api.staff('ANALYST');
    const summary = await analyst.get('/api/dashboard/admin?timeZone=Mars/Olympus');
    expect([summary.status, summary.at('code'), summary.at('details')]).toEqual([
      400,
      'BAD_USER_INPUT',
      { field: 'timeZone' },
    ]);
    const named = await analyst.get('/api/dashboard/admin?timeZone=Africa/Nairobi&bucket=MONTH');
    expect(named.at('timeZone')).toBe('Africa/Nairobi');
    expect((await analyst.get('/api/dashboard/admin')).at('timeZone')).toBe('UTC');
  });
});
