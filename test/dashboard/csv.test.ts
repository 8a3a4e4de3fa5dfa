import { expect, test } from '@jest/globals';
import { csvLine } from '../../dashboard/src/lib/csv';

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
