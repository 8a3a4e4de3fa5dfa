import { exponentOf, type Currency } from './currencies';
import { formatAmount, parseAmountOrZero } from '../../../server/ledger/money.js';

/** An amount as the API gives it: a decimal string with exactly the currency's digits. */
export interface Amount {
  readonly amount: string;
  readonly currency: Currency;
}

export interface AmountStyle {
  /** Puts a plus before what came in. */
  readonly signed?: boolean;
}

type Digits = Intl.StringNumericLiteral;

const formats = new Map<string, Intl.NumberFormat>();

/** Shows an amount in the reader's way of writing. `Intl` reads the decimal string itself, so not a cent is rounded. */
export function formatMoney({ amount, currency }: Amount, { signed = false }: AmountStyle = {}): string {
  return formatOf(currency, signed).format(digitsOf(amount));
}

/** The same in pieces, so that the digits after the separator can be shown smaller. */
export function formatMoneyParts({ amount, currency }: Amount, { signed = false }: AmountStyle = {}) {
  return formatOf(currency, signed).formatToParts(digitsOf(amount));
}

/** Shows an amount of minor units. */
export function formatMinor(minor: bigint, currency: Currency): string {
  return formatMoney({ amount: formatAmount(minor, currency), currency });
}

/** What the amounts of each currency add up to, in the order in which the currencies first occur. */
export function totalsOf(amounts: readonly (Amount & { readonly minorUnits: string })[]): Amount[] {
  const totals = new Map<Currency, bigint>();
  for (const { currency, minorUnits } of amounts) {
    totals.set(currency, (totals.get(currency) ?? 0n) + BigInt(minorUnits));
  }
  return [...totals].map(([currency, minor]) => ({ currency, amount: formatAmount(minor, currency) }));
}

/** Whether a text is an amount of the currency; nothing at all counts too. */
export function isLimit(text: string, currency: Currency): boolean {
  try {
    parseAmountOrZero(text, currency);
    return true;
  } catch {
    return false;
  }
}

/** How large a part is of a whole, in thousandths: for drawing, never for reckoning. */
export function permille(part: bigint, whole: bigint): number {
  return whole === 0n ? 0 : Number((part * 1_000n) / whole);
}

function formatOf(currency: Currency, signed: boolean): Intl.NumberFormat {
  const key = `${currency}${signed ? '+' : ''}`;
  let format = formats.get(key);
  if (!format) {
    // Intl has its own idea of some currencies' digits; the ledger's is the one that counts.
    const fractionDigits = exponentOf(currency);
    format = new Intl.NumberFormat(undefined, {
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

function digitsOf(amount: string): Digits {
  if (!isDigits(amount)) throw new TypeError(`${amount} is not an amount`);
  return amount;
}

function isDigits(text: string): text is Digits {
  return /^-?\d+(\.\d+)?$/.test(text);
}
