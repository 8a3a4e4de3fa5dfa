import type { RouteLocationRaw } from 'vue-router';
import type { RiskQuery } from '../../graphql/console/risk';
import type { introspection } from '../../graphql/schema-types';
import type { ResultOf } from '../../graphql/tada';
import type { Currency } from '../currencies';
import { readAmount } from '../amount-reading';
import { writeAmount } from '../money';

export type Risk = ResultOf<typeof RiskQuery>['riskSummary'];
export type RiskKind = introspection['types']['RiskKind']['enumValues'];
export type RiskUnit = introspection['types']['RiskUnit']['enumValues'];
export type Age = introspection['types']['PendingAge']['enumValues'];
export type Alert = Risk['alerts'][number];
export type Threshold = Risk['thresholds'][number];

/** What each kind is called, what passes its threshold, and what somebody fills in. */
export const RISK_KINDS: Readonly<
  Record<
    RiskKind,
    { readonly label: string; readonly beyond: string; readonly unit: RiskUnit; readonly field: string }
  >
> = {
  TOP_HOLDER_SHARE: {
    ...{ label: 'Share of the largest holder', beyond: 'above', unit: 'SHARE', field: 'Above, in per cent' },
  },
  PENDING_COVERAGE: {
    ...{
      label: 'Coverage of what waits',
      beyond: 'below',
      unit: 'RATIO',
      field: 'Below, in cash for each unit',
    },
  },
  PENDING_AGE: {
    ...{ label: 'Oldest that waits', beyond: 'above', unit: 'HOURS', field: 'Above, in hours' },
  },
  LARGE_MOVEMENT: {
    ...{ label: 'Largest movement of a day', beyond: 'above', unit: 'MONEY', field: 'Above the amount' },
  },
  NEWCOMER_MOVEMENT: {
    ...{ label: 'Movement of a newcomer', beyond: 'above', unit: 'MONEY', field: 'Above the amount' },
  },
  NET_OUTFLOW: {
    ...{ label: 'Net outflow of a day', beyond: 'above', unit: 'MONEY', field: 'Above the amount' },
  },
};
export const KINDS = Object.keys(RISK_KINDS) as readonly RiskKind[];

export const AGES: Readonly<Record<Age, string>> = {
  UNDER_1_HOUR: 'Under 1 hour',
  UNDER_1_DAY: '1–24 hours',
  UNDER_3_DAYS: '1–3 days',
  OVER_3_DAYS: 'Over 3 days',
};

/** A share as people read it: "25.12 %" for 0.2512. */
export function percent(share: string): string {
  return `${shifted(share, 2)} %`;
}

/** A figure that is no money, with its unit. */
export function figure(value: string, unit: RiskUnit): string {
  if (unit === 'SHARE') return percent(value);
  return unit === 'HOURS' ? `${trimmed(value)} h` : `${trimmed(value)} ×`;
}

/** A figure as it is edited: shares in per cent, amounts as the reader writes them. */
export function toField(value: string, unit: RiskUnit, currency: Currency): string {
  if (unit === 'MONEY') return writeAmount({ amount: value, currency });
  return trimmed(unit === 'SHARE' ? shifted(value, 2) : value);
}

/** What the API is asked for; undefined for what is no such figure. */
export function fromField(text: string, unit: RiskUnit, currency: Currency): string | undefined {
  if (unit === 'MONEY') {
    const reading = readAmount(text, currency, { zero: true });
    return 'amount' in reading ? reading.amount : undefined;
  }
  const digits = unit === 'HOURS' ? 1 : unit === 'SHARE' ? 2 : 4;
  const [, whole, fraction = ''] = /^(0|[1-9][0-9]{0,5})(?:\.([0-9]+))?$/.exec(text) ?? [];
  if (whole === undefined || fraction.length > digits) return undefined;
  if (unit !== 'SHARE') return text;
  return Number(text) <= 100 ? shifted(text, -2) : undefined;
}

/** Where what an alert is about is listed. */
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
