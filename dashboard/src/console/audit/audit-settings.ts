import type { JsonValue } from '../../shared/graphql/tada';
import { isCurrency, type Currency } from '../../shared/money/currencies';
import { formatMoney } from '../../shared/money/money';
import { figure, KINDS, RISK_KINDS, type RiskUnit } from '../shared/risk-kinds';

type Details = Readonly<Record<string, JsonValue>>;

/** Describes the new and the previous value of a setting; undefined for events of another kind. */
export function settingInWords(action: string, details: Details | null): string | undefined {
  const currency = details?.currency;
  if (!details || typeof currency !== 'string' || !isCurrency(currency)) return undefined;
  if (action === 'REVIEW_RULE_SET') {
    const { withdrawalsAbove, before } = details;
    return inWords(`Withdrawals in ${currency}`, 'above', [withdrawalsAbove, before], 'MONEY', currency);
  }
  const kind = KINDS.find((each) => each === details.kind);
  if (action !== 'RISK_THRESHOLD_SET' || !kind) return currency;
  const { label, beyond, unit } = RISK_KINDS[kind];
  return inWords(`${label}, ${currency}`, beyond, [details.threshold, details.before], unit, currency);
}

function inWords(
  subject: string,
  beyond: string,
  [now, before]: readonly [JsonValue | undefined, JsonValue | undefined],
  unit: RiskUnit,
  currency: Currency,
): string {
  const present = shown(now, unit, currency);
  const earlier = shown(before, unit, currency);
  const change = present === undefined ? ': taken away' : `, ${beyond} ${present}`;
  return `${subject}${change}${earlier === undefined ? '' : ` (before: ${earlier})`}`;
}

function shown(value: JsonValue | undefined, unit: RiskUnit, currency: Currency): string | undefined {
  if (typeof value !== 'string') return undefined;
  return unit === 'MONEY' ? formatMoney({ amount: value, currency }) : figure(value, unit);
}
