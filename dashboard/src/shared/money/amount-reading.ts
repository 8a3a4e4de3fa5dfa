import { exponentOf, isCurrency, type Currency } from './currencies';
import { formatMinor } from './money';
import { exampleOf, marksOf, withoutDirections, writingsOf, type Writing } from './writing';
import { AMOUNT_MAX_MINOR, formatAmount } from '../../../../server/ledger/money/money.js';

/** The amount that a text was understood as, or a sentence that says what is wrong with it. */
export type AmountReading =
  { readonly amount: string; readonly minorUnits: bigint } | { readonly problem: string };

interface Options {
  /** True when zero is allowed: for a limit, but not for a payment. */
  readonly zero?: boolean;
  /** The locale; by default the reader's own. */
  readonly locale?: string | undefined;
}

/** The digits of a number in ASCII, before and after the decimal sign. */
interface Decimal {
  readonly whole: string;
  readonly fraction: string;
}

/** Signs that group thousands, and mean nothing else anywhere. */
const SPACES = /^\p{Zs}$/u;
const APOSTROPHES = new Set(["'", '’']);
/** Signs that are the decimal sign in some places and group thousands in others. */
const EITHER = ['.', ','];
const MAX_DIGITS = 15;

/**
 * Reads an amount as people write it where the reader lives: with its separators and digits, with or without the currency.
 * Refuses an ambiguous text instead of guessing.
 */
export function readAmount(
  text: string,
  currency: Currency,
  { zero = false, locale }: Options = {},
): AmountReading {
  const number = withoutMark(withoutDirections(text).trim(), currency, locale);
  const decimal = decimalOf(number, currency, locale);
  if (!decimal) return { problem: complaint(number, currency, locale) };

  const exponent = exponentOf(currency);
  const digits = digitsOf(decimal, exponent);
  if (digits === undefined) return { problem: tooFine(currency, locale) };
  const minorUnits = digits.length > 2 * MAX_DIGITS ? BigInt(AMOUNT_MAX_MINOR) + 1n : BigInt(digits);
  if (minorUnits > BigInt(AMOUNT_MAX_MINOR))
    return { problem: `At most ${formatMinor(BigInt(AMOUNT_MAX_MINOR), currency, { locale })}.` };
  if (minorUnits === 0n && !zero) return { problem: 'Write an amount of more than zero.' };
  return { amount: formatAmount(minorUnits, currency), minorUnits };
}

/** Parses a number that is no money, such as the German "12,5", into "12.5"; undefined when it is no number. */
export function readNumber(text: string, locale?: string): string | undefined {
  const decimal = decimalOf(withoutDirections(text).trim(), undefined, locale);
  return decimal && `${decimal.whole || '0'}${decimal.fraction && `.${decimal.fraction}`}`;
}

function withoutMark(text: string, currency: Currency, locale: string | undefined): string {
  const lower = text.toLowerCase();
  for (const mark of marksOf(currency, locale).map((each) => each.toLowerCase())) {
    if (lower.startsWith(mark)) return text.slice(mark.length).trim();
    if (lower.endsWith(mark)) return text.slice(0, -mark.length).trim();
  }
  return text;
}

function decimalOf(
  text: string,
  currency: Currency | undefined,
  locale: string | undefined,
): Decimal | undefined {
  const writings = writingsOf(currency, locale);
  for (const writing of writings) {
    const decimal = read(text, writing);
    if (decimal) return decimal;
  }
  // A point or a comma without a meaning in this locale can only be a decimal sign. It is accepted unless the digits after
  // it could be thousands.
  const used = new Set(writings.flatMap(({ decimal, group }) => [decimal, group]));
  return EITHER.filter((sign) => !used.has(sign))
    .flatMap((decimal) => writings.map((writing) => read(text, { ...writing, decimal })))
    .find((decimal) => decimal && decimal.fraction.length !== 3);
}

function read(text: string, { digits, decimal, group, sizes }: Writing): Decimal | undefined {
  const ascii = Array.from(text).map((sign) => (digits.includes(sign) ? String(digits.indexOf(sign)) : sign));
  // ASCII digits do not belong to a format with digits of its own.
  if (Array.from(text).some((sign) => /[0-9]/.test(sign) && !digits.includes(sign))) return undefined;
  const at = ascii.indexOf(decimal);
  const whole = at === -1 ? ascii : ascii.slice(0, at);
  const fraction = at === -1 ? [] : ascii.slice(at + 1);
  if (!areDigits(fraction) || whole.length + fraction.length === 0) return undefined;
  if (areDigits(whole)) return { whole: whole.join(''), fraction: fraction.join('') };
  const ungrouped = withoutGroups(whole, group, sizes);
  return ungrouped === undefined ? undefined : { whole: ungrouped, fraction: fraction.join('') };
}

/** Removes the grouping signs of a number; undefined when one stands in the wrong place. */
function withoutGroups(
  whole: readonly string[],
  group: string | undefined,
  sizes: Writing['sizes'],
): string | undefined {
  const sign = whole.find((each) => !isDigit(each)) ?? '';
  if (!isGroup(sign, group) || whole.some((each) => !isDigit(each) && !isSame(each, sign))) return undefined;
  const groups = whole
    .map((each) => (isDigit(each) ? each : ' '))
    .join('')
    .split(' ');
  const [first = '', ...others] = groups;
  const fits = ([last, before]: Writing['sizes']) =>
    first.length >= 1 &&
    first.length <= before &&
    others.every((each, index) => each.length === (index === others.length - 1 ? last : before));
  // Groups of three are understood everywhere, also in locales that group digits otherwise.
  return !first.startsWith('0') && (fits(sizes) || fits([3, 3])) ? groups.join('') : undefined;
}

function isGroup(sign: string, group: string | undefined): boolean {
  return sign === group || SPACES.test(sign) || APOSTROPHES.has(sign);
}

/** Returns true for signs of the same kind. Spaces and apostrophes come in several forms. */
function isSame(one: string, other: string): boolean {
  return (
    one === other ||
    (SPACES.test(one) && SPACES.test(other)) ||
    (APOSTROPHES.has(one) && APOSTROPHES.has(other))
  );
}

function isDigit(sign: string): boolean {
  return sign >= '0' && sign <= '9' && sign.length === 1;
}

function areDigits(signs: readonly string[]): boolean {
  return signs.every(isDigit);
}

/** Returns the digits of the minor units; undefined when there are more decimal places than the currency has. */
function digitsOf({ whole, fraction }: Decimal, exponent: number): string | undefined {
  const finer = fraction.slice(exponent);
  // Zeros beyond the currency's decimal places change nothing, but three of them could be thousands.
  if (/[1-9]/.test(finer) || (finer !== '' && fraction.length === 3)) return undefined;
  return whole + fraction.slice(0, exponent).padEnd(exponent, '0') || '0';
}

function complaint(number: string, currency: Currency, locale: string | undefined): string {
  const [other] = /[A-Za-z]{3}/.exec(number) ?? [''];
  if (isCurrency(other.toUpperCase())) return `This amount is in ${currency}, not in ${other.toUpperCase()}.`;
  return `Write an amount like ${exampleOf(currency, locale)}.`;
}

function tooFine(currency: Currency, locale: string | undefined): string {
  const exponent = exponentOf(currency);
  const most = exponent === 0 ? 'no smaller parts' : `at most ${String(exponent)} digits for smaller parts`;
  return `${currency} has ${most}. Write an amount like ${exampleOf(currency, locale)}.`;
}
