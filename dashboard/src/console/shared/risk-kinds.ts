import type { introspection } from '../../shared/graphql/schema-types';
import { digitsOf } from '../../shared/money/money';

export type RiskKind = introspection['types']['RiskKind']['enumValues'];
export type RiskUnit = introspection['types']['RiskUnit']['enumValues'];

/** Each kind of risk with its name, the condition that passes its threshold, and the label of its field. */
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

/** Formats a share in the reader's locale: "25.12%" for 0.2512, in Germany "25,12 %". */
export function percent(share: string, locale?: string): string {
  const digits = { minimumFractionDigits: 2, maximumFractionDigits: 2 };
  return new Intl.NumberFormat(locale, { style: 'percent', ...digits }).format(digitsOf(share));
}

/** Formats a number that is no money in the reader's locale, with at least so many decimal places. */
export function decimal(value: string, minimumFractionDigits = 0, locale?: string): string {
  const digits = { minimumFractionDigits, maximumFractionDigits: 4 };
  return new Intl.NumberFormat(locale, digits).format(digitsOf(value));
}

/** Formats a figure that is no money, with its unit. */
export function figure(value: string, unit: RiskUnit, locale?: string): string {
  if (unit === 'SHARE') return percent(value, locale);
  return `${decimal(value, 0, locale)} ${unit === 'HOURS' ? 'h' : '×'}`;
}
