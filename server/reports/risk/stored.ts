import type { Currency } from '../../ledger/money/currencies.js';
import { RISK_KINDS, type RiskKind } from '../../ledger/model/risk-threshold.js';
import { readInstant, type Snapshot } from '../../ledger/database/snapshot.js';
import { nameOf } from './alerts.js';
import type { Limit } from './measures.js';
import { narrowed } from './narrowed.js';

/** An alert of a passed threshold; a past alert has `clearedAt`. */
export interface Alert {
  readonly kind: RiskKind;
  readonly currency: Currency;
  readonly threshold: bigint;
  readonly value: bigint;
  readonly raisedAt: Date;
  readonly clearedAt: Date | null;
}

/** Maximum number of past alerts that are listed. */
const PAST_MAX = 50;

/** Returns every threshold and whether its alert is open, for the metrics. */
export async function openAlerts(
  snapshot: Snapshot,
): Promise<{ kind: RiskKind; currency: Currency; open: boolean }[]> {
  const open = new Set((await openAlertsIn(snapshot, null)).map(nameOf));
  const limits = await limitsIn(snapshot, null);
  return limits.map(({ kind, currency }) => ({ kind, currency, open: open.has(nameOf({ kind, currency })) }));
}

/** Reads the thresholds, in the order of kinds and currencies. */
export async function limitsIn(
  snapshot: Snapshot,
  currency: Currency | null,
): Promise<(Limit & { setAt: Date })[]> {
  const { sql, params } = narrowed('currency', currency);
  const rows = await snapshot.rows<Limit & { set_at: number }>(
    `select kind, currency, threshold, set_at from risk_thresholds where 1 = 1${sql}`,
    params,
  );
  return rows
    .map(({ set_at: setAt, ...limit }) => ({ ...limit, setAt: readInstant(setAt) }))
    .toSorted(
      (a, b) => RISK_KINDS.indexOf(a.kind) - RISK_KINDS.indexOf(b.kind) || (a.currency < b.currency ? -1 : 1),
    );
}

interface AlertRow {
  readonly kind: RiskKind;
  readonly currency: Currency;
  readonly threshold: number;
  readonly value: string;
  readonly raised_at: number;
  readonly cleared_at: number | null;
}

export async function openAlertsIn(snapshot: Snapshot, currency: Currency | null): Promise<Alert[]> {
  return alertsIn(snapshot, currency, 'is null', '');
}

export async function pastAlertsIn(snapshot: Snapshot, currency: Currency | null): Promise<Alert[]> {
  return alertsIn(snapshot, currency, 'is not null', `order by cleared_at desc, id desc limit ${PAST_MAX}`);
}

async function alertsIn(
  snapshot: Snapshot,
  currency: Currency | null,
  cleared: 'is null' | 'is not null',
  rest: string,
): Promise<Alert[]> {
  const { sql, params } = narrowed('currency', currency);
  const rows = await snapshot.rows<AlertRow>(
    `select * from risk_alerts where cleared_at ${cleared}${sql} ${rest}`,
    params,
  );
  return rows.map((row) => ({
    ...{ kind: row.kind, currency: row.currency, threshold: BigInt(row.threshold), value: BigInt(row.value) },
    raisedAt: readInstant(row.raised_at),
    clearedAt: row.cleared_at === null ? null : readInstant(row.cleared_at),
  }));
}
