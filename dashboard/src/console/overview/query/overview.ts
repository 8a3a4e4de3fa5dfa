import type { OverviewQuery } from './overview.query';
import type { OverviewSeriesQuery } from './overview-series.query';
import type { ResultOf } from '../../../shared/graphql/tada';
import type { Currency } from '../../../shared/money/currencies';

export type OverviewData = ResultOf<typeof OverviewQuery>;
export type Summary = OverviewData['summary'];
export type SeriesData = ResultOf<typeof OverviewSeriesQuery>['adminSummary'];

/** The currency that moved most often; without any movement, the first one there is. */
export function busiestCurrency({ volumes, positions }: Summary): Currency | undefined {
  const counts = new Map<Currency, number>();
  for (const { currency, count } of volumes) counts.set(currency, (counts.get(currency) ?? 0) + count);
  const [busiest] = [...counts].toSorted(([, a], [, b]) => b - a);
  return busiest && busiest[1] > 0 ? busiest[0] : positions[0]?.currency;
}

/** Drops the buckets that have not begun: their figures are unknown, and not zero. */
export function soFar<Point extends { readonly bucketStart: string }>(
  points: readonly Point[],
  { summary: { asOf } }: OverviewData,
): Point[] {
  return points.filter(({ bucketStart }) => Date.parse(bucketStart) <= Date.parse(asOf));
}
