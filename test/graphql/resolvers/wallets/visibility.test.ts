import { beforeAll, describe, expect, test } from '@jest/globals';
import { v7 } from 'uuid';
import { useApi, type Client, type User } from '../../../support/api.js';

const api = useApi();
let amina: User;
let brian: User;
let carol: User;
let operator: User;
let fund: string;
let boat: string;
let transfer: string;

beforeAll(async () => {
  [amina, brian, carol] = [
    await api.customer('Amina'),
    await api.customer('Brian'),
    await api.customer('Carol'),
  ];
  operator = await api.staff('OPERATOR');
  fund = await amina.wallet({ name: 'Divorce fund', balance: '100.00' });
  boat = await brian.wallet({ name: 'Boat' });
  transfer = (await amina.transfer(fund, boat, '40.00', { key: 'gift' })).id;
});

async function codeOf(client: Client, query: string, variables = {}): Promise<unknown> {
  const answer = await client.graphql(query, variables);
  return answer.at('errors.0.extensions.code');
}

describe('Another customer’s object', () => {
  test('answers exactly as one that does not exist', async () => {
    const wallet = async (id: string) =>
      (await brian.graphql('query ($id: ID!) { wallet(id: $id) { id } }', { id })).body;
    const transaction = async (client: Client, id: string) =>
      (await client.graphql('query ($id: ID!) { transaction(id: $id) { id } }', { id })).body;

    expect(await wallet(fund)).toEqual(await wallet(v7()));
    expect(await wallet(fund)).toMatchObject({
      data: { wallet: null },
      errors: [{ extensions: { code: 'NOT_FOUND' } }],
    });
    expect(await transaction(carol, transfer)).toEqual(await transaction(carol, v7()));
    expect(await transaction(carol, transfer)).toMatchObject({
      errors: [{ extensions: { code: 'NOT_FOUND' } }],
    });
    expect(await wallet('not an id')).toMatchObject({ errors: [{ extensions: { code: 'NOT_FOUND' } }] });
  });

  test('is in no list, whatever is filtered for', async () => {
    const filters = [
      {},
      { ownerId: amina.id },
      { search: 'Divorce' },
      { search: fund },
      { kind: ['TREASURY'] },
    ];
    for (const filter of filters) {
      const answer = await carol.graphql(
        'query ($f: WalletFilter) { wallets(filter: $f) { nodes { id } } }',
        { f: filter },
      );
      expect(answer.body).toEqual({ data: { wallets: { nodes: [] } } });
    }
    for (const filter of [{}, { walletId: fund }, { search: transfer }]) {
      const query = 'query ($f: TransactionFilter) { transactions(filter: $f) { nodes { id } } }';
      expect((await carol.graphql(query, { f: filter })).body).toEqual({
        data: { transactions: { nodes: [] } },
      });
    }
  });

  test('cannot be used: commands on it find nothing', async () => {
    const input = { walletId: fund, amount: '1.00', currency: 'KES' };
    const deposit =
      'mutation ($input: DepositInput!) { deposit(input: $input, idempotencyKey: "a") { replayed } }';
    const withdraw =
      'mutation ($input: WithdrawInput!) { withdraw(input: $input, idempotencyKey: "b") { replayed } }';
    const send =
      'mutation ($input: TransferInput!) { transfer(input: $input, idempotencyKey: "c") { replayed } }';

    expect(await codeOf(brian, deposit, { input })).toBe('NOT_FOUND');
    expect(await codeOf(brian, withdraw, { input })).toBe('NOT_FOUND');
    expect(
      await codeOf(brian, send, {
        input: { fromWalletId: fund, toWalletId: boat, amount: '1.00', currency: 'KES' },
      }),
    ).toBe('NOT_FOUND');
  });
});

describe('An idempotency key', () => {
  test('tells its own user what it stands for, and others that it is free', async () => {
    const query = '{ idempotencyKey(key: "gift") { operation transaction { id } rejection { code } } }';

    expect((await amina.graphql(query)).at('data.idempotencyKey')).toEqual({
      operation: 'transfer',
      transaction: { id: transfer },
      rejection: null,
    });
    for (const client of [brian, operator])
      expect((await client.graphql(query)).body).toEqual({ data: { idempotencyKey: null } });
    expect(await codeOf(api.stranger, query)).toBe('UNAUTHENTICATED');
  });
});
