import { beforeAll, describe, expect, test } from '@jest/globals';
import { useApi, type User } from '../../../support/api.js';

const api = useApi();
let amina: User;
let brian: User;
let analyst: User;
let operator: User;
let fund: string;
let boat: string;
let transfer: string;

beforeAll(async () => {
  [amina, brian] = [await api.customer('Amina'), await api.customer('Brian')];
  [analyst, operator] = [await api.staff('ANALYST'), await api.staff('OPERATOR')];
  fund = await amina.wallet({ name: 'Divorce fund', balance: '100.00' });
  boat = await brian.wallet({ name: 'Boat' });
  transfer = (await amina.transfer(fund, boat, '40.00', { key: 'gift' })).id;
});

const TRANSACTION = `
  id type amount { amount }
  source { walletId kind name ownerName wallet { id name balance { posted { amount } } } }
  destination { walletId kind name ownerName wallet { id name balance { posted { amount } } } }
  entries { amount { amount } balanceAfter { amount } wallet { id owner { email } } transaction { id } }
  reversalOf { id } reversedBy { id }`;

describe('A transaction between two customers', () => {
  test('shows each of them their own side, and of the other no more than the name', async () => {
    const query = `query ($id: ID!) { transaction(id: $id) { ${TRANSACTION} } }`;

    expect((await brian.graphql(query, { id: transfer })).at('data.transaction')).toEqual({
      id: transfer,
      type: 'TRANSFER',
      amount: { amount: '40.00' },
      // Not "Divorce fund".
      source: { walletId: fund, kind: 'CUSTOMER', name: 'Amina', ownerName: 'Amina', wallet: null },
      destination: {
        walletId: boat,
        kind: 'CUSTOMER',
        name: 'Boat',
        ownerName: 'Brian',
        wallet: { id: boat, name: 'Boat', balance: { posted: { amount: '40.00' } } },
      },
      entries: [
        {
          amount: { amount: '40.00' },
          balanceAfter: { amount: '40.00' },
          wallet: { id: boat, owner: { email: brian.email } },
          transaction: { id: transfer },
        },
      ],
      reversalOf: null,
      reversedBy: null,
    });
    expect((await amina.graphql(query, { id: transfer })).at('data.transaction')).toMatchObject({
      source: { name: 'Divorce fund', wallet: { balance: { posted: { amount: '60.00' } } } },
      destination: { name: 'Brian', ownerName: 'Brian', wallet: null },
      entries: [{ amount: { amount: '-40.00' }, wallet: { id: fund } }],
    });
  });

  test('says no more by any other way to it', async () => {
    const nodes = `nodes { ${TRANSACTION} }`;
    const own = (
      await brian.graphql(`query ($id: ID!) { transaction(id: $id) { ${TRANSACTION} } }`, { id: transfer })
    ).at('data.transaction');
    const ways: [string, string][] = [
      [`{ transactions { ${nodes} } }`, 'data.transactions.nodes.0'],
      [
        `{ me { wallets { nodes { transactions { ${nodes} } } } } }`,
        'data.me.wallets.nodes.0.transactions.nodes.0',
      ],
      [
        `{ wallets(first: 5) { nodes { entries(first: 5) { nodes { transaction { ${TRANSACTION} } } } } } }`,
        'data.wallets.nodes.0.entries.nodes.0.transaction',
      ],
      [
        `{ wallets(first: 2) { nodes { entries(first: 2) { nodes { wallet { owner {
          wallets(first: 2) { edges { node { transactions(first: 2) { edges { node { ${TRANSACTION} } } } } } }
        } } } } } } }`,
        'data.wallets.nodes.0.entries.nodes.0.wallet.owner.wallets.edges.0.node.transactions.edges.0.node',
      ],
    ];

    for (const [query, path] of ways) {
      const answer = await brian.graphql(query);
      expect(answer.at('errors')).toBeUndefined();
      expect(answer.at(path)).toEqual(own);
    }
  });

  test('shows staff both sides', async () => {
    const query = `query ($id: ID!) { transaction(id: $id) { ${TRANSACTION} } }`;
    for (const staff of [analyst, operator]) {
      expect((await staff.graphql(query, { id: transfer })).at('data.transaction')).toMatchObject({
        source: {
          name: 'Divorce fund',
          ownerName: 'Amina',
          wallet: { balance: { posted: { amount: '60.00' } } },
        },
        destination: { name: 'Boat', ownerName: 'Brian', wallet: { id: boat } },
        entries: [{ amount: { amount: '-40.00' } }, { amount: { amount: '40.00' } }],
      });
    }
  });

  test('with the house shows its wallets’ names and nothing of their balances', async () => {
    const query = `{ transactions(filter: { type: [DEPOSIT] }) { nodes { source { kind name ownerName wallet { id } } entries { wallet { kind } } } } }`;

    expect((await amina.graphql(query)).at('data.transactions.nodes')).toEqual([
      {
        source: { kind: 'TREASURY', name: expect.any(String), ownerName: null, wallet: null },
        entries: [{ wallet: { kind: 'CUSTOMER' } }],
      },
    ]);
  });
});
