import { exponentOf, type Currency } from './currencies';
import { formatAmount } from '../../../../server/ledger/money/money.js';

/** An amount as the API gives it: a decimal string with exactly the currency's digits. */
export interface Amount {
  readonly amount: string;
  readonly currency: Currency;
}

export interface AmountStyle {
  /** True to write a plus before positive amounts. */
  readonly signed?: boolean;
  /** The locale; by default the reader's own. */
  readonly locale?: string | undefined;
}

type Digits = Intl.StringNumericLiteral;

const formats = new Map<string, Intl.NumberFormat>();

/** Formats an amount in the reader's locale. `Intl` takes the decimal string itself, so not a cent is rounded. */
export function formatMoney({ amount, currency }: Amount, style: AmountStyle = {}): string {
  return formatOf(currency, style).format(digitsOf(amount));
}

/** Formats an amount in parts, so that the decimal places can be shown smaller. */
export function formatMoneyParts({ amount, currency }: Amount, style: AmountStyle = {}) {
  return formatOf(currency, style).formatToParts(digitsOf(amount));
}

/** Formats an amount of minor units. */
export function formatMinor(minor: bigint, currency: Currency, style: AmountStyle = {}): string {
  return formatMoney({ amount: formatAmount(minor, currency), currency }, style);
}

/** Formats an amount for a field, without the currency, which stands beside it. */
export function writeAmount({ amount, currency }: Amount, locale?: string): string {
  const fractionDigits = exponentOf(currency);
  return new Intl.NumberFormat(locale, {
    minimumFractionDigits: fractionDigits,
    maximumFractionDigits: fractionDigits,
  }).format(digitsOf(amount));
}

/** Sums the amounts of each currency, in the order in which the currencies first occur. */
export function totalsOf(amounts: readonly (Amount & { readonly minorUnits: string })[]): Amount[] {
  const totals = new Map<Currency, bigint>();
  for (const { currency, minorUnits } of amounts) {
    totals.set(currency, (totals.get(currency) ?? 0n) + BigInt(minorUnits));
  }
  return [...totals].map(([currency, minor]) => ({ currency, amount: formatAmount(minor, currency) }));
}

/** Returns a part of a whole in thousandths. For drawing only: it is not exact. */
export function permille(part: bigint, whole: bigint): number {
  return whole === 0n ? 0 : Number((part * 1_000n) / whole);
}

function formatOf(currency: Currency, { signed = false, locale }: AmountStyle): Intl.NumberFormat {
  const key = `${currency}${signed ? '+' : ''}${locale ?? ''}`;
  let format = formats.get(key);
  if (!format) {
    // Intl knows other decimal places for some currencies; the ledger's count.
    const fractionDigits = exponentOf(currency);
    format = new Intl.NumberFormat(locale, {
      style: 'currency',
      currency,
      minimumFractionDigits: fractionDigits,
      maximumFractionDigits: fractionDigits,
      signDisplay: signed ? 'exceptZero' : 'auto',
    });
    formats.set(key, format);
  }
  return format;
}

/** Narrows an amount to the type of decimal string that `Intl` formats exactly; throws a TypeError for any other text. */
export function digitsOf(amount: string): Digits {
  if (!isDigits(amount)) throw new TypeError(`${amount} is not an amount`);
  return amount;
}

function isDigits(text: string): text is Digits {
  return /^-?\d+(\.\d+)?$/.test(text);
}
