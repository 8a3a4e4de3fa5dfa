import type { RouteLocationRaw } from 'vue-router';
import type { Currency } from '../../../shared/money/currencies';
import { totalsOf, type Amount } from '../../../shared/money/money';
import { changeOf, newcomers, type Change } from './change';
import { soFar, type OverviewData, type SeriesData, type Summary } from '../query/overview';
import type { DayRange } from '../../../shared/time/days';
import { postedIn } from '../../shared/time/ranges';

/** A figure of the overview. */
export interface Metric {
  readonly id: string;
  readonly label: string;
  readonly value: number | Amount;
  /** Undefined until it is known. */
  readonly change: Change | undefined;
  /** A line below the figure: the part of it, or the period, that the change refers to. */
  readonly note: string;
  /** `up` when a rise is bad news. */
  readonly worse?: 'up';
  readonly history: readonly bigint[];
  /** The rows that add up to the figure. */
  readonly to: RouteLocationRaw;
}

export interface MetricsOf {
  readonly data: OverviewData;
  readonly series: SeriesData | undefined;
  readonly range: DayRange;
  /** The currency that the overview is narrowed to. */
  readonly chosen: Currency | undefined;
  /** The currency that amounts are shown in. */
  readonly currency: Currency | undefined;
  /** True when the range is over: present figures are not those at its end. */
  readonly past: boolean;
}

export function metricsOf(from: MetricsOf): Metric[] {
  return [
    ...fundsMetric(from),
    ...volumeMetric(from),
    transactionsMetric(from),
    declinesMetric(from),
    walletsMetric(from),
    usersMetric(from),
  ];
}

function fundsMetric({ data, series, currency, past }: MetricsOf): Metric[] {
  const position = data.summary.positions.find((each) => each.currency === currency);
  if (!position) return [];
  const funds = series?.customerFunds.find((each) => each.currency === currency);
  return [
    {
      id: 'funds',
      label: nowOf('Customer funds', past),
      value: position.customerPosted,
      change: funds && changeOf(BigInt(funds.closing.minorUnits), BigInt(funds.opening.minorUnits)),
      note: 'in this range',
      history: funds
        ? [funds.opening, ...soFar(funds.points, data).map(({ amount }) => amount)].map(({ minorUnits }) =>
            BigInt(minorUnits),
          )
        : [],
      to: { path: '/console/wallets', query: { kind: 'CUSTOMER', currency: position.currency } },
    },
  ];
}

function volumeMetric({ data, series, range, currency }: MetricsOf): Metric[] {
  if (!currency) return [];
  const total = (volumes: Summary['volumes']) =>
    totalsOf(volumes.filter((volume) => volume.currency === currency).map(({ amount }) => amount))[0];
  const minor = (volumes: Summary['volumes']) =>
    volumes
      .filter((volume) => volume.currency === currency)
      .reduce((sum, { amount }) => sum + BigInt(amount.minorUnits), 0n);
  return [
    {
      id: 'volume',
      label: 'Volume',
      value: total(data.summary.volumes) ?? { currency, amount: '0' },
      change: changeOf(minor(data.summary.volumes), minor(data.previous.volumes)),
      note: 'vs previous',
      history: sumByBucket(soFar(series?.series ?? [], data), ({ amount }) => BigInt(amount.minorUnits)),
      to: { path: '/console/transactions', query: postedIn(range, { currency }) },
    },
  ];
}

function transactionsMetric({ data, range, chosen }: MetricsOf): Metric {
  const { activity, volumes } = data.summary;
  return {
    id: 'transactions',
    label: 'Transactions',
    value: countOf(volumes),
    change: changeOf(BigInt(countOf(volumes)), BigInt(countOf(data.previous.volumes))),
    note: 'vs previous',
    history: soFar(activity, data).map(({ transactions }) => BigInt(transactions)),
    to: { path: '/console/transactions', query: postedIn(range, chosen && { currency: chosen }) },
  };
}

function declinesMetric({ data, range }: MetricsOf): Metric {
  const { activity, declines } = data.summary;
  const before = sumOf(data.previous.activity, 'declines');
  return {
    id: 'declines',
    label: 'Declines',
    value: countOf(declines),
    change: changeOf(BigInt(countOf(declines)), BigInt(before)),
    note: 'vs previous',
    worse: 'up',
    history: soFar(activity, data).map((point) => BigInt(point.declines)),
    to: { path: '/console/declines', query: { from: range.from, to: range.to } },
  };
}

function walletsMetric({ data, chosen, past }: MetricsOf): Metric {
  const { activity, wallets } = data.summary;
  const [opened, before] = [sumOf(activity, 'walletsOpened'), sumOf(data.previous.activity, 'walletsOpened')];
  return {
    id: 'wallets',
    label: nowOf('Active wallets', past),
    value: wallets.active,
    change: newcomers(opened),
    note: `new, ${String(before)} previously`,
    history: soFar(activity, data).map(({ walletsOpened }) => BigInt(walletsOpened)),
    to: {
      path: '/console/wallets',
      query: { kind: 'CUSTOMER', status: 'ACTIVE', ...(chosen && { currency: chosen }) },
    },
  };
}

function usersMetric({ data, past }: MetricsOf): Metric {
  const { activity, users } = data.summary;
  const before = sumOf(data.previous.activity, 'usersRegistered');
  return {
    id: 'users',
    label: nowOf('Users', past),
    value: users.total,
    change: newcomers(users.registered),
    note: `new, ${String(before)} previously`,
    history: soFar(activity, data).map(({ usersRegistered }) => BigInt(usersRegistered)),
    to: { path: '/console/users' },
  };
}

/** Adds "now" to the label of a present figure that stands beside a past range. */
function nowOf(label: string, past: boolean): string {
  return past ? `${label} now` : label;
}

function countOf(rows: readonly { readonly count: number }[]): number {
  return rows.reduce((sum, { count }) => sum + count, 0);
}

function sumOf<Name extends string>(points: readonly Readonly<Record<Name, number>>[], name: Name): number {
  return points.reduce((sum, point) => sum + point[name], 0);
}

/** Sums all types in each bucket. */
function sumByBucket<Point extends { readonly bucketStart: string }>(
  points: readonly Point[],
  figure: (point: Point) => bigint,
): bigint[] {
  const sums = new Map<string, bigint>();
  for (const point of points)
    sums.set(point.bucketStart, (sums.get(point.bucketStart) ?? 0n) + figure(point));
  return [...sums].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, sum]) => sum);
}
