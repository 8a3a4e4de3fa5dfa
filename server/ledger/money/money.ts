import { exponentOf, type Currency } from './currencies.js';
import { LedgerError } from '../errors.js';

/** The largest amount one transaction may move, in minor units. */
export const AMOUNT_MAX_MINOR = 999_999_999_999_999;

/**
 * The furthest a balance may be from zero, in minor units: 2^53 − 1. Beyond it a JavaScript number, and so what SQLite's
 * driver returns, is silently rounded.
 */
export const BALANCE_MAX_MINOR = Number.MAX_SAFE_INTEGER;

const AMOUNT_PATTERN = /^(0|[1-9][0-9]*)(?:\.([0-9]+))?$/;
/** Maximum number of whole digits of an amount; of a longer text, which is refused, only so many are parsed. */
const WHOLE_DIGITS_MAX = 15;

/**
 * Reads a decimal string such as "12.50" into minor units (1250 for KES).
 *
 * @throws LedgerError INVALID_AMOUNT when the text is no plain ASCII decimal, is not greater than zero, has more fraction
 * digits than the currency, or is larger than one transaction may be.
 */
export function parseAmount(text: string, currency: Currency): number {
  const minor = parseAmountOrZero(text, currency);
  if (minor === 0) throw invalidAmount('The amount must be greater than zero', currency);
  return minor;
}

/** As `parseAmount`, for limits, which may be zero. @throws LedgerError INVALID_AMOUNT */
export function parseAmountOrZero(text: string, currency: Currency): number {
  const match = AMOUNT_PATTERN.exec(text);
  if (!match)
    throw invalidAmount('The amount must be a decimal number in ASCII digits, such as "12.50"', currency);
  const [, whole = '0', fraction = ''] = match;
  const exponent = exponentOf(currency);
  if (fraction.length > exponent) {
    throw invalidAmount(
      `An amount in ${currency} has ${exponent === 0 ? 'no digits' : `at most ${String(exponent)} digits`} after the decimal point`,
      currency,
    );
  }
  // Fifteen whole digits and three fraction digits exceed 2^53, so the bound is checked before leaving BigInt.
  const minor = BigInt(whole.slice(0, WHOLE_DIGITS_MAX) + fraction.padEnd(exponent, '0'));
  if (whole.length > WHOLE_DIGITS_MAX || minor > BigInt(AMOUNT_MAX_MINOR)) {
    throw invalidAmount(`The amount must not exceed ${amountInWords(AMOUNT_MAX_MINOR, currency)}`, currency);
  }
  return Number(minor);
}

/** Writes minor units as a decimal string with exactly the currency's digits: 1250 KES is "12.50", −5 KES is "-0.05". */
export function formatAmount(minorUnits: number | bigint, currency: Currency): string {
  const minor = BigInt(minorUnits);
  const exponent = exponentOf(currency);
  const digits = (minor < 0n ? -minor : minor).toString().padStart(exponent + 1, '0');
  const sign = minor < 0n ? '-' : '';
  if (exponent === 0) return sign + digits;
  return `${sign}${digits.slice(0, -exponent)}.${digits.slice(-exponent)}`;
}

/** Writes an amount for people: "RWF 143,359", "KES 1,250.00", "KES -0.05". Programs go by the details beside it. */
export function amountInWords(minorUnits: number | bigint, currency: Currency): string {
  const [whole = '', fraction] = formatAmount(minorUnits, currency).split('.');
  const grouped = whole.replace(/\B(?=(?:\d{3})+$)/g, ',');
  return `${currency} ${fraction === undefined ? grouped : `${grouped}.${fraction}`}`;
}

function invalidAmount(message: string, currency: Currency): LedgerError {
  return new LedgerError('INVALID_AMOUNT', message, { currency, fractionDigits: exponentOf(currency) });
}
