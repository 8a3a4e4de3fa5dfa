import { exponentOf, type Currency } from './currencies';

/** The number format of a locale: its digits, its decimal and grouping signs, and the sizes of its groups. */
export interface Writing {
  /** The ten digits, from zero to nine. */
  readonly digits: readonly string[];
  readonly decimal: string;
  /** The grouping sign; undefined in locales without one. */
  readonly group: string | undefined;
  /** The sizes of the last group and of those before it: 3 and 3 nearly everywhere, 3 and 2 in India. */
  readonly sizes: readonly [last: number, others: number];
}

const SAMPLE = 1_234_567_890_123.5;
const writings = new Map<string, readonly Writing[]>();
const marks = new Map<string, readonly string[]>();

/**
 * The ways in which a reader may write an amount, the one in which it is shown first: some countries write money otherwise
 * than numbers, and where the digits are their own, those of ASCII are on the keyboard as well.
 *
 * @param currency Left out for a number that is no money.
 */
export function writingsOf(currency: Currency | undefined, locale?: string): readonly Writing[] {
  return kept(writings, `${locale ?? ''} ${currency ?? ''}`, () => makeWritings(currency, locale));
}

function makeWritings(currency: Currency | undefined, locale: string | undefined): Writing[] {
  const own = new Intl.NumberFormat(locale).resolvedOptions();
  const number = { minimumFractionDigits: 1 } as const;
  const styles = currency ? [{ ...number, style: 'currency', currency } as const, number] : [number];
  return [own.numberingSystem, 'latn'].flatMap((numberingSystem) =>
    styles.map((style) => writingOf(new Intl.NumberFormat(locale, { ...style, numberingSystem }))),
  );
}

function writingOf(format: Intl.NumberFormat): Writing {
  const parts = format.formatToParts(SAMPLE);
  const valueOf = (wanted: string) => parts.find(({ type }) => type === wanted)?.value;
  const { locale, numberingSystem } = format.resolvedOptions();
  const plain = new Intl.NumberFormat(locale, { numberingSystem, useGrouping: false });
  const groups = parts.filter(({ type }) => type === 'integer').map(({ value }) => Array.from(value).length);
  return {
    digits: Array.from({ length: 10 }, (_, digit) => plain.format(digit)),
    decimal: valueOf('decimal') ?? '.',
    group: valueOf('group'),
    sizes: [groups.at(-1) ?? 3, groups.at(-2) ?? 3],
  };
}

/** Lists the marks of a currency that may stand beside an amount: its code and its signs. Longest first. */
export function marksOf(currency: Currency, locale?: string): readonly string[] {
  return kept(marks, `${locale ?? ''} ${currency}`, () => makeMarks(currency, locale));
}

function makeMarks(currency: Currency, locale: string | undefined): string[] {
  // A code begins with its country's, whose people have a sign of their own: "KSh" in Kenya, "KES" everywhere else.
  const country = currency.slice(0, 2);
  const language = new Intl.Locale(`und-${country}`).maximize().language;
  const signs = [locale, `en-${country}`, `${language}-${country}`].flatMap((each) =>
    (['symbol', 'narrowSymbol'] as const).map((currencyDisplay) => {
      const format = new Intl.NumberFormat(each, { style: 'currency', currency, currencyDisplay });
      return withoutDirections(format.formatToParts(1).find(({ type }) => type === 'currency')?.value ?? '');
    }),
  );
  return [...new Set([currency, ...signs])]
    .filter((mark) => mark !== '')
    .toSorted((a, b) => b.length - a.length);
}

/** Removes the invisible marks of the writing direction. */
export function withoutDirections(text: string): string {
  return text.replaceAll(/[\u061C\u200E\u200F]/g, '');
}

/** Returns examples in the reader's locale and with the currency's decimal places, such as "1,000 or 12.50". */
export function exampleOf(currency: Currency, locale?: string): string {
  const exponent = exponentOf(currency);
  const large = new Intl.NumberFormat(locale, { useGrouping: 'always' }).format(1_000);
  const small = exponent === 0 ? 500 : 12.5;
  return `${large} or ${new Intl.NumberFormat(locale, { minimumFractionDigits: exponent }).format(small)}`;
}

function kept<Value>(values: Map<string, Value>, key: string, make: () => Value): Value {
  const value = values.get(key) ?? make();
  values.set(key, value);
  return value;
}
