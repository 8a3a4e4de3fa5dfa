import { defineEntity, p } from '@mikro-orm/core';
import { exponentOf, type Currency } from '../money/currencies.js';

export const RISK_KINDS = [
  'TOP_HOLDER_SHARE',
  'PENDING_COVERAGE',
  'PENDING_AGE',
  'LARGE_MOVEMENT',
  'NEWCOMER_MOVEMENT',
  'NET_OUTFLOW',
] as const;
/** A figure that can have a threshold; see `docs/operations.md`. */
export type RiskKind = (typeof RISK_KINDS)[number];

export type RiskUnit = 'SHARE' | 'RATIO' | 'HOURS' | 'MONEY';

const UNITS: Readonly<Record<RiskKind, RiskUnit>> = {
  TOP_HOLDER_SHARE: 'SHARE',
  PENDING_COVERAGE: 'RATIO',
  PENDING_AGE: 'HOURS',
  LARGE_MOVEMENT: 'MONEY',
  NEWCOMER_MOVEMENT: 'MONEY',
  NET_OUTFLOW: 'MONEY',
};

/** Number of decimals of a figure, which is stored as a whole number of the last one. */
const DIGITS: Readonly<Record<Exclude<RiskUnit, 'MONEY'>, number>> = { SHARE: 4, RATIO: 4, HOURS: 1 };

export function unitOf(kind: RiskKind): RiskUnit {
  return UNITS[kind];
}

export function digitsOf(kind: RiskKind, currency: Currency): number {
  const unit = unitOf(kind);
  return unit === 'MONEY' ? exponentOf(currency) : DIGITS[unit];
}

/** Tells if a figure has passed its threshold: coverage by falling below it, every other figure by exceeding it. */
export function isBeyond(kind: RiskKind, value: bigint, threshold: bigint): boolean {
  return kind === 'PENDING_COVERAGE' ? value < threshold : value > threshold;
}

/** A figure as a decimal string: 2512 with 4 digits is "0.2512". */
export function decimalOf(value: bigint, digits: number): string {
  if (digits === 0) return String(value);
  const text = (value < 0n ? -value : value).toString().padStart(digits + 1, '0');
  return `${value < 0n ? '-' : ''}${text.slice(0, -digits)}.${text.slice(-digits)}`;
}

/** A part of a whole, rounded down to four digits; zero of nothing. */
export function shareOf(part: bigint, whole: bigint): bigint {
  return whole === 0n ? 0n : (part * 10_000n) / whole;
}

export const RiskThresholdSchema = defineEntity({
  name: 'RiskThreshold',
  tableName: 'risk_thresholds',
  properties: {
    kind: p.string().$type<RiskKind>().primary(),
    currency: p.string().$type<Currency>().primary(),
    /** In the last decimal of its unit: minor units, ten-thousandths, tenths of an hour. */
    threshold: p.integer(),
    setAt: p.datetime(),
    setById: p.uuid(),
  },
});

/** The figure beyond which operations are alerted. */
export class RiskThreshold extends RiskThresholdSchema.class {}
RiskThresholdSchema.setClass(RiskThreshold);
