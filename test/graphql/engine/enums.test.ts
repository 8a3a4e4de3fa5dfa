import { beforeAll, describe, expect, test } from '@jest/globals';
import { v4 } from 'uuid';
import { useApi, type User } from '../../support/api.js';

const api = useApi();
let amina: User;
let operator: User;

beforeAll(async () => {
  [amina, operator] = [await api.customer('Amina'), await api.staff('OPERATOR')];
});

describe('The operation of a key', () => {
  const RECORD = 'query ($key: String!) { idempotencyKey(key: $key) { operation } }';

  test.each([
    ['freezeWallet', 'freezeWallet(id: "WALLET", reason: "Lost", idempotencyKey: "KEY")'],
    ['closeWallet', 'closeWallet(id: "WALLET", idempotencyKey: "KEY")'],
    ['suspendUser', 'suspendUser(id: "USER", reason: "Fraud", idempotencyKey: "KEY")'],
    ['reverseTransaction', 'reverseTransaction(id: "TRANSACTION", reason: "Wrong", idempotencyKey: "KEY")'],
  ])('is spelt as the mutation is, in records and refusals of both APIs: %s', async (name, asked) => {
    const key = v4();
    const wallet = await amina.wallet();
    const moved = await amina.deposit(await amina.wallet(), '5.00');
    const { id: user } = await api.customer();
    const document = asked
      .replace('WALLET', wallet)
      .replace('USER', user)
      .replace('TRANSACTION', moved.id)
      .replace('KEY', key);

    expect((await operator.graphql(`mutation { ${document} { replayed } }`)).at('errors')).toBeUndefined();
    expect((await operator.graphql(RECORD, { key })).at('data.idempotencyKey.operation')).toBe(name);
    const overRest = await operator.get(`/api/idempotency-keys/${key}`);
    expect(overRest.at('operation')).toBe(name);
    const refused = await operator.graphql(`mutation {
      unfreezeWallet(id: "${wallet}", idempotencyKey: "${key}") { replayed } }`);
    expect(refused.at('errors.0.extensions')).toMatchObject({
      code: 'IDEMPOTENCY_KEY_REUSED',
      details: { operation: name },
    });
    const refusedOverRest = await operator.post(`/api/wallets/${wallet}/unfreeze`, {}, { key });
    expect(refusedOverRest.at('details.operation')).toBe(name);
  });
});

describe('Declines', () => {
  test('When anything is declined, then the list says which mutation it was, and the filter takes its code', async () => {
    const wallet = await amina.wallet({ balance: '3.00' });
    await amina.withdraw(wallet, '9.00');
    await amina.graphql(`mutation { closeWallet(id: "${wallet}", idempotencyKey: "${v4()}") { replayed } }`);
    const list =
      'query ($code: [ErrorCode!]) { declines(filter: { code: $code }) { nodes { operation rejection { code } } } }';

    expect((await operator.graphql(list)).at('data.declines.nodes')).toEqual([
      { operation: 'closeWallet', rejection: { code: 'INVALID_STATE' } },
      { operation: 'withdraw', rejection: { code: 'INSUFFICIENT_FUNDS' } },
    ]);
    const some = await operator.graphql(list, { code: ['INSUFFICIENT_FUNDS'] });
    expect(some.list('data.declines.nodes')).toHaveLength(1);
    const misspelt = await operator.graphql(list, { code: ['INSUFICIENT_FUNDS'] });
    expect(misspelt.at('errors.0.extensions.code')).toBe('BAD_USER_INPUT');
  });
});

test('When the terms of settlement are asked for, then they are spelt as the configuration spells them', async () => {
  const terms = await operator.graphql('{ settlementTerms { settlement } }');

  expect(terms.at('data.settlementTerms.settlement')).toBe('instant');
});
