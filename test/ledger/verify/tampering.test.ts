import { beforeEach, expect, test } from '@jest/globals';
import type { Column } from '../../support/tables.js';
import { TamperedBooks, type Row, type Value } from './tampering-fixture.js';
import { ANSWERED, MATRIX } from './tampering-matrix.js';

let books: TamperedBooks;
beforeEach(async () => {
  books = await TamperedBooks.open();
});

function other(value: Value, type: Column['type']): Value {
  if (type === 'JSON') return `["other",${JSON.stringify(value)}]`;
  if (value === null) return type === 'INTEGER' ? 1 : 'other';
  if (typeof value === 'number') return value + 1_000;
  if (/^[0-9a-f-]+$/.test(value) && value.length > 30)
    return (value.startsWith('0') ? '1' : '0') + value.slice(1);
  return `${value}x`;
}

/** Lists other possible values of a column. */
function others(value: Value, { type, needed, pk }: Column): Value[] {
  return value === null || needed || pk ? [other(value, type)] : [other(value, type), null];
}

/** The kind of row, where kinds differ in what is known of them. */
function kindOf(table: string, row: Row): string {
  switch (table) {
    case 'idempotency_records':
      return row.rejection_code === null ? String(row.operation) : 'rejection';
    case 'transfer_batch_items':
      return row.error_code === null ? 'made' : 'refused';
    case 'transactions':
      return String(row.status);
    default:
      return '';
  }
}

/** Verifies while some rows are replaced by others, and returns the result; 'named' when it names one of the rows. */
async function found(table: string, away: readonly Row[], instead: readonly Row[]): Promise<string> {
  const rows = [...away, ...instead];
  const names = new Set((await Promise.all(rows.map((row) => books.namesOf(table, row)))).flat());
  return books.during(table, { away, instead }, async () => {
    const problems = await books.problems();
    const isNamed = problems.some(({ code, subject, expected }) => {
      // A reference to a missing row names that row.
      if (code === 'REFERENCE_MISSING' && names.has(`${table} ${expected}`)) return true;
      return names.has(`${subject.table} ${subject.id ?? ''}`);
    });
    if (isNamed) return 'named';
    return problems.length > 0 ? 'found' : 'nothing';
  });
}

test('When a table is added to the database, then the matrix says what is found in it', async () => {
  expect(Object.keys(MATRIX).sort()).toEqual(await books.tables());
});

test('When nobody has touched the books, then there is every kind of row and nothing is found', async () => {
  for (const [table] of ANSWERED) expect([table, await books.rows(table)]).not.toEqual([table, []]);
  expect(await books.problems()).toEqual([]);
});

test.each(ANSWERED)(
  'When any column of any row of %s is changed, then it is named',
  async (table, silent) => {
    const outcomes = new Map<string, Set<string>>();
    for (const row of await books.rows(table)) {
      for (const column of await books.columns(table)) {
        for (const value of others(row[column.name] ?? null, column)) {
          const how = value === null ? `no ${column.name}` : column.name;
          const what = `${how} ${kindOf(table, row)}`.trim();
          const outcome = await found(table, [row], [{ ...row, [column.name]: value }]);
          outcomes.set(what, (outcomes.get(what) ?? new Set()).add(outcome));
        }
      }
    }
    const odd = [...outcomes].filter(([, seen]) => seen.has('nothing') || seen.has('found'));
    expect(odd.filter(([, seen]) => seen.has('found'))).toEqual([]);
    expect(odd.map(([what]) => what).sort()).toEqual(Object.keys(silent.changes ?? {}).sort());
    expect(await books.problems()).toEqual([]);
  },
);

test.each(ANSWERED)('When any row of %s is removed, then it is found', async (table, silent) => {
  const unseen = new Set<string>();
  for (const row of await books.rows(table)) {
    if ((await found(table, [row], [])) === 'nothing') unseen.add(kindOf(table, row));
  }
  expect([...unseen].sort()).toEqual(Object.keys(silent.removals ?? {}).sort());
});

test.each(ANSWERED)(
  'When two rows of %s swap what they say, then one of them is named',
  async (table, silent) => {
    const keys = (await books.columns(table)).filter(({ pk }) => pk > 0).map(({ name }) => name);
    const rows = await books.rows(table);
    const kept = (row: Row) => Object.fromEntries(keys.map((key) => [key, row[key] ?? null]));
    const unnamed: object[] = [];
    for (const [index, row] of rows.entries()) {
      const next = rows[index + 1];
      if (!next || isAlike(row, next, keys)) continue;
      const swapped = [
        { ...next, ...kept(row) },
        { ...row, ...kept(next) },
      ];
      if ((await found(table, [row, next], swapped)) !== 'named') unnamed.push(kept(row));
    }
    if (silent.swaps === undefined) expect(unnamed).toEqual([]);
    else expect(unnamed).not.toEqual([]);
  },
);

test.each(ANSWERED)('When a row is added to %s, then it is named', async (table, silent) => {
  const columns = await books.columns(table);
  const rows = await books.rows(table);
  // One that stands for nothing, where there is any.
  const isBare = (row: Row) => kindOf(table, row) === 'rejection' || kindOf(table, row) === 'refused';
  const row = rows.find((each) => each.kind === 'CUSTOMER' || isBare(each)) ?? rows[0];
  const [key] = columns.filter(({ pk }) => pk > 0).slice(-1);
  if (!row || !key) throw new Error('Every table has a row and a key');
  const added: Record<string, Value> = { ...row, [key.name]: other(row[key.name] ?? null, key.type) };
  if (table === 'users') added.email_key = 'other';
  if (table === 'entries') {
    // A wallet has one entry of a transaction.
    const own = new Set(
      rows.filter(({ wallet_id }) => wallet_id === row.wallet_id).map((one) => one.transaction_id),
    );
    const stranger = rows.find(({ transaction_id }) => !own.has(transaction_id ?? null));
    added.transaction_id = stranger?.transaction_id ?? null;
    added.sequence = 1_000;
  }
  const outcome = await found(table, [], [added]);
  if (silent.additions === undefined) expect(outcome).toBe('named');
  else expect(outcome).toBe('nothing');
});

function isAlike(a: Row, b: Row, keys: readonly string[]): boolean {
  return Object.keys(a).every((column) => keys.includes(column) || a[column] === b[column]);
}
