import { describe, expect, test } from '@jest/globals';
import {
  batchInput,
  rowProblem,
  totalOf,
  type BatchRow,
} from '../../../../../dashboard/src/console/batch/rows/batch.js';
import { outcomeLines } from '../../../../../dashboard/src/console/batch/sending/batch-outcomes.js';
import { batchKey, type BatchOrder } from '../../../../../dashboard/src/console/batch/sending/batch-key.js';
import {
  BatchStore,
  type SentBatch,
} from '../../../../../dashboard/src/console/batch/sending/batch-store.js';

const source = { id: '01900000-0000-7000-8000-000000000001', currency: 'KES' } as const;
const row = {
  line: 2,
  to: 'amina@example.com',
  amount: '12.50',
  currency: '',
  description: '',
  reference: '',
};

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

/** A browser's storage. */
class Entries {
  readonly #entries = new Map<string, string>();
  get length() {
    return this.#entries.size;
  }
  key = (index: number) => [...this.#entries.keys()][index] ?? null;
  getItem = (name: string) => this.#entries.get(name) ?? null;
  setItem = (name: string, value: string) => void this.#entries.set(name, value);
  removeItem = (name: string) => void this.#entries.delete(name);
}

describe('What was sent', () => {
  const batch: SentBatch = { key: 'k1', mode: 'EACH', source, label: '', rows: [row] };

  test('When batches are sent, then each can be sent again as it was, by its user alone, until its outcome is known', () => {
    const storage = new Entries();
    const store = new BatchStore('u1', storage);
    const other = { ...batch, key: 'k2', label: 'June' };
    store.save(batch);
    store.save(other);
    expect(new BatchStore('u1', storage).unsettled()).toEqual([batch, other]);
    expect(new BatchStore('u2', storage).unsettled()).toEqual([]);
    store.forget('k1');
    expect(store.unsettled()).toEqual([other]);
  });

  test('When an earlier version had left one, then it is found and forgotten like any other', () => {
    const storage = new Entries();
    const { line: _, ...plain } = row;
    storage.setItem('nissmart-batch-u1', JSON.stringify({ key: 'k0', mode: 'EACH', source, rows: [plain] }));
    const store = new BatchStore('u1', storage);
    expect(store.unsettled()).toEqual([{ ...batch, key: 'k0', rows: [{ ...row, line: 0 }] }]);
    store.forget('k0');
    expect(storage.length).toBe(0);
  });
});

describe('The key of a batch', () => {
  const order: BatchOrder = { mode: 'EACH', source, label: '', rows: [row, { ...row, to: 'b@example.com' }] };

  test('When a file is written in another way, then its key is the same', async () => {
    const [first, second] = order.rows as [BatchRow, BatchRow];
    const key = await batchKey(order, 1);
    expect(key).toMatch(/^batch-[0-9a-f]{64}$/);
    const rows = [{ ...first, line: 9, amount: '12.5', to: 'AMINA@example.com', currency: 'KES' }, second];
    expect(await batchKey({ ...order, rows }, 1)).toBe(key);
  });

  test('When anything that is paid differs, then its key does', async () => {
    const [first, second] = order.rows as [BatchRow, BatchRow];
    const keys = await Promise.all([
      batchKey(order, 1),
      batchKey(order, 2),
      batchKey({ ...order, label: 'June' }, 1),
      batchKey({ ...order, mode: 'ATOMIC' }, 1),
      batchKey({ ...order, source: { ...source, id: '01900000-0000-7000-8000-000000000009' } }, 1),
      batchKey({ ...order, rows: [first] }, 1),
      batchKey({ ...order, rows: [second, first] }, 1),
      batchKey({ ...order, rows: [first, { ...second, amount: '12.51' }] }, 1),
      batchKey({ ...order, rows: [first, { ...second, description: 'x' }] }, 1),
      batchKey({ ...order, rows: [first, { ...second, reference: 'x' }] }, 1),
    ]);
    expect(new Set(keys).size).toBe(keys.length);
  });
});

test('When outcomes are saved, then each transfer has its own', () => {
  const item = {
    index: 0,
    to: 'amina@example.com',
    amount: { amount: '12.50', currency: 'KES' } as const,
    description: null,
    reference: null,
    transaction: { id: 't1' },
    error: null,
  };
  const error = { code: 'NOT_FOUND', message: 'There is nobody', details: {} } as const;
  expect(
    outcomeLines([item, { ...item, index: 1, to: 'b@example.com', transaction: null, error }]).slice(1),
  ).toEqual([
    'amina@example.com,12.50,KES,,,transferred,t1,\r\n',
    'b@example.com,12.50,KES,,,NOT_FOUND,,There is nobody\r\n',
  ]);
});
