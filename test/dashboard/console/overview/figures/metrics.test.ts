import { describe, expect, test } from '@jest/globals';
import {
  sharesByCurrency,
  sharesByType,
  volumeTable,
} from '../../../../../dashboard/src/console/overview/volume/breakdown';
import { changeOf } from '../../../../../dashboard/src/console/overview/figures/change';
import { metricsOf, type MetricsOf } from '../../../../../dashboard/src/console/overview/figures/metrics';
import { busiestCurrency, type Summary } from '../../../../../dashboard/src/console/overview/query/overview';

const RANGE = { from: '2026-03-01', to: '2026-03-15' };
const HUGE = '90071992547409931';

function money(currency: 'KES' | 'JPY', minorUnits: string) {
  const amount = currency === 'KES' ? `${minorUnits.slice(0, -2)}.${minorUnits.slice(-2)}` : minorUnits;
  return { amount, currency, minorUnits };
}

const kes = (minorUnits: string) => money('KES', minorUnits);
const position = (currency: 'KES' | 'JPY', minorUnits: string) => {
  const [held, zero] = [money(currency, '100'), money(currency, '000')];
  return {
    currency,
    customerPosted: money(currency, minorUnits),
    customerAvailable: money(currency, minorUnits),
    held,
    treasury: money(currency, minorUnits),
    escrow: zero,
    trialBalance: zero,
  };
};
const happened = (
  transactions: number,
  usersRegistered: number,
  walletsOpened: number,
  declines: number,
) => ({
  bucketStart: '2026-03-01T00:00:00.000Z',
  transactions,
  usersRegistered,
  walletsOpened,
  declines,
});
const summary: Summary = {
  asOf: '2026-03-15T09:00:00.000Z',
  users: { total: 12, registered: 2 },
  wallets: { total: 9, active: 7, frozen: 1, closed: 1 },
  pending: [],
  positions: [position('JPY', '700'), position('KES', HUGE)],
  volumes: [
    { currency: 'JPY', type: 'DEPOSIT', count: 2, amount: money('JPY', '700') },
    { currency: 'KES', type: 'DEPOSIT', count: 2, amount: kes(HUGE) },
    { currency: 'KES', type: 'TRANSFER', count: 1, amount: kes('200') },
    { currency: 'KES', type: 'WITHDRAWAL', count: 0, amount: kes('000') },
  ],
  activity: [happened(2, 1, 0, 0), happened(3, 1, 3, 4)],
  declines: [
    { code: 'INSUFFICIENT_FUNDS', count: 3 },
    { code: 'SAME_WALLET', count: 1 },
  ],
  integrity: {
    trialBalanced: true,
    lastVerifiedAt: null,
    lastVerifiedTransactions: null,
    problems: null,
    signing: 'READY',
  },
};
const known: MetricsOf = {
  data: {
    summary,
    previous: {
      volumes: [{ currency: 'KES', type: 'DEPOSIT', count: 4, amount: kes(HUGE) }],
      activity: [happened(4, 5, 2, 2)],
    },
  },
  series: {
    series: [],
    customerFunds: [{ currency: 'KES', opening: kes('100'), closing: kes('150'), points: [] }],
  },
  range: RANGE,
  chosen: undefined,
  currency: 'KES',
  past: false,
};

describe('The figures of the overview', () => {
  const metrics = new Map(metricsOf(known).map((metric) => [metric.id, metric]));

  test('are exact, and of one currency wherever they are amounts', () => {
    const values = Object.fromEntries([...metrics].map(([id, { value }]) => [id, value]));
    expect(values).toEqual({
      funds: kes(HUGE),
      volume: { currency: 'KES', amount: '900719925474101.31' },
      transactions: 5,
      declines: 4,
      wallets: 7,
      users: 12,
    });
  });

  test('lead to the rows behind them', () => {
    const posted = { status: 'POSTED', by: 'posted', ...RANGE };
    expect(Object.fromEntries([...metrics].map(([id, { to }]) => [id, to]))).toEqual({
      funds: { path: '/console/wallets', query: { kind: 'CUSTOMER', currency: 'KES' } },
      volume: { path: '/console/transactions', query: { ...posted, currency: 'KES' } },
      transactions: { path: '/console/transactions', query: posted },
      declines: { path: '/console/declines', query: RANGE },
      wallets: { path: '/console/wallets', query: { kind: 'CUSTOMER', status: 'ACTIVE' } },
      users: { path: '/console/users' },
    });
  });

  test('say how they changed', () => {
    expect(Object.fromEntries([...metrics].map(([id, { change }]) => [id, change?.text]))).toEqual({
      funds: '+50%',
      volume: 'Under 0.1%',
      transactions: '+25%',
      declines: '+100%',
      wallets: '+3',
      users: '+2',
    });
  });

  test('of a chosen currency lead to rows of that currency, and of a past range say that they are of now', () => {
    const chosen = metricsOf({ ...known, chosen: 'KES', past: true });
    const find = (id: string) => chosen.find((metric) => metric.id === id);
    expect(find('transactions')?.to).toMatchObject({ query: { currency: 'KES' } });
    expect(find('wallets')?.to).toMatchObject({ query: { currency: 'KES' } });
    expect([find('users')?.label, find('declines')?.label]).toEqual(['Users now', 'Declines']);
  });

  test('have no amounts while there is no currency', () => {
    expect(metricsOf({ ...known, currency: undefined }).map(({ id }) => id)).not.toContain('volume');
  });
});

test('The busiest currency is the one with the most transactions, or the first one there is', () => {
  expect(busiestCurrency(summary)).toBe('KES');
  expect(busiestCurrency({ ...summary, volumes: [] })).toBe('JPY');
  expect(busiestCurrency({ ...summary, volumes: [], positions: [] })).toBeUndefined();
});

test('Amounts are shared out within one currency, counts over all', () => {
  expect(sharesByType(summary.volumes, 'KES')).toMatchObject([
    { id: 'DEPOSIT', count: 2, permille: 1_000 },
    { id: 'TRANSFER', count: 1, permille: 0 },
  ]);
  expect(sharesByCurrency(summary.volumes)).toMatchObject([
    { id: 'KES', count: 3, permille: 1_000 },
    { id: 'JPY', count: 2, permille: 666 },
  ]);
});

test('The table of the chart has exact totals for each bucket', () => {
  const point = (bucketStart: string, type: 'DEPOSIT' | 'TRANSFER', minorUnits: string) => ({
    bucketStart,
    type,
    amount: kes(minorUnits),
  });
  const table = volumeTable([
    point('2026-03-02', 'DEPOSIT', '100'),
    point('2026-03-01', 'DEPOSIT', HUGE),
    point('2026-03-01', 'TRANSFER', '001'),
    point('2026-03-02', 'TRANSFER', '050'),
  ]);
  expect(table.buckets).toEqual(['2026-03-01', '2026-03-02']);
  expect(table.totals.map(({ amount }) => amount)).toEqual(['900719925474099.32', '1.50']);
});

test.each([
  [150n, 100n, 'up', '+50%'],
  [50n, 100n, 'down', '-50%'],
  [100n, 100n, 'same', 'No change'],
  [5n, 0n, 'up', 'None before'],
  [0n, 7n, 'down', '-100%'],
  [10_000n, 1n, 'up', 'Over 10×'],
  [-50n, -100n, 'up', '+50%'],
] as const)('From %i to %i is %s: %s', (current, previous, direction, text) => {
  expect(changeOf(current, previous)).toEqual({ direction, text });
});
