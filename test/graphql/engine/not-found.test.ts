import { beforeAll, describe, expect, test } from '@jest/globals';
import { v4, v7 } from 'uuid';
import type { Answer } from '../../support/answer.js';
import { useApi, type User } from '../../support/api.js';

const api = useApi();
let amina: User;
let brian: User;
let operator: User;
let wallet: string;
let foreign: string;

beforeAll(async () => {
  [amina, brian] = [await api.customer('Amina'), await api.customer('Brian')];
  operator = await api.staff('OPERATOR');
  wallet = await amina.wallet({ balance: '50.00' });
  foreign = await brian.wallet({ currency: 'UGX', balance: '50' });
});

const told = (answer: Answer) => [
  answer.at('errors.0.extensions.code') ?? answer.at('code'),
  answer.at('errors.0.extensions.details') ?? answer.at('details'),
];

describe('What was not found', () => {
  test.each([
    ['recipient', { toEmail: 'nobody@example.com' }],
    ['recipient', { toEmail: 'BRIAN' }],
    ['wallet', { toWalletId: v7() }],
  ])('is told of a transfer, a preview and a batch, over both APIs: %s', async (what, asked) => {
    const to = 'toEmail' in asked && asked.toEmail === 'BRIAN' ? { toEmail: brian.email } : asked;
    const input = { fromWalletId: wallet, ...to, amount: '1.00', currency: 'KES' };
    const details = { what, field: Object.keys(to)[0] };
    const variables = { input, key: v4() };

    for (const document of [
      'mutation ($input: TransferInput!, $key: String!) { transfer(input: $input, idempotencyKey: $key) { replayed } }',
      'query ($input: TransferInput!) { previewTransfer(input: $input) { status } }',
    ]) {
      expect(told(await amina.graphql(document, variables))).toEqual(['NOT_FOUND', details]);
    }
    expect(told(await amina.post('/api/transfers', input))).toEqual(['NOT_FOUND', details]);
    const batch = `mutation ($input: TransferInput!, $key: String!) {
      transferBatch(mode: EACH, input: [$input], idempotencyKey: $key) { batch { items { error { code details } } } } }`;
    expect((await amina.graphql(batch, variables)).at('data.transferBatch.batch.items.0.error')).toEqual({
      code: 'NOT_FOUND',
      details,
    });
    const whole = await amina.graphql(batch.replace('EACH', 'ATOMIC'), { ...variables, key: v4() });
    expect(told(whole)).toEqual(['NOT_FOUND', { ...details, index: 0 }]);
  });

  test.each([
    ['walletId', 'deposit', 'DepositInput', '/api/deposits'],
    ['walletId', 'withdraw', 'WithdrawInput', '/api/withdrawals'],
    ['fromWalletId', 'transfer', 'TransferInput', '/api/transfers'],
  ])('is the wallet of %s of %s, missing or somebody else’s alike', async (field, name, type, path) => {
    const document = `mutation ($input: ${type}!, $key: String!) {
      ${name}(input: $input, idempotencyKey: $key) { replayed } }`;
    const more = field === 'fromWalletId' ? { toWalletId: wallet } : {};
    const ask = async (id: string) => {
      const input = { [field]: id, ...more, amount: '1', currency: 'UGX' };
      return [await amina.graphql(document, { input, key: v4() }), await amina.post(path, input)];
    };

    const [missing, theirs] = [await ask(v7()), await ask(foreign)];
    for (const answer of [...missing, ...theirs]) {
      expect(told(answer)).toEqual(['NOT_FOUND', { what: 'wallet', field }]);
    }
    const words = (answers: readonly Answer[]) => answers.map(({ body }) => body);
    expect(JSON.stringify(words(theirs))).toBe(JSON.stringify(words(missing)));
  });

  test.each([
    ['wallet', 'id', 'query ($id: ID!) { wallet(id: $id) { id } }'],
    ['transaction', 'id', 'query ($id: ID!) { transaction(id: $id) { id } }'],
    ['entry', 'id', 'query ($id: ID!) { entry(id: $id) { id } }'],
    ['batch', 'id', 'query ($id: ID!) { transferBatch(id: $id) { id } }'],
    ['user', 'id', 'query ($id: ID!) { user(id: $id) { id } }'],
    [
      'wallet',
      'walletId',
      'query ($id: ID!) { statement(walletId: $id, from: "2020-01-01T00:00:00Z", to: "2021-01-01T00:00:00Z") { from } }',
    ],
    ['wallet', 'id', 'mutation ($id: ID!) { freezeWallet(id: $id, reason: "Why") { replayed } }'],
    ['user', 'id', 'mutation ($id: ID!) { suspendUser(id: $id, reason: "Why") { replayed } }'],
    [
      'transaction',
      'id',
      'mutation ($id: ID!) { reverseTransaction(id: $id, reason: "Why", idempotencyKey: "none") { replayed } }',
    ],
    ['apiToken', 'id', 'mutation ($id: ID!) { revokeApiToken(id: $id, reason: "Why") }'],
  ])('is the %s of the argument %s: %s', async (what, field, document) => {
    expect(told(await operator.graphql(document, { id: v7() }))).toEqual(['NOT_FOUND', { what, field }]);
  });

  test('is a key, or a path, where REST alone can miss it', async () => {
    expect(told(await amina.get('/api/idempotency-keys/unused'))).toEqual([
      'NOT_FOUND',
      { what: 'idempotencyKey' },
    ]);
    expect(told(await amina.get('/api/nowhere'))).toEqual(['NOT_FOUND', { what: 'path' }]);
    expect(told(await amina.get(`/api/wallets/${foreign}`))).toEqual([
      'NOT_FOUND',
      { what: 'wallet', field: 'id' },
    ]);
  });
});
