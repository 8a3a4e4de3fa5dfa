/**
 * Sums of money in SQL, exact whatever they come to.
 *
 * SQLite's sum() fails above 2^63, which some nine thousand of the largest transactions reach, and its driver rounds above
 * 2^53. So whole billions and the rest are summed apart, read as text, and put together in a bigint.
 */
const UNIT = 1_000_000_000;

/** The whole billions of an SQL integer expression; negative for a negative amount, on every database. */
export function billionsOf(expression: string): string {
  return `((${expression}) / ${String(UNIT)})`;
}

/** The remainder of `billionsOf`, with the sign of the amount. */
export function restOf(expression: string): string {
  return `((${expression}) % ${String(UNIT)})`;
}

/** An amount as its whole billions and the rest, as the two expressions above divide it. */
export function splitAmount(amount: number): { readonly billions: number; readonly rest: number } {
  const rest = amount % UNIT;
  return { billions: (amount - rest) / UNIT, rest };
}

/** Two columns, to be read with `readSum`. The expressions are what `billionsOf` and `restOf` give, or columns of that kind. */
export function sumColumns(name: string, billions: string, rest: string): string {
  return `cast(sum(${billions}) as text) as ${name}_billions, cast(sum(${rest}) as text) as ${name}_rest`;
}

/** The sum of an SQL integer expression as two columns, to be read with `readSum`. */
export function exactSum(name: string, expression: string): string {
  return sumColumns(name, billionsOf(expression), restOf(expression));
}

/** The sum that `exactSum` or `sumColumns` selected under this name, in minor units; zero over no rows. */
export function readSum(row: object, name: string): bigint {
  const columns = row as Readonly<Record<string, string | null | undefined>>;
  const billions = columns[`${name}_billions`];
  const rest = columns[`${name}_rest`];
  if (billions === undefined || rest === undefined) throw new TypeError(`The row has no sum named ${name}`);
  return BigInt(billions ?? 0) * BigInt(UNIT) + BigInt(rest ?? 0);
}

/** One SQL expression for comparisons inside a statement: exact as far as 64 bits go, and no error beyond. */
export function comparableSum(expression: string): string {
  return `(coalesce(sum${billionsOf(expression)}, 0) * ${String(UNIT)} + coalesce(sum${restOf(expression)}, 0))`;
}
