import { beforeAll, describe, expect, test } from '@jest/globals';
import { useApi, type User } from '../support/api.js';
import { books } from '../support/books.js';

const api = useApi();
let amina: User;
let kes: string;
let jpy: string;

beforeAll(async () => {
  amina = await api.customer();
  kes = await amina.wallet({ balance: '100.00' });
  jpy = await amina.wallet({ currency: 'JPY', balance: '100' });
});

describe.each(['deposit', 'withdraw'] as const)('The amount of a %s', (operation) => {
  test.each([
    ['zero', '0', 'KES'],
    ['zero with a fraction', '0.00', 'KES'],
    ['less than zero', '-1', 'KES'],
    ['with a plus sign', '+1', 'KES'],
    ['with an exponent', '1e3', 'KES'],
    ['with more digits than the currency has', '1.234', 'KES'],
    ['with more zeros than the currency has', '1.000', 'KES'],
    ['with a fraction where the currency has none', '1.0', 'JPY'],
    ['in other than ASCII digits', '٣', 'KES'],
    ['with leading zeros', '007', 'KES'],
    ['beyond what a number holds exactly', '9007199254740993', 'KES'],
    ['one unit beyond the most', '10000000000000.00', 'KES'],
    ['with nothing before the point', '.5', 'KES'],
    ['with nothing after the point', '5.', 'KES'],
    ['with a comma', '1,50', 'KES'],
    ['with spaces', ' 1.00 ', 'KES'],
    ['with a line break', '1.00\n', 'KES'],
    ['in hexadecimal', '0x10', 'KES'],
    ['no number', 'NaN', 'KES'],
    ['empty', '', 'KES'],
  ])('is refused when it is %s', async (_what, amount, currency) => {
    const before = await books(api.storage);

    const answer = await amina[operation](currency === 'JPY' ? jpy : kes, amount, { currency });

    expect(answer.status).toBe(422);
    expect(answer.body).toMatchObject({
      type: '/api/errors/INVALID_AMOUNT',
      code: 'INVALID_AMOUNT',
      retryable: false,
      details: { currency, fractionDigits: currency === 'JPY' ? 0 : 2 },
    });
    expect(await books(api.storage)).toEqual(before);
  });

  test.each([
    ['a JSON number', 12.5],
    ['a whole JSON number', 5],
    ['a boolean', true],
    ['a list', ['1.00']],
    ['an object', { amount: '1.00', currency: 'KES' }],
    ['null', null],
  ])('is bad input when it is %s', async (_what, amount) => {
    const before = await books(api.storage);

    const answer = await amina[operation](kes, amount);

    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({
      code: 'BAD_USER_INPUT',
      retryable: false,
      details: { field: 'amount' },
    });
    expect(answer.text('detail')).toMatch(/^amount/);
    expect(answer.text('detail')).not.toContain('$');
    expect(await books(api.storage)).toEqual(before);
  });

  test.each([
    ['0.01', '0.01', 'KES'],
    ['1', '1.00', 'KES'],
    ['1.5', '1.50', 'KES'],
    ['7', '7', 'JPY'],
  ])('may be written as %s and comes back as %s %s', async (amount, written, currency) => {
    const answer = await amina[operation](currency === 'JPY' ? jpy : kes, amount, { currency });

    expect(answer.status).toBe(201);
    expect(answer.at('amount.amount')).toBe(written);
  });
});
