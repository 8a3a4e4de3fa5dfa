import { beforeAll, describe, expect, test } from '@jest/globals';
import { useApi, type User } from '../support/api.js';
import { books } from '../support/books.js';
import { expectProblem } from '../support/problem.js';

const api = useApi();
let amina: User;
let wallet: string;

beforeAll(async () => {
  amina = await api.customer();
  wallet = await amina.wallet({ balance: '10.00' });
});

/** Maximum length of an answer, with everything that it repeats. */
const ANSWER_LENGTH_MAX = 2_000;
const LONG = 'n'.repeat(900_000);
const item = (more: object) => ({
  fromWalletId: wallet,
  toWalletId: wallet,
  amount: '1.00',
  currency: 'KES',
  ...more,
});
const batch = (...input: unknown[]) => ({ mode: 'EACH', input });

describe('A mistake in a batch of transfers', () => {
  test.each([
    ['an unknown field', { ...batch(item({})), [LONG]: 1 }],
    [
      'many unknown fields',
      Object.fromEntries(Array.from({ length: 50_000 }, (_, index) => [`n${index}`, 1])),
    ],
    ['an unknown field of an item', batch(item({ [LONG]: 1 }))],
    ['a currency that is none', batch(item({ currency: LONG }))],
    ['a recipient that is none', batch(item({ toWalletId: undefined, toEmail: `${LONG}@example.com` }))],
    ['an item that is a text', batch(LONG)],
    ['a mode that is none', { ...batch(item({})), mode: LONG }],
    ['items without anything', batch(...Array<object>(33_000).fill({}))],
    ['more items than it may have', batch(...Array<object>(8_000).fill(item({})))],
    ['half a character under a long name', batch(item({ metadata: { [LONG]: '\ud800' } }))],
    [
      'half a character in a recipient',
      batch(item({ toWalletId: undefined, toEmail: '\ud800@example.com' })),
    ],
  ])('by %s is told in few words, and nothing is done', async (_what, body) => {
    const before = await books(api.storage);
    const answer = await amina.post('/api/transfer-batches', body);

    expectProblem(answer, 400, 'BAD_USER_INPUT');
    expect(JSON.stringify(answer.body).length).toBeLessThan(ANSWER_LENGTH_MAX);
    expect(await books(api.storage)).toEqual(before);
  });

  test('names the item and the field that are wrong first', async () => {
    const answer = await amina.post(
      '/api/transfer-batches',
      batch(item({}), item({ amount: undefined }), {}),
    );

    expect(answer.at('details')).toEqual({ field: 'input', index: 1 });
    expect(answer.text('detail')).toMatch(/^input\[1\]: Field "amount" of required type/);
  });
});

describe('A mistake elsewhere', () => {
  const name = 'n'.repeat(14_000);

  test.each([
    `/api/wallets?${name}=1`,
    `/api/wallets?${Array.from({ length: 1_500 }, (_, index) => `n${index}=1`).join('&')}`,
    `/api/wallets?first=${name}`,
    `/api/transactions?type=${name}`,
    `/api/transactions?from=${name}`,
    `/api/exports/entries?format=${name}`,
  ])('is told in few words: %#', async (path) => {
    const answer = await (await api.staff('ANALYST')).get(path);

    expectProblem(answer, 400, 'BAD_USER_INPUT');
    expect(JSON.stringify(answer.body).length).toBeLessThan(ANSWER_LENGTH_MAX);
  });

  test('such as a path that leads nowhere is told in few words', async () => {
    const answer = await amina.get(`/api/${name}`);

    expectProblem(answer, 404, 'NOT_FOUND');
    expect(JSON.stringify(answer.body).length).toBeLessThan(ANSWER_LENGTH_MAX);
  });

  test('is told together with others of the same request, unless they are many', async () => {
    const answer = await amina.post('/api/deposits', { walletId: 1.5, a: 1, b: 2, c: 3, d: 4 });

    expect(answer.text('detail').split('; ')).toEqual([
      'There is no field a',
      'There is no field b',
      'There is no field c',
      'amount is required',
      'currency is required',
      expect.stringMatching(/^walletId: /),
    ]);
  });
});
