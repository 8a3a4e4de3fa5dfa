import { decimalOf, digitsOf, unitOf } from '../../../ledger/model/risk-threshold.js';
import type { WatchedThreshold } from '../../../reports/risk/risk-reading.js';
import type { Alert } from '../../../reports/risk/stored.js';
import type { RiskAlertType, RiskThresholdType } from '../../types/risk-threshold.types.js';

export function toThreshold(watched: WatchedThreshold): RiskThresholdType {
  const { kind, currency, threshold, value, beyond, setAt } = watched;
  const digits = digitsOf(kind, currency);
  return {
    ...{ kind, currency, unit: unitOf(kind), beyond, setAt },
    threshold: decimalOf(BigInt(threshold), digits),
    value: value === undefined ? null : decimalOf(value, digits),
  };
}

export function toAlert({ kind, currency, threshold, value, raisedAt, clearedAt }: Alert): RiskAlertType {
  const digits = digitsOf(kind, currency);
  return {
    ...{ kind, currency, unit: unitOf(kind), raisedAt, clearedAt },
    threshold: decimalOf(threshold, digits),
    value: decimalOf(value, digits),
  };
}
