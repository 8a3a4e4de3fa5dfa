import { beforeAll, describe, expect, test } from '@jest/globals';
import { useApi, type Client, type User } from '../../../support/api.js';
import { books } from '../../../support/books.js';

const api = useApi();
let amina: User;
let analyst: User;
let operator: User;

beforeAll(async () => {
  amina = await api.customer('Amina');
  [analyst, operator] = [await api.staff('ANALYST'), await api.staff('OPERATOR')];
});

async function codeOf(
  client: Client,
  query: string,
  variables: Readonly<Record<string, unknown>>,
): Promise<unknown> {
  return (await client.graphql(query, variables)).at('errors.0.extensions.code');
}

describe('A review rule', () => {
  const SET = `mutation ($amount: Decimal, $reason: String = "Fraud") {
    setReviewRule(currency: KES, withdrawalsAbove: $amount, reason: $reason) { withdrawalsAbove { amount } } }`;

  test('When an operator sets it, then staff see it; without an amount it is gone', async () => {
    expect((await operator.graphql(SET, { amount: '250.00' })).at('data.setReviewRule')).toEqual({
      withdrawalsAbove: { amount: '250.00' },
    });
    const terms = '{ settlementTerms { settlement pendingDays reviewRules { currency } } }';
    expect((await analyst.graphql(terms)).at('data.settlementTerms')).toMatchObject({
      pendingDays: 7,
      reviewRules: [{ currency: 'KES' }],
    });
    expect(await codeOf(amina, terms, {})).toBe('FORBIDDEN');
    expect((await operator.graphql(SET, {})).body).toEqual({
      data: { setReviewRule: { withdrawalsAbove: null } },
    });
    expect((await analyst.graphql(terms)).at('data.settlementTerms.reviewRules')).toEqual([]);
  });

  test('When anybody else tries, or the input is wrong, then nothing changes', async () => {
    const before = await books(api.storage);
    for (const client of [amina, analyst]) {
      expect(await codeOf(client, SET, { amount: '1' })).toBe('FORBIDDEN');
    }
    expect(await codeOf(operator, SET, { amount: '-1' })).toBe('INVALID_AMOUNT');
    expect(await codeOf(operator, SET, { amount: '1.001' })).toBe('INVALID_AMOUNT');
    expect(await codeOf(operator, SET, { amount: '1', reason: ' ' })).toBe('BAD_USER_INPUT');
    expect(await books(api.storage)).toEqual(before);
  });
});
