import { describe, expect, test } from '@jest/globals';
import {
  readBatchFile,
  readPastedBatch,
} from '../../../../../dashboard/src/console/batch/rows/batch-file.js';
import type { BatchRow } from '../../../../../dashboard/src/console/batch/rows/batch.js';

const utf8 = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);
const utf16 = (text: string, mark: readonly [number, number]): Uint8Array<ArrayBuffer> => {
  const [low, high] = mark[0] === 0xff ? [0, 1] : [1, 0];
  const bytes = new Uint8Array(2 + text.length * 2);
  bytes.set(mark);
  for (let index = 0; index < text.length; index += 1) {
    bytes[2 + index * 2 + low] = text.charCodeAt(index) & 0xff;
    bytes[2 + index * 2 + high] = text.charCodeAt(index) >> 8;
  }
  return bytes;
};
const read = async (bytes: Uint8Array<ArrayBuffer>) => readBatchFile(new Blob([bytes]));

/** Every mistake as `line: words`. */
async function mistakesIn(content: string | Uint8Array<ArrayBuffer>): Promise<string[]> {
  const { mistakes = [] } = await read(typeof content === 'string' ? utf8(content) : content);
  return mistakes.map(({ line, words }) => `${String(line)}: ${words}`);
}

/** Lists the payees and amounts of a file, in order; undefined when it was refused. */
async function paymentsIn(bytes: Uint8Array<ArrayBuffer>): Promise<string[] | undefined> {
  return (await read(bytes)).content?.map(({ to, amount }) => `${to} ${amount}`);
}

const row = { line: 2, to: 'a@x.io', amount: '12.50', currency: '', description: '', reference: '' };

describe('A file that is right', () => {
  const text = 'Amount,to , Description\n12.50,a@x.io,"Rent, ""May"""\n\n3,b@x.io,\n,,\n';
  const rows = [
    { ...row, description: 'Rent, "May"' },
    { ...row, line: 4, to: 'b@x.io', amount: '3' },
  ];

  test.each<[string, Uint8Array<ArrayBuffer>]>([
    ['as it is', utf8(text)],
    ['with a byte order mark', utf8(`\uFEFF${text}`)],
    ['with Windows line breaks', utf8(text.replaceAll('\n', '\r\n'))],
    ['with the line breaks of old Macs', utf8(text.replaceAll('\n', '\r'))],
    ['with both kinds of line breaks', utf8(text.replace('\n', '\r\n'))],
    ['without a line break at its end', utf8(text.trimEnd())],
    ['in UTF-16, little end first', utf16(text, [0xff, 0xfe])],
    ['in UTF-16, big end first', utf16(text, [0xfe, 0xff])],
    ['divided by semicolons', utf8(text.replaceAll(/,(?! "")/g, ';'))],
    ['divided by tabs', utf8(text.replaceAll(/,(?! "")/g, '\t'))],
  ])('is read %s', async (_, bytes) => {
    expect(await read(bytes)).toEqual({ content: rows });
  });

  test('is read when it is pasted', () => {
    expect(readPastedBatch(text)).toEqual({ content: rows });
  });

  test('keeps line breaks within quotation marks, and counts them', async () => {
    expect(await read(utf8('to,amount,description\na@x.io,12.50,"one\ntwo"\nb@x.io,3,\n'))).toEqual({
      content: [
        { ...row, description: 'one\ntwo' },
        { ...row, line: 4, to: 'b@x.io', amount: '3' },
      ],
    });
  });

  test('may have a number behind an amount where it cannot be the rest of it', async () => {
    for (const line of ['a@x.io,12.50,500', 'a@x.io,12,"500"', 'a@x.io,12,4711000']) {
      expect(await paymentsIn(utf8(`to,amount,reference\n${line}`))).toHaveLength(1);
    }
    expect(await paymentsIn(utf8('to;amount;reference\na@x.io;12;500'))).toEqual(['a@x.io 12']);
  });
});

const HEAD = 'to,amount,description\n';

