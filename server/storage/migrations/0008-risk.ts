import { RISK_KINDS } from '../../ledger/model/risk-threshold.js';
import { refuse } from './triggers.sqlite.js';

const kinds = RISK_KINDS.map((kind) => `'${kind}'`).join(', ');

/** Tables for risk thresholds and for the alerts that they raised. */
export function riskTables(): string[] {
  const end = ') strict, without rowid';
  const columns = `kind text not null check (kind in (${kinds})),
      currency text not null check (length(currency) = 3)`;
  return [
    `create table risk_thresholds (
      ${columns},
      threshold integer not null check (threshold >= 0),
      set_at integer not null,
      set_by_id text not null references users (id),
      primary key (kind, currency)
    ${end}`,
    // An alert that is raised again is a new row. The value is the figure that raised it, as text because a sum may
    // exceed 64 bits.
    `create table risk_alerts (
      id text primary key,
      ${columns},
      threshold integer not null,
      value text not null,
      raised_at integer not null,
      cleared_at integer,
      constraint risk_alerts_clear_later check (cleared_at is null or cleared_at >= raised_at)
    ${end}`,
    `create unique index risk_alerts_open on risk_alerts (kind, currency) where cleared_at is null`,
  ];
}

/** Triggers that keep past alerts. */
export const RISK_TRIGGERS_SQLITE: readonly string[] = [
  refuse(
    'risk_alerts_are_only_cleared',
    `before update on risk_alerts when old.cleared_at is not null
      or new.id <> old.id or new.kind <> old.kind or new.currency <> old.currency
      or new.threshold <> old.threshold or new.value <> old.value or new.raised_at <> old.raised_at`,
    'an alert is raised once and cleared once',
  ),
  refuse('risk_alerts_are_never_removed', 'before delete on risk_alerts', 'alerts are never removed'),
];
