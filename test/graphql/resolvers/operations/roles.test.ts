import { beforeAll, describe, expect, test } from '@jest/globals';
import { v7 } from 'uuid';
import { useApi, type Client, type User } from '../../../support/api.js';

const api = useApi();
let amina: User;
let analyst: User;
let operator: User;

beforeAll(async () => {
  amina = await api.customer('Amina');
  await amina.wallet({ name: 'Divorce fund', balance: '100.00' });
  [analyst, operator] = [await api.staff('ANALYST'), await api.staff('OPERATOR')];
});

async function codeOf(client: Client, query: string): Promise<unknown> {
  return (await client.graphql(query)).at('errors.0.extensions.code');
}

describe('A role', () => {
  const STAFF_ONLY = [
    '{ users { nodes { id } } }',
    `{ user(id: "${v7()}") { id } }`,
    '{ adminSummary { asOf } }',
  ];
  const SIGNED_IN = [
    '{ wallets { nodes { id } } }',
    '{ transactions { nodes { id } } }',
    '{ wallet(id: "1") { id } }',
    '{ transaction(id: "1") { id } }',
  ];
  const WRITING = [
    'mutation { createWallet(input: { name: "A", currency: KES }) { id } }',
    'mutation { deposit(input: { walletId: "1", amount: "1", currency: KES }, idempotencyKey: "k") { replayed } }',
    'mutation { withdraw(input: { walletId: "1", amount: "1", currency: KES }, idempotencyKey: "k") { replayed } }',
    'mutation { transfer(input: { fromWalletId: "1", toWalletId: "2", amount: "1", currency: KES }, idempotencyKey: "k") { replayed } }',
  ];

  test.each(STAFF_ONLY)('%s is for staff', async (query) => {
    expect(await codeOf(api.stranger, query)).toBe('UNAUTHENTICATED');
    expect(await codeOf(amina, query)).toBe('FORBIDDEN');
    for (const staff of [analyst, operator]) expect(await codeOf(staff, query)).not.toBe('FORBIDDEN');
  });

  test.each([...SIGNED_IN, ...WRITING, 'mutation { logout }'])(
    '%s is for those who have signed in',
    async (query) => {
      expect(await codeOf(api.stranger, query)).toBe('UNAUTHENTICATED');
    },
  );

  test.each(WRITING)('%s is not for analysts, who write nothing', async (query) => {
    expect(await codeOf(analyst, query)).toBe('FORBIDDEN');
  });

  test('staff find everybody and everything', async () => {
    for (const staff of [analyst, operator]) {
      const answer = await staff.graphql(
        'query ($s: String) { users(search: $s) { nodes { email wallets { nodes { name } } } } }',
        { s: amina.email },
      );
      expect(answer.at('data.users.nodes')).toEqual([
        { email: amina.email, wallets: { nodes: [{ name: 'Divorce fund' }] } },
      ]);
      expect(
        (await staff.graphql('{ wallets { nodes { kind } } }')).list('data.wallets.nodes').length,
      ).toBeGreaterThanOrEqual(3);
    }
  });

  test('nobody makes themselves staff by registering', async () => {
    const answer = await api.stranger.graphql(
      'mutation ($input: RegisterInput!) { register(input: $input) { user { role status } } }',
      { input: { email: 'ops@example.com', displayName: 'Ops', password: 'a long password' } },
    );

    expect(answer.at('data.register.user')).toEqual({ role: 'CUSTOMER', status: 'ACTIVE' });
  });
});
