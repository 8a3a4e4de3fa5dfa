/** ISO 4217's number of fraction digits, for the currencies that the ledgers are made of. */
const DIGITS: Readonly<Record<string, number>> = { KES: 2, USD: 2, JPY: 0, RWF: 0, KWD: 3 };

export interface Money {
  readonly amount: string;
  readonly currency: string;
  readonly minorUnits: string;
}

/** CONTRACT: an amount is a decimal string with exactly the digits of the currency. */
export function decimal(minorUnits: bigint | number, currency: string): string {
  const digits = DIGITS[currency];
  if (digits === undefined) throw new Error(`How many digits does ${currency} have?`);
  const negative = minorUnits < 0;
  const text = String(negative ? -minorUnits : minorUnits).padStart(digits + 1, '0');
  const whole = text.slice(0, text.length - digits);
  const sign = negative ? '-' : '';
  return digits === 0 ? sign + whole : `${sign}${whole}.${text.slice(-digits)}`;
}

export function money(minorUnits: bigint | number, currency: string): Money {
  return { amount: decimal(minorUnits, currency), currency, minorUnits: String(minorUnits) };
}

/** Exact, however many there are. */
export function sum(amounts: Iterable<number>): bigint {
  let total = 0n;
  for (const amount of amounts) total += BigInt(amount);
  return total;
}

/** Per currency, in alphabetical order: how many rows, and what they come to. Currencies are never added together. */
export function totalsByCurrency<Row extends { readonly currency: string }>(
  rows: readonly Row[],
  amountOf: (row: Row) => number,
) {
  return [...new Set(rows.map(({ currency }) => currency))].sort().map((currency) => {
    const own = rows.filter((row) => row.currency === currency);
    return { currency, count: own.length, amount: money(sum(own.map(amountOf)), currency) };
  });
}
