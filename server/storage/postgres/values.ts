import { TypeOverrides } from 'pg';

/** Numbers of PostgreSQL's types, as its catalogue has them. */
const INT8 = 20;
const NUMERIC = 1700;
const JSON_TEXT = 114;

/**
 * Reads counts and money as numbers, which they fit: a balance is below 2^53, and larger sums are read as text. `pg` gives
 * all of these as texts, and parses JSON.
 */
export function ledgerTypes(): TypeOverrides {
  const types = new TypeOverrides();
  types.setTypeParser(INT8, Number);
  types.setTypeParser(NUMERIC, Number);
  types.setTypeParser(JSON_TEXT, (text) => text);
  return types;
}

/** Converts values for `pg`; undefined when the statement needs MikroORM's own formatting. */
export function toBindable(sql: string, values: readonly unknown[]): unknown[] | undefined {
  if (sql.includes('??') || sql.includes('\\?')) return undefined;
  const bindable: unknown[] = [];
  for (const value of values) {
    if (value instanceof Date) bindable.push(value.getTime());
    else if (typeof value === 'object' && value !== null) return undefined;
    else bindable.push(value ?? null);
  }
  return bindable;
}

/**
 * Makes a value fit to be looked for: PostgreSQL refuses a text with a NUL as a fault, where it is just one that no row has. What
 * is written has none; see `isPlainText`.
 */
export function asSought(value: unknown): unknown {
  return typeof value === 'string' && value.includes('\0') ? value.replaceAll('\0', '\ufffd') : value;
}

/** Texts of statements with numbered parameters; few, because values are never part of them. */
const numbered = new Map<string, string>();
const NUMBERED_MAX = 5_000;

/**
 * Numbers the parameters of a statement, as PostgreSQL wants them: `?` becomes `$1`, but not within a literal. Numbers get
 * their type with it; a parameter that is compared with nothing but another one would be taken for a text.
 */
export function withNumbers(sql: string, values: readonly unknown[]): string {
  const types = values.map(typeOf).join('');
  const known = numbered.get(types + sql);
  if (known !== undefined) return known;
  let count = 0;
  const text = sql.replaceAll(/'(?:[^']|'')*'|"(?:[^"]|"")*"|\?/g, (part) => {
    if (part !== '?') return part;
    const type = CASTS[types[count] as TypeLetter];
    return `$${String((count += 1))}${type}`;
  });
  if (numbered.size >= NUMBERED_MAX) numbered.clear();
  numbered.set(types + sql, text);
  return text;
}

const CASTS = { i: '::bigint', f: '::double precision', '-': '' } as const;
type TypeLetter = keyof typeof CASTS;

function typeOf(value: unknown): TypeLetter {
  if (typeof value === 'bigint') return 'i';
  if (typeof value !== 'number') return '-';
  return Number.isSafeInteger(value) ? 'i' : 'f';
}
