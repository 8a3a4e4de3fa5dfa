import type { Currency } from '../../ledger/money/currencies.js';
import { exactSum, readSum, sumColumns } from '../../ledger/money/exact-sum.js';
import type { Snapshot } from '../../ledger/database/snapshot.js';
import { textsIn } from '../../ledger/database/sql.js';
import { typesFlowing } from '../../ledger/model/transaction-types.js';
import { bucketStarts } from '../shared/buckets.js';
import { Division } from '../volumes/division.js';
import type { Money } from '../shared/summary.js';
import { UTC } from '../shared/time-zone.js';
import { volumeSource } from '../volumes/volume-source.js';
import { narrowed } from './narrowed.js';

export const DAY_MS = 24 * 3_600_000;
/** Number of days of flows that are listed, today included. */
const FLOW_DAYS = 30;
/** The types that pay customers from outside, and those that pay out to it. */
const [PAID_IN, PAID_OUT] = [textsIn(typesFlowing('IN')), textsIn(typesFlowing('OUT'))];
/** Number of days before now over which the usual outflow is averaged. */
const USUAL_DAYS = 7;

/** Money paid in and out by posted transactions of those types, without reversals. */
export interface Flow {
  readonly currency: Currency;
  readonly moneyIn: bigint;
  readonly moneyOut: bigint;
}

export interface DayFlow extends Flow {
  /** First moment of the day. */
  readonly day: Date;
}

/** Coverage of the pending withdrawals in a currency by its cash. */
export interface Coverage {
  readonly currency: Currency;
  /** Cash outside the ledger: all payments in less all payments out. */
  readonly cash: Money;
  /** Total of the pending withdrawals. */
  readonly pendingOut: Money;
  readonly pendingCount: number;
  /** Cash for each unit of pending withdrawals, in ten-thousandths; null when none are pending. */
  readonly ratio: bigint | null;
  /** Average of the last seven days, for a day; negative when more came in. */
  readonly dailyNetOutflow: Money;
  /** Number of days that the cash lasts at that rate, in tenths of a day; null when it does not shrink. */
  readonly daysOfCover: bigint | null;
}

/**
 * Reads the flows of the last days from the totals of hours. Every currency with a movement has every day, zeros included,
 * newest last.
 *
 * @param timeZone Zone whose days they are.
 */
export async function dailyFlows(
  snapshot: Snapshot,
  currency: Currency | null,
  now: Date,
  timeZone: string,
): Promise<DayFlow[]> {
  const to = now.getTime() + 1;
  // Two more days are counted back than are listed, because a day may have more than 24 hours.
  const from = to - (FLOW_DAYS + 2) * DAY_MS;
  const days = bucketStarts({ from, to }, 'DAY', timeZone).slice(-FLOW_DAYS);
  const flows = await flowsIn(snapshot, { from: days[0] ?? from, to, timeZone }, currency);
  return [...Map.groupBy(flows, (flow) => flow.currency)].flatMap(([code, own]) => {
    const byDay = Map.groupBy(own, (flow) => flow.day.getTime());
    return days.map((day) => ({
      currency: code,
      day: new Date(day),
      ...addedUp(byDay.get(day) ?? []),
    }));
  });
}

interface ZonedSpan {
  /** In milliseconds since 1970; `to` is excluded. */
  readonly from: number;
  readonly to: number;
  readonly timeZone: string;
}

/**
 * Reads flows by currency and day. The first and the last may be parts of days, and a day on which clocks were set
 * comes in two parts.
 */
async function flowsIn(
  snapshot: Snapshot,
  { from, to, timeZone }: ZonedSpan,
  currency: Currency | null,
): Promise<DayFlow[]> {
  const range = { from: new Date(from), to: new Date(to), bucket: 'DAY', timeZone } as const;
  const division = Division.of(range);
  const source = await volumeSource(snapshot, { from, to }, currency, division.cuts);
  const part = (types: string, column: string) => `case when type in (${types}) then ${column} else 0 end`;
  const rows = await snapshot.rows<{ currency: Currency; cell: number | string }>(
    `select currency, ${division.cell('moment')} as cell,
      ${sumColumns('paid_in', part(PAID_IN, 'billions'), part(PAID_IN, 'rest'))},
      ${sumColumns('paid_out', part(PAID_OUT, 'billions'), part(PAID_OUT, 'rest'))}
    from (${source.sql}) as volume where type in (${PAID_IN}, ${PAID_OUT}) group by 1, 2 order by 1, 2`,
    source.params,
  );
  return rows.map((row) => ({
    currency: row.currency,
    day: new Date(division.startOf(Number(row.cell))),
    moneyIn: readSum(row, 'paid_in'),
    moneyOut: readSum(row, 'paid_out'),
  }));
}

function addedUp(flows: readonly DayFlow[]): Pick<Flow, 'moneyIn' | 'moneyOut'> {
  return {
    moneyIn: flows.reduce((sum, { moneyIn }) => sum + moneyIn, 0n),
    moneyOut: flows.reduce((sum, { moneyOut }) => sum + moneyOut, 0n),
  };
}

/** Returns money out less money in, by currency, in the last `lengthMs` milliseconds. */
export async function netOutflows(
  snapshot: Snapshot,
  lengthMs: number,
  currency: Currency | null,
  now: Date,
): Promise<Map<Currency, bigint>> {
  const to = now.getTime() + 1;
  const flows = await flowsIn(snapshot, { from: to - lengthMs, to, timeZone: UTC }, currency);
  const byCurrency = Map.groupBy(flows, (flow) => flow.currency);
  return new Map(
    [...byCurrency].map(([code, own]) => {
      const { moneyIn, moneyOut } = addedUp(own);
      return [code, moneyOut - moneyIn];
    }),
  );
}

/** Computes the coverage of every currency in use, in alphabetical order. */
export async function coverage(
  snapshot: Snapshot,
  currency: Currency | null,
  now: Date,
): Promise<Coverage[]> {
  const { sql, params } = narrowed('currency', currency);
  const treasuries = await snapshot.rows<{ currency: Currency }>(
    `select currency, ${exactSum('posted', 'posted')} from wallets
    where owner_id is null and kind = 'TREASURY'${sql} group by currency order by currency`,
    params,
  );
  const waiting = await snapshot.rows<{ currency: Currency; count: number | string }>(
    `select currency, count(*) as count, ${exactSum('amount', 'amount')} from transactions
    where status = 'PENDING' and type in (${PAID_OUT})${sql} group by currency`,
    params,
  );
  const outflows = await netOutflows(snapshot, USUAL_DAYS * DAY_MS, currency, now);
  return treasuries.map((treasury) => {
    const { currency: code } = treasury;
    const money = (minorUnits: bigint): Money => ({ minorUnits, currency: code });
    const cash = -readSum(treasury, 'posted');
    const row = waiting.find((each) => each.currency === code);
    const pendingOut = row ? readSum(row, 'amount') : 0n;
    const outflow = outflows.get(code) ?? 0n;
    return {
      currency: code,
      cash: money(cash),
      pendingOut: money(pendingOut),
      pendingCount: Number(row?.count ?? 0),
      ratio: pendingOut === 0n ? null : (cash * 10_000n) / pendingOut,
      dailyNetOutflow: money(outflow / BigInt(USUAL_DAYS)),
      daysOfCover: outflow > 0n ? (cash * 10n * BigInt(USUAL_DAYS)) / outflow : null,
    };
  });
}
