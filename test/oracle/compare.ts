import type { Question } from './questions/question.js';

/** Maximum length of a wrong value in a report, in characters. */
const SHOWN_MAX = 240;

/**
 * Describes the mistake in an answer in a few lines; undefined when it is right. An answer may have more members than
 * expected: only those that both have are compared, and a list must have exactly the rows.
 */
export async function wrongIn({ asked, expected, answer }: Question): Promise<string | undefined> {
  const got: unknown = await answer().catch((error: unknown) => String(error));
  const difference = firstDifference(expected, got, '');
  if (difference === undefined) return undefined;
  return [`asked:    ${shown(asked, 3 * SHOWN_MAX)}`, ...difference].join('\n');
}

function firstDifference(expected: unknown, got: unknown, path: string): string[] | undefined {
  if (Array.isArray(expected) && Array.isArray(got)) return differenceOfLists(expected, got, path);
  if (isObject(expected) && isObject(got)) {
    for (const [name, value] of Object.entries(expected)) {
      const difference = firstDifference(value, Reflect.get(got, name), `${path}.${name}`);
      if (difference !== undefined) return difference;
    }
    return undefined;
  }
  return expected === got ? undefined : told(path, expected, got);
}

/** Lists that the schema promises no order of. */
const UNORDERED = '].entries';

function differenceOfLists(due: unknown[], made: unknown[], path: string): string[] | undefined {
  const ordered = (list: unknown[]) => (path.endsWith(UNORDERED) ? list.toSorted(byName) : list);
  return differenceOfRows(ordered(due), ordered(made), path);
}

function byName(a: unknown, b: unknown): number {
  return nameOf(a) < nameOf(b) ? -1 : 1;
}

function differenceOfRows(expected: unknown[], got: unknown[], path: string): string[] | undefined {
  const [due, made] = [expected.map(nameOf), got.map(nameOf)];
  if (due.join('\n') !== made.join('\n')) {
    const missing = due.filter((name) => !made.includes(name));
    const extra = made.filter((name, index) => !due.includes(name) || made.indexOf(name) !== index);
    return [
      `expected: ${path} ${String(due.length)} rows ${shown(due)}`,
      `got:      ${path} ${String(made.length)} rows ${shown(made)}`,
      `missing ${shown(missing)}, too many ${shown(extra)}${missing.length + extra.length === 0 ? ', another order' : ''}`,
    ];
  }
  for (const [index, value] of expected.entries()) {
    const difference = firstDifference(value, got[index], `${path}[${String(index)}]`);
    if (difference !== undefined) return difference;
  }
  return undefined;
}

/** Returns the key by which a row of a list is told from others. */
export function nameOf(row: unknown): string {
  if (!isObject(row)) return String(row);
  const { id, user } = row as { readonly id?: unknown; readonly user?: unknown };
  // Ids are told apart by their ends, which are random.
  if (typeof id === 'string' && !('key' in row)) return `…${id.slice(-8)}`;
  const names = [
    'sequence',
    'bucketStart',
    'monthStart',
    'day',
    'age',
    'currency',
    'type',
    'code',
    'key',
    'index',
  ];
  return names
    .flatMap((name) => {
      const value: unknown = Reflect.get(row, name);
      return typeof value === 'string' || typeof value === 'number' ? [String(value)] : [];
    })
    .concat(isObject(user) ? nameOf(user) : [])
    .join(' ');
}

function told(path: string, expected: unknown, got: unknown): string[] {
  return [`expected: ${path} ${shown(expected)}`, `got:      ${path} ${shown(got)}`];
}

function shown(value: unknown, max = SHOWN_MAX): string {
  const text = value === undefined ? 'nothing' : JSON.stringify(value);
  return text.length > max ? `${text.slice(0, max)}…` : text;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