describe('A file that is wrong', () => {
  test.each<[string, string | Uint8Array<ArrayBuffer>, string[]]>([
    ['an amount with a thousands separator', `${HEAD}a@x.io,1,500.00,Salary`, ['2: .*4 cells for 3 columns']],
    ['the same without a description', `${HEAD}a@x.io,1,500.00`, ['2: Is the amount 1, or 1,500.00\\?']],
    ['an amount with a decimal comma', `${HEAD}a@x.io,1,50`, ['2: Is the amount 1, or 1,50\\?']],
    ['Indian groups', `${HEAD}a@x.io,1,00,000`, ['2: .*4 cells for 3 columns']],
    ['a decimal comma between semicolons', 'to;amount\na@x.io;1,50', ['2: “1,50” is not a plain amount']],
    ['a quoted thousands separator', `${HEAD}a@x.io,"1,500.00",S`, ['2: “1,500.00” is not a plain amount']],
    ['Swiss groups', `${HEAD}a@x.io,1'500.00,S`, ["2: “1'500.00” is not a plain amount"]],
    ['groups by narrow blanks', `${HEAD}a@x.io,1\u202f500,S`, ['2: “1\u202f500” is not a plain amount']],
    ['a currency at the amount', `${HEAD}a@x.io,KES 5,S`, ['2: “KES 5” is not a plain amount']],
    ['a negative amount', `${HEAD}a@x.io,-5,S`, ['2: “-5” is not a plain amount']],
    ['a spreadsheet’s exponent', `${HEAD}a@x.io,1.5E+06,S`, ['2: “1.5E\\+06” is not a plain amount']],
    ['digits of another script', `${HEAD}a@x.io,１２,S`, ['2: “１２” is not a plain amount']],
    ['no amount', `${HEAD}a@x.io,,S`, ['2: There is no amount']],
    ['fewer cells', `${HEAD}a@x.io,5`, ['2: .*2 cells for 3 columns']],
    ['another separator than above', `${HEAD}a@x.io;5;S`, ['2: .*1 cell for 3 columns']],
    [
      'a semicolon within a text',
      'to;amount;description\na@x.io;5;a;b',
      ['2: .*4 cells.*a text with a semicolon in'],
    ],
    ['blank cells too many', `${HEAD}a@x.io,5,S\n,,,`, ['3: .*4 cells for 3 columns']],
    ['a column twice', 'to,amount,Amount\na@x.io,1,2', ['1: Two columns are called “amount”']],
    ['a column by two names', 'to,amount,Email\na@x.io,1,b@x.io', ['1: “to” and “Email” both say the same']],
    [
      'amounts in no currency',
      'to,amount (abc)\na@x.io,1',
      ['1: There is no column “amount \\(abc', '1: .*“amount”'],
    ],
    ['an unknown column', 'to,amount,iban\na@x.io,1,2', ['1: There is no column “iban”']],
    ['a column without a name', 'to,amount,\na@x.io,1,', ['1: A column has no name']],
    ['a missing column', 'to,description\na@x.io,1', ['1: There is no column “amount”']],
    ['no heading', 'a@x.io,5', ['1: .*“a@x.io”', '1: .*“5”', '1: .*“to”', '1: .*“amount”']],
    ['two separators', 'to,amount;description\na@x.io,1;x', ['1: .*more than one way']],
    ['nothing', ' \n\n', ['1: There is nothing']],
    ['no transfers', HEAD, ['1: There are no transfers']],
    ['an open quotation mark', `${HEAD}a@x.io,5,x\n\nb@x.io,5,"S\nc@x.io,6,`, ['4: .*never closed']],
    ['a mark within a text', `${HEAD}a@x.io,5,x\nb@x.io,5,5" nails`, ['3: .*inside a text']],
    ['text behind a mark', `${HEAD}a@x.io,5,"Rent" May`, ['2: .*inside a text']],
    [
      'several mistakes',
      `${HEAD}a@x.io,x,\nb@x.io,5,\nc@x.io,"y\nz",\nd@x.io,1\n"`,
      ['2: “x”', '4: “y', '6: ', '7: .*never'],
    ],
    [
      'Windows-1252',
      new Uint8Array([...utf8(`${HEAD}a@x.io,5,Jos`), 0xe9, 0x0a, ...utf8('b@x.io,6,x')]),
      ['2: .*not UTF-8'],
    ],
    [
      'Windows-1252 in two lines',
      new Uint8Array([...utf8(HEAD), 0xe9, 0x0d, 0x0a, 0x0a, 0xfc]),
      ['2: .*UTF-8', '4: .*UTF-8'],
    ],
    [
      'a character that was lost before',
      `${HEAD}a@x.io,5,Jos\uFFFD`,
      ['2: .*in the place of one that was lost'],
    ],
    ['NUL', `${HEAD}a@x.io,5,a\0b`, ['2: .*NUL']],
    ['UTF-16 without its mark', utf16(HEAD, [0xff, 0xfe]).slice(2), ['1: .*NUL', '2: .*NUL']],
    ['half a character of UTF-16', utf16(HEAD, [0xff, 0xfe]).slice(0, -1), ['1: .*not whole UTF-16']],
    ['a workbook', new Uint8Array([0x50, 0x4b, 3, 4, 0xff]), ['1: This is a workbook']],
    ['a thousand and one', `${HEAD}${'a@x.io,5,\n'.repeat(1_001)}`, ['1002: A batch has at most']],
    ['three megabytes', 'x'.repeat(3 << 20), ['1: The file is too large']],
  ])('is refused with each line and why: %s', async (_, content, due) => {
    const found = await mistakesIn(content);
    expect(found).toEqual(due.map((words) => expect.stringMatching(new RegExp(`^${words}`))));
    if (typeof content !== 'string' || content.length > 1 << 20) return;
    const pasted = readPastedBatch(content).mistakes ?? [];
    expect(pasted.map(({ line, words }) => `${String(line)}: ${words}`)).toEqual(found);
  });
});

test('The lines of rows are those of the file', async () => {
  const lines = (await read(utf8(`${HEAD}\na@x.io,5.0,"x\n\ny"\n\n\nb@x.io,6.0,\n`))).content?.map(
    (each: BatchRow) => each.line,
  );
  expect(lines).toEqual([3, 8]);
});
