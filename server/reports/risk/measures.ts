import type { Currency } from '../../ledger/money/currencies.js';
import { isBeyond, type RiskKind } from '../../ledger/model/risk-threshold.js';
import type { Snapshot } from '../../ledger/database/snapshot.js';
import { ageing } from './ageing.js';
import { concentration } from './concentration.js';
import { coverage, DAY_MS, netOutflows } from './liquidity.js';
import { newcomersMovements } from './movements.js';

/** A stored threshold. */
export interface Limit {
  readonly kind: RiskKind;
  readonly currency: Currency;
  readonly threshold: number;
}

/** A threshold with the present value of its figure, which is undefined when there is nothing to measure. */
export interface Measured extends Limit {
  readonly value: bigint | undefined;
  readonly beyond: boolean;
}

type Values = ReadonlyMap<Currency, bigint>;

/** Measures the figures of all thresholds, and reads no others. */
export async function measure(snapshot: Snapshot, limits: readonly Limit[], now: Date): Promise<Measured[]> {
  const values = new Map<RiskKind, Values>();
  for (const { kind } of limits) {
    if (!values.has(kind)) values.set(kind, await MEASURES[kind](snapshot, now, limits));
  }
  return limits.map((limit) => {
    const value = values.get(limit.kind)?.get(limit.currency);
    const beyond = value !== undefined && isBeyond(limit.kind, value, BigInt(limit.threshold));
    return { ...limit, value, beyond };
  });
}

/** Returns the thresholds for movements of newcomers, by currency, in minor units. */
export function newcomersAbove(limits: readonly Limit[]): Map<Currency, number> {
  const own = limits.filter(({ kind }) => kind === 'NEWCOMER_MOVEMENT');
  return new Map(own.map(({ currency, threshold }) => [currency, threshold]));
}

type Measure = (snapshot: Snapshot, now: Date, limits: readonly Limit[]) => Promise<Values>;

/** Measures each kind's figure by currency, in the last decimal of its unit. */
const MEASURES: Readonly<Record<RiskKind, Measure>> = {
  TOP_HOLDER_SHARE: async (snapshot) =>
    new Map(
      (await concentration(snapshot, null)).map(({ currency, topShares }) => [currency, topShares.top1]),
    ),
  PENDING_COVERAGE: async (snapshot, now) =>
    new Map(
      (await coverage(snapshot, null, now)).flatMap(({ currency, ratio }) =>
        ratio === null ? [] : [[currency, ratio]],
      ),
    ),
  // In tenths of an hour, rounded up, so that an age above the threshold by any fraction counts as above.
  PENDING_AGE: async (snapshot, now) =>
    largestBy(await ageing(snapshot, null, now), ({ oldestAt }) =>
      BigInt(Math.ceil((now.getTime() - oldestAt.getTime()) / TENTH_OF_AN_HOUR_MS)),
    ),
  LARGE_MOVEMENT: largeMovements,
  NEWCOMER_MOVEMENT: async (snapshot, now, limits) => {
    const since = new Date(now.getTime() - DAY_MS);
    const recent = await newcomersMovements(snapshot, since, now, newcomersAbove(limits));
    return largestBy(recent, ({ amount }) => BigInt(amount));
  },
  NET_OUTFLOW: async (snapshot, now) => netOutflows(snapshot, DAY_MS, null, now),
};

const TENTH_OF_AN_HOUR_MS = 360_000;

/** Finds the largest movement of the last day in each currency, from a covering index. */
async function largeMovements(snapshot: Snapshot, now: Date): Promise<Values> {
  const to = now.getTime() + 1;
  const rows = await snapshot.rows<{ currency: Currency; largest: string }>(
    `select currency, cast(max(amount) as text) as largest from transactions
    where posted_at >= ? and posted_at < ? and type <> 'REVERSAL' group by currency`,
    [new Date(to - DAY_MS), new Date(to)],
  );
  return new Map(rows.map(({ currency, largest }) => [currency, BigInt(largest)]));
}

function largestBy<Row extends { readonly currency: Currency }>(
  rows: readonly Row[],
  valueOf: (row: Row) => bigint,
): Values {
  const values = new Map<Currency, bigint>();
  for (const row of rows) {
    const value = valueOf(row);
    if (value > (values.get(row.currency) ?? -1n)) values.set(row.currency, value);
  }
  return values;
}
