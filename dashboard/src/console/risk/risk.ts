import type { RouteLocationRaw } from 'vue-router';
import type { RiskQuery } from './risk.query';
import type { introspection } from '../../shared/graphql/schema-types';
import type { ResultOf } from '../../shared/graphql/tada';
import type { Currency } from '../../shared/money/currencies';
import { readAmount, readNumber } from '../../shared/money/amount-reading';
import { writeAmount } from '../../shared/money/money';
import { decimal, type RiskUnit } from '../shared/risk-kinds';

export type Risk = ResultOf<typeof RiskQuery>['riskSummary'];
export type Age = introspection['types']['PendingAge']['enumValues'];
export type Alert = Risk['alerts'][number];
export type Threshold = Risk['thresholds'][number];

export const AGES: Readonly<Record<Age, string>> = {
  UNDER_1_HOUR: 'Under 1 hour',
  UNDER_1_DAY: '1–24 hours',
  UNDER_3_DAYS: '1–3 days',
  OVER_3_DAYS: 'Over 3 days',
};

/** The number of decimal places that a figure may have. */
const DIGITS: Readonly<Record<Exclude<RiskUnit, 'MONEY'>, number>> = { HOURS: 1, SHARE: 2, RATIO: 4 };
/** The units that a figure is shown with, and may be written with. */
const SIGNS = /\s*[%h×]$/u;

/** A figure as it is edited: shares in per cent, and all of it as the reader writes it. */
export function toField(value: string, unit: RiskUnit, currency: Currency, locale?: string): string {
  if (unit === 'MONEY') return writeAmount({ amount: value, currency }, locale);
  return decimal(unit === 'SHARE' ? shifted(value, 2) : value, 0, locale);
}

/** Parses a figure into the form that the API takes; undefined when the text is no such figure. */
export function fromField(
  text: string,
  unit: RiskUnit,
  currency: Currency,
  locale?: string,
): string | undefined {
  if (unit === 'MONEY') {
    const reading = readAmount(text, currency, { zero: true, locale });
    return 'amount' in reading ? reading.amount : undefined;
  }
  const number = readNumber(text.replace(SIGNS, ''), locale) ?? '';
  const [, whole, fraction = ''] = /^(0|[1-9][0-9]{0,5})(?:\.([0-9]+))?$/.exec(number) ?? [];
  if (whole === undefined || fraction.length > DIGITS[unit]) return undefined;
  if (unit !== 'SHARE') return number;
  return Number(number) <= 100 ? shifted(number, -2) : undefined;
}

/** Explains with an example how the figure has to be written. */
export function figureMistake(unit: RiskUnit, locale?: string): string {
  const example = decimal('12.5', 0, locale);
  return unit === 'SHARE'
    ? `Write a share like ${example}, of 100 at most.`
    : `Write a figure like ${example}.`;
}

/** Returns the page that lists the wallets or transactions behind an alert. */
export function explainedBy({ kind, currency }: Pick<Alert, 'kind' | 'currency'>): RouteLocationRaw {
  switch (kind) {
    case 'PENDING_AGE':
    case 'PENDING_COVERAGE':
      return { path: '/console/review', query: { currency } };
    case 'TOP_HOLDER_SHARE':
      return { path: '/console/risk', query: { currency }, hash: '#concentration' };
    case 'NET_OUTFLOW':
      return { path: '/console/risk', query: { currency }, hash: '#flow' };
    default:
      return { path: '/console/risk', query: { currency }, hash: '#unusual' };
  }
}

/** Moves the decimal point to the right, or to the left, without rounding. */
function shifted(decimal: string, places: number): string {
  const [whole = '', fraction = ''] = decimal.split('.');
  const digits = `${'0'.repeat(4)}${whole}${fraction.padEnd(4, '0')}`;
  const point = 4 + whole.length + places;
  const left = digits.slice(0, point).replace(/^0+(?=.)/, '');
  const right = digits.slice(point);
  return places > 0 ? `${left}.${right.slice(0, 2)}` : trimmed(`${left}.${right}`);
}

function trimmed(decimal: string): string {
  return decimal.includes('.') ? decimal.replace(/\.?0+$/, '') : decimal;
}
