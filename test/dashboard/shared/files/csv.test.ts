import { expect, test } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { csvLine } from '../../../../dashboard/src/shared/files/csv';
import { FORMATS } from '../../../../server/reports/exports/format';
import type { Column } from '../../../../server/reports/exports/export';

test.each([
  [['a', 'b'], 'a,b\r\n'],
  [['one, two', 'say "hi"', 'two\nlines'], '"one, two","say ""hi""","two\nlines"\r\n'],
  [['-12.50', '12'], '-12.50,12\r\n'],
  [['＝1+1', '＋x', '－x', '＠x', '﹦x'], "'＝1+1,'＋x,'－x,'＠x,'﹦x\r\n"],
  [[' =x', '\u200b=x', '\u00a0+x', '\u0000@x'], "' =x,'\u200b=x,'\u00a0+x,'\u0000@x\r\n"],
  [['\n=x', '\n'], '"\'\n=x","\'\n"\r\n'],
  [['３', 'a=b', 'わ－', '12 - 3'], '３,a=b,わ－,12 - 3\r\n'],
  [['=1+1', '+x', '@SUM(A1)', '-x', '\tx'], "'=1+1,'+x,'@SUM(A1),'-x,'\tx\r\n"],
])('%j is written so that it is read as it is, and never run', (cells, line) => {
  expect(csvLine(cells)).toBe(line);
});

const columns: readonly Column[] = ['one', 'other'].map((name) => ({ name, kind: 'text' }));

test('The dashboard and the server write the very same file, which readers of CSV read as it was meant', () => {
  const sign = fc.constantFrom(
    '=',
    '+',
    '-',
    '@',
    '＝',
    '"',
    ',',
    ';',
    '\n',
    '\r',
    ' ',
    '\uFEFF',
    '1',
    'a',
    '’',
  );
  const text = fc.array(sign, { maxLength: 6 }).map((signs) => signs.join(''));
  fc.assert(
    fc.property(fc.array(fc.tuple(text, text), { minLength: 1, maxLength: 4 }), (rows) => {
      const file = FORMATS.csv.head(columns) + FORMATS.csv.lines(columns, rows);
      expect(file).toBe(`\uFEFF${[['one', 'other'], ...rows].map(csvLine).join('')}`);
      const [names, ...lines] = parse(file, { bom: true, record_delimiter: '\r\n' });
      expect(names).toEqual(['one', 'other']);
      expect(lines).toEqual(rows.map((row) => row.map(harmless)));
    }),
  );
});

test('What is JSON has no mark', () => {
  expect(FORMATS.ndjson.head(columns)).toBe('');
});

/** With an apostrophe where a spreadsheet would see a sign of a formula first, or something before it that it overlooks. */
function harmless(text: string): string {
  if (/^-?\d+$/.test(text)) return text;
  const overlooked = text.replace(/^[\s\uFEFF]+/, '');
  return /^[=+\-@＝]/.test(overlooked) || /^[\r\n]/.test(text) ? `'${text}` : text;
}
