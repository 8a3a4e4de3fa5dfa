import { describe, expect, test } from '@jest/globals';
import { batchInput, readBatch, rowProblem, totalOf } from '../../../dashboard/src/lib/console/batch.js';
import { outcomeLines } from '../../../dashboard/src/lib/console/batch-outcomes.js';
import { BatchStore, type SentBatch } from '../../../dashboard/src/lib/console/batch-store.js';

const source = { id: '01900000-0000-7000-8000-000000000001', currency: 'KES' } as const;
const row = { to: 'amina@example.com', amount: '12.50', currency: '', description: '', reference: '' };

describe('The file of a batch', () => {
  test('When columns are in any order, quoted and with a byte order mark, then every cell is read', () => {
    const text =
      '\uFEFFAmount,to,Description\r\n"12.50",amina@example.com,"Rent, ""May"""\r\n\r\n3,b@example.com,\n';
    expect(readBatch(text)).toEqual([
      { ...row, description: 'Rent, "May"' },
      { ...row, to: 'b@example.com', amount: '3' },
    ]);
  });

  test('When a spreadsheet divides by semicolons, then it is read as well', () => {
    expect(readBatch('to;amount;currency\namina@example.com;12.50;kes')).toEqual([
      { ...row, currency: 'KES' },
    ]);
  });

  test.each([
    ['to\na@example.com', 'there is no amount'],
    ['to,amount\n', 'no transfers'],
    ['to,amount\n"a@example.com,1', 'quotation mark'],
    [`to,amount\n${'a@example.com,1\n'.repeat(1_001)}`, 'at most'],
  ])('When a file is no batch, then it says why', (text, why) => {
    expect(() => readBatch(text)).toThrow(why);
  });
});

describe('A row of a batch', () => {
  test('When a row is right, then nothing is said against it and it is asked for as it is', () => {
    const toWallet = { ...row, to: '01900000-0000-7000-8000-000000000002', reference: 'R1' };
    expect([row, toWallet, { ...row, currency: 'KES' }].map((each) => rowProblem(each, source))).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    expect(batchInput([row, toWallet], source)).toEqual([
      { fromWalletId: source.id, toEmail: row.to, amount: '12.50', currency: 'KES' },
      { fromWalletId: source.id, toWalletId: toWallet.to, amount: '12.50', currency: 'KES', reference: 'R1' },
    ]);
    expect(totalOf([row, toWallet, { ...row, amount: 'much' }], source)).toBe(2_500n);
  });

  test.each([
    [{ to: 'amina' }, 'email or the id'],
    [{ to: source.id }, 'comes from'],
    [{ currency: 'USD' }, 'holds KES'],
    [{ amount: '1.234' }, 'digits'],
    [{ amount: '' }, 'amount'],
    [{ description: 'x'.repeat(281) }, 'description'],
    [{ reference: 'x'.repeat(141) }, 'reference'],
  ])('When a row breaks a rule of the server, then it says which one', (changed, why) => {
    expect(rowProblem({ ...row, ...changed }, source)?.toLowerCase()).toContain(why.toLowerCase());
  });
});

test('When a batch is sent, then exactly it can be sent again, by its user alone, until its outcome is known', () => {
  const kept = new Map<string, string>();
  const storage = {
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, value: string) => void kept.set(name, value),
    removeItem: (name: string) => void kept.delete(name),
  };
  const store = new BatchStore('u1', storage);
  const batch: SentBatch = { key: 'k1', mode: 'EACH', source, rows: [row] };
  store.save(batch);
  expect(new BatchStore('u1', storage).unsettled()).toEqual(batch);
  expect(new BatchStore('u2', storage).unsettled()).toBeUndefined();
  store.forget();
  expect(store.unsettled()).toBeUndefined();
});

test('When outcomes are saved, then each line of the file has its own', () => {
  const error = { code: 'NOT_FOUND', message: 'There is nobody' };
  const items = [
    { transaction: { id: 't1' }, error: null },
    { transaction: null, error },
  ];
  expect(outcomeLines([row, { ...row, to: 'b@example.com' }], items).slice(1)).toEqual([
    'amina@example.com,12.50,,,,transferred,t1,\r\n',
    'b@example.com,12.50,,,,NOT_FOUND,,There is nobody\r\n',
  ]);
});
