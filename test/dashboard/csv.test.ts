import { expect, test } from '@jest/globals';
import { csvLine } from '../../dashboard/src/lib/csv';

test.each([
  [['a', 'b'], 'a,b\r\n'],
  [['one, two', 'say "hi"', 'two\nlines'], '"one, two","say ""hi""","two\nlines"\r\n'],
  [['-12.50', '12'], '-12.50,12\r\n'],
  [['=1+1', '+x', '@SUM(A1)', '-x', '\tx'], "'=1+1,'+x,'@SUM(A1),'-x,'\tx\r\n"],
])('%j is written so that it is read as it is, and never run', (cells, line) => {
  expect(csvLine(cells)).toBe(line);
});
