import { BAD, times, type GraphqlCase, type Victims } from './hostile-input.js';

/** Mutations that are expensive, or that the customer may not make. */
export function hostileWrites({ wallet, otherWallet, strangersWallet }: Victims): readonly GraphqlCase[] {
  const good = { fromWalletId: wallet, toWalletId: otherWallet, amount: '0.01', currency: 'KES' };
  const deposit = { walletId: wallet, amount: '1.00', currency: 'KES' };
  return [
    [
      'ten batches in one document',
      'customer',
      `mutation ($i: [TransferInput!]!) { ${times(10, (i) => `a${i}: transferBatch(input: $i, mode: EACH, idempotencyKey: "k${i}") { replayed }`)} }`,
      { i: Array(1_000).fill(good) },
      BAD,
    ],
    [
      'sixty deposits in one document',
      'customer',
      `mutation ($i: DepositInput!) { ${times(60, (i) => `a${i}: deposit(input: $i, idempotencyKey: "k${i}") { replayed }`)} }`,
      { i: deposit },
      BAD,
    ],
    [
      'two passwords in one document',
      'stranger',
      `mutation { ${times(2, (i) => `a${i}: login(input: { email: "a@example.com", password: "xxxxxxxx${i}" }) { token }`)} }`,
      {},
      BAD,
    ],
    [
      'forty registrations in one document',
      'stranger',
      `mutation { ${times(20, (i) => `a${i}: register(input: { email: "x${i}@example.com", displayName: "X", password: "a long password" }) { token }`)} }`,
      {},
      BAD,
    ],
    [
      'an idempotency key of 30 kB',
      'customer',
      `mutation ($i: DepositInput!) { deposit(input: $i, idempotencyKey: "${'k'.repeat(30_000)}") { replayed } }`,
      { i: deposit },
      ['IDEMPOTENCY_KEY_INVALID'],
    ],
    [
      'an idempotency key of a line feed',
      'customer',
      'mutation ($i: DepositInput!) { deposit(input: $i, idempotencyKey: "a\\nb") { replayed } }',
      { i: deposit },
      ['IDEMPOTENCY_KEY_INVALID'],
    ],
    [
      'an operator’s act by a customer',
      'customer',
      `mutation { freezeWallet(id: "${strangersWallet}", reason: "mine") { wallet { id } } }`,
      {},
      ['FORBIDDEN'],
    ],
    [
      'money out of somebody else’s wallet',
      'customer',
      `mutation { transfer(input: { fromWalletId: "${strangersWallet}", toWalletId: "${wallet}", amount: "1.00", currency: KES }, idempotencyKey: "steal") { replayed } }`,
      {},
      ['NOT_FOUND'],
    ],
    [
      'more than there is',
      'customer',
      `mutation { withdraw(input: { walletId: "${wallet}", amount: "999999999.00", currency: KES }, idempotencyKey: "more") { replayed } }`,
      {},
      ['INSUFFICIENT_FUNDS'],
    ],
  ];
}
