import type { Currency } from '../../../shared/money/currencies';
import { permille, totalsOf, type Amount } from '../../../shared/money/money';
import type { Summary } from '../query/overview';
import { TYPE_PLURALS, type TransactionType } from '../../../shared/ledger/transaction-types';

/** A part of what was posted. */
export interface Share {
  readonly id: string;
  readonly label: string;
  readonly count: number;
  /** The amount; undefined when the parts have several currencies. */
  readonly amount?: Amount;
  /** The length of its bar; the longest one has 1000. */
  readonly permille: number;
}

type Volumes = Summary['volumes'];

/** Sums each type in one currency, the largest first. */
export function sharesByType(
  volumes: Volumes,
  currency: Currency | undefined,
): (Share & { id: TransactionType })[] {
  const own = volumes
    .filter((volume) => volume.currency === currency && volume.count > 0)
    .map(({ type, count, amount }) => ({ type, count, amount, minor: BigInt(amount.minorUnits) }))
    .toSorted((a, b) => (a.minor < b.minor ? 1 : -1));
  const longest = own[0]?.minor ?? 0n;
  return own.map(({ type, count, amount, minor }) => ({
    id: type,
    label: TYPE_PLURALS[type],
    count,
    amount,
    permille: permille(minor, longest),
  }));
}

/** Counts the transactions of each currency, the most first. Their amounts could not be compared. */
export function sharesByCurrency(volumes: Volumes): (Share & { id: Currency })[] {
  const counts = new Map<Currency, number>();
  for (const { currency, count } of volumes) counts.set(currency, (counts.get(currency) ?? 0) + count);
  const sorted = [...counts].filter(([, count]) => count > 0).toSorted(([, a], [, b]) => b - a);
  const longest = BigInt(sorted[0]?.[1] ?? 0);
  return sorted.map(([currency, count]) => ({
    id: currency,
    label: currency,
    count,
    permille: permille(BigInt(count), longest),
  }));
}

/** The volume of a currency by bucket and type. Buckets are in order, and each type has a figure for each of them. */
export interface VolumeTable {
  readonly buckets: readonly string[];
  readonly types: readonly {
    readonly type: TransactionType;
    readonly amounts: readonly (Amount & { readonly minorUnits: string })[];
  }[];
  /** The sum of all types in each bucket. */
  readonly totals: readonly Amount[];
}

type Series = readonly {
  readonly bucketStart: string;
  readonly type: TransactionType;
  readonly amount: Amount & { readonly minorUnits: string };
}[];

export function volumeTable(series: Series): VolumeTable {
  const byType = Map.groupBy(series, ({ type }) => type);
  const types = [...byType].map(([type, points]) => ({
    type,
    amounts: points.toSorted((a, b) => (a.bucketStart < b.bucketStart ? -1 : 1)).map(({ amount }) => amount),
  }));
  const buckets = [...new Set(series.map(({ bucketStart }) => bucketStart))].toSorted();
  const totals = buckets.flatMap((_, index) =>
    totalsOf(types.flatMap(({ amounts }) => amounts[index] ?? [])).slice(0, 1),
  );
  return { buckets, types, totals };
}
