import { describe, expect, jest, test } from '@jest/globals';
import { entryExport } from '../../../server/reports/exports/entries.js';
import type { Export } from '../../../server/reports/exports/export.js';
import { FORMATS } from '../../../server/reports/exports/format.js';
import { transactionExport } from '../../../server/reports/exports/transactions.js';
import { writeExport, type Piece } from '../../../server/reports/exports/write.js';
import { books } from '../../support/books.js';
import { depositTo, transferFrom } from '../../support/commands.js';
import { TestLedger } from '../../support/ledger.js';
import { insertTransactions } from '../../support/many-transactions.js';

async function piecesOf(t: TestLedger, source: Export, after?: string): Promise<Piece[]> {
  const pieces: Piece[] = [];
  const em = t.storage.reader.fork();
  for await (const piece of writeExport(em, source, { format: 'ndjson', after })) pieces.push(piece);
  return pieces;
}

function idsIn(pieces: readonly Piece[]): string[] {
  const lines = pieces.flatMap(({ text }) => text.split('\n').filter((line) => line !== ''));
  return lines.map((line) => (JSON.parse(line) as { id: string }).id);
}

describe('An export', () => {
  test('of transactions and of entries has everything once, in the order of ids', async () => {
    const t = await TestLedger.open();
    const [one, other] = [await t.wallet({ balance: 500 }), await t.wallet()];
    await t.ledger.submit(transferFrom(one, { walletId: other.id }, 20));
    const { transactions, entries } = await books(t.storage);

    expect(idsIn(await piecesOf(t, transactionExport({})))).toEqual(transactions.map(({ id }) => id));
    const ids = entries.map(({ id }) => id).toSorted();
    expect(ids).toHaveLength(4);
    expect(idsIn(await piecesOf(t, entryExport({})))).toEqual(ids);
  });

  test('ends where the newest row was when it began, and continues there with what is new', async () => {
    const t = await TestLedger.open();
    const wallet = await t.wallet({ balance: 500 });
    await insertTransactions(t, wallet, 250);
    const first: Piece[] = [];
    for await (const piece of writeExport(t.storage.reader.fork(), transactionExport({}), {
      format: 'ndjson',
    })) {
      first.push(piece);
      if (first.length === 2) await insertTransactions(t, wallet, 100);
    }
    expect(first.map(({ lines }) => lines)).toEqual([0, 100, 100, 51]);

    const second = await piecesOf(t, transactionExport({}), first.at(-1)?.upTo);
    expect(second.map(({ lines }) => lines)).toEqual([0, 100]);
    expect(new Set(idsIn([...first, ...second])).size).toBe(351);
    expect(await piecesOf(t, transactionExport({}), second.at(-1)?.upTo)).toHaveLength(1);
  });

  test('When nobody reads on, then nothing more is read, and a reader that leaves ends it', async () => {
    const t = await TestLedger.open();
    await insertTransactions(t, await t.wallet({ balance: 1 }), 1_000);
    const executed = jest.spyOn(t.storage.reader.getConnection(), 'execute');
    const pieces = writeExport(t.storage.reader.fork(), transactionExport({}), { format: 'csv' });
    await pieces.next();
    expect(executed).toHaveBeenCalledTimes(0);
    await pieces.next();
    const statements = executed.mock.calls.length;
    // Anything that the export did by itself would run while this command is served.
    await t.ledger.submit(depositTo(await t.wallet(), 5));
    expect(executed).toHaveBeenCalledTimes(statements);
    await pieces.return(undefined);
    expect(await pieces.next()).toEqual({ done: true, value: undefined });
    expect(executed).toHaveBeenCalledTimes(statements);
  });
});

describe('A line', () => {
  const columns = [
    { name: 'id', kind: 'id' },
    { name: 'amount', kind: 'amount' },
    { name: 'description', kind: 'text' },
    { name: 'metadata', kind: 'json' },
  ] as const;

  test('of CSV is quoted as RFC 4180 says, and nothing in it is a formula', () => {
    const { csv } = FORMATS;
    expect(csv.head(columns)).toBe('\uFEFFid,amount,description,metadata\r\n');
    const written = (text: string | null) => csv.lines(columns, [['1', '-12.50', text, null]]);
    expect(written(null)).toBe('1,-12.50,,\r\n');
    expect(written('Rent, "May"')).toBe('1,-12.50,"Rent, ""May""",\r\n');
    for (const formula of ['=1+1', '+1', '-1+1', '@sum(A1)', '\tx', '＝1+1', '＋1', '－1', '＠x', '﹦x']) {
      expect(written(formula)).toBe(`1,-12.50,'${formula},\r\n`);
    }
    // A plain number is what it is, below zero as well.
    expect(written('-1')).toBe('1,-12.50,-1,\r\n');
    for (const unseen of ['\u200b', '\u00ad', '\u2060', ' \u061c']) {
      expect(written(`${unseen}=1`)).toBe(`1,-12.50,'${unseen}=1,\r\n`);
    }
    expect(written('=HYPERLINK("http://example.com","x")')).toBe(
      `1,-12.50,"'=HYPERLINK(""http://example.com"",""x"")",\r\n`,
    );
    expect(csv.lines(columns, [['1', '5', 'a', { a: '=1' }]])).toBe('1,5,a,"{""a"":""=1""}"\r\n');
  });

  test.each(['\n', '\r', '\r\n'])(
    'When somebody wrote %j within a text, then CSV has it within quotes, and no formula behind it',
    (lineBreak) => {
      const text = `Rent${lineBreak}=1+1`;
      expect(FORMATS.csv.lines(columns, [['1', '-12.50', text, null]])).toBe(`1,-12.50,"${text}",\r\n`);
      expect(FORMATS.csv.lines(columns, [['1', '-12.50', `${lineBreak}=1`, null]])).toBe(
        `1,-12.50,"'${lineBreak}=1",\r\n`,
      );
    },
  );

  test('of NDJSON is an object with every column, and what people wrote is as they wrote it', () => {
    const { ndjson } = FORMATS;
    expect(ndjson.head(columns)).toBe('');
    expect(
      ndjson.lines(columns, [
        ['1', '-12.50', '=1', { a: 1 }],
        ['2', '5', null, null],
      ]),
    ).toBe(
      '{"id":"1","amount":"-12.50","description":"=1","metadata":{"a":1}}\n' +
        '{"id":"2","amount":"5","description":null,"metadata":null}\n',
    );
  });
});
