import { describe, expect, test } from '@jest/globals';
import { useApi } from '../../../support/api.js';

const api = useApi();

const STATE =
  'balance { posted { amount } available { amount } } transactions { nodes { id } } entries { nodes { sequence } }';

describe('Each mutation of a document', () => {
  test('answers with the state that it has left, not with what one before it had read', async () => {
    const user = await api.customer();
    const walletId = await user.wallet();

    const answer = await user.graphql(
      `mutation ($w: ID!) {
        first: deposit(input: { walletId: $w, amount: "10", currency: KES }, idempotencyKey: "1") {
          transaction { destination { wallet { ${STATE} } } }
        }
        second: withdraw(input: { walletId: $w, amount: "4", currency: KES }, idempotencyKey: "2") {
          transaction { source { wallet { ${STATE} } } }
        }
        third: deposit(input: { walletId: $w, amount: "10", currency: KES }, idempotencyKey: "1") {
          replayed
          transaction { destination { wallet { ${STATE} } } }
        }
      }`,
      { w: walletId },
    );

    const state = (amount: string, ...sequences: number[]) => ({
      balance: { posted: { amount }, available: { amount } },
      transactions: { nodes: sequences.map(() => ({ id: expect.any(String) })) },
      entries: { nodes: sequences.map((sequence) => ({ sequence })) },
    });
    expect(answer.at('data.first.transaction.destination.wallet')).toEqual(state('10.00', 1));
    expect(answer.at('data.second.transaction.source.wallet')).toEqual(state('6.00', 2, 1));
    // The outcome of a replay is pinned, and shown as it is now.
    expect(answer.at('data.third.replayed')).toBe(true);
    expect(answer.at('data.third.transaction.destination.wallet')).toEqual(state('6.00', 2, 1));
  });

  test('stops at the first that fails, and what came before it stays', async () => {
    const user = await api.customer();
    const walletId = await user.wallet({ balance: '5.00' });

    const answer = await user.graphql(
      `mutation ($w: ID!) {
        first: withdraw(input: { walletId: $w, amount: "4", currency: KES }, idempotencyKey: "a") { replayed }
        second: withdraw(input: { walletId: $w, amount: "4", currency: KES }, idempotencyKey: "b") { replayed }
        third: withdraw(input: { walletId: $w, amount: "1", currency: KES }, idempotencyKey: "c") { replayed }
      }`,
      { w: walletId },
    );

    expect(answer.at('data')).toBeNull();
    expect(answer.list('errors')).toEqual([
      expect.objectContaining({
        path: ['second'],
        extensions: expect.objectContaining({ code: 'INSUFFICIENT_FUNDS' }),
      }),
    ]);
    const wallet = await user.graphql(
      'query ($w: ID!) { wallet(id: $w) { balance { posted { amount } } } }',
      { w: walletId },
    );
    expect(wallet.at('data.wallet.balance.posted.amount')).toBe('1.00');
    const keys = await user.graphql(
      '{ b: idempotencyKey(key: "b") { rejection { code } } c: idempotencyKey(key: "c") { key } }',
    );
    expect(keys.body).toEqual({ data: { b: { rejection: { code: 'INSUFFICIENT_FUNDS' } }, c: null } });
  });

  test('is asked by whoever the one before it has signed in', async () => {
    const input = '{ email: "fresh@example.com", displayName: "Fresh", password: "a long password" }';

    const answer = await api.stranger.graphql(
      `mutation {
        register(input: ${input}) { user { wallets { nodes { id } } } }
        createWallet(input: { name: "First", currency: KES }) { owner { email wallets { nodes { name } } } }
      }`,
    );

    expect(answer.body).toEqual({
      data: {
        register: { user: { wallets: { nodes: [] } } },
        createWallet: { owner: { email: 'fresh@example.com', wallets: { nodes: [{ name: 'First' }] } } },
      },
    });
  });
});
