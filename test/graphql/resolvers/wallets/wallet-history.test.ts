import { describe, expect, test } from '@jest/globals';
import { SettableClock } from '../../../support/clock.js';
import type { Answer } from '../../../support/answer.js';
import type { User } from '../../../support/client.js';
import { startApi } from '../../../support/started.js';

const ENTRIES = `query ($id: ID!, $first: Int!, $after: String, $filter: EntryFilter) {
  wallet(id: $id) { entries(first: $first, after: $after, filter: $filter) {
    nodes { sequence amount { amount } balanceAfter { amount } } pageInfo { hasNextPage endCursor } } } }`;
const FLOWS = `query ($id: ID!, $months: Int!) {
  wallet(id: $id) { monthlyFlows(months: $months) { monthStart moneyIn { amount } moneyOut { amount minorUnits } } } }`;

/** A wallet with a deposit in December, and a deposit, a withdrawal and another deposit in January. */
async function aHistory() {
  const clock = new SettableClock('2025-12-31T23:00:00.000Z');
  const api = await startApi({}, { clock });
  const user = await api.customer();
  const id = await user.wallet();
  await user.deposit(id, '100', { more: { description: 'Rent, first part' } });
  clock.advance(2 * 3_600_000);
  await user.deposit(id, '50', { more: { reference: 'R-1' } });
  await user.withdraw(id, '30');
  await user.deposit(id, '5.25', { more: { description: 'rent again' } });
  return { user, id };
}

async function sequencesOf(user: User, variables: object): Promise<unknown[]> {
  const answer: Answer = await user.graphql(ENTRIES, { first: 10, ...variables });
  return answer
    .list('data.wallet.entries.nodes')
    .map((_node, index) => answer.at(`data.wallet.entries.nodes.${index}.sequence`));
}

describe('The entries of a wallet', () => {
  test('When they are filtered, then those that match come newest first with the balance each one left', async () => {
    const { user, id } = await aHistory();
    expect(await sequencesOf(user, { id })).toEqual([4, 3, 2, 1]);
    expect(await sequencesOf(user, { id, filter: { type: ['WITHDRAWAL'] } })).toEqual([3]);
    expect(await sequencesOf(user, { id, filter: { search: 'RENT' } })).toEqual([4, 1]);
    expect(await sequencesOf(user, { id, filter: { search: 'R-1' } })).toEqual([2]);
    expect(await sequencesOf(user, { id, filter: { from: '2026-01-01T00:00:00Z' } })).toEqual([4, 3, 2]);
    expect(await sequencesOf(user, { id, filter: { to: '2026-01-01T00:00:00Z' } })).toEqual([1]);
    expect(
      await sequencesOf(user, {
        id,
        filter: { type: ['DEPOSIT'], search: 'rent', from: '2026-01-01T00:00:00Z' },
      }),
    ).toEqual([4]);

    const answer = await user.graphql(ENTRIES, { id, first: 1, filter: { type: ['WITHDRAWAL'] } });
    expect(answer.at('data.wallet.entries.nodes.0')).toEqual({
      sequence: 3,
      amount: { amount: '-30.00' },
      balanceAfter: { amount: '120.00' },
    });
  });

  test('When a filtered list is read page by page, then every match comes once', async () => {
    const { user, id } = await aHistory();
    const filter = { type: ['DEPOSIT'] };
    const first = await user.graphql(ENTRIES, { id, first: 2, filter });
    expect(first.at('data.wallet.entries.pageInfo.hasNextPage')).toBe(true);
    const after = first.text('data.wallet.entries.pageInfo.endCursor');
    expect(await sequencesOf(user, { id, first: 2, filter })).toEqual([4, 2]);
    expect(await sequencesOf(user, { id, first: 2, filter, after })).toEqual([1]);
  });
});

describe('The monthly flows of a wallet', () => {
  test('Each month of UTC has what came in and what went out, also one without any', async () => {
    const { user, id } = await aHistory();
    const answer = await user.graphql(FLOWS, { id, months: 3 });
    expect(answer.at('data.wallet.monthlyFlows')).toEqual([
      {
        monthStart: '2025-11-01T00:00:00.000Z',
        moneyIn: { amount: '0.00' },
        moneyOut: { amount: '0.00', minorUnits: '0' },
      },
      {
        monthStart: '2025-12-01T00:00:00.000Z',
        moneyIn: { amount: '100.00' },
        moneyOut: { amount: '0.00', minorUnits: '0' },
      },
      {
        monthStart: '2026-01-01T00:00:00.000Z',
        moneyIn: { amount: '55.25' },
        moneyOut: { amount: '30.00', minorUnits: '3000' },
      },
    ]);
  });

  test.each([0, 25])('%s months are refused', async (months) => {
    const { user, id } = await aHistory();
    const answer = await user.graphql(FLOWS, { id, months });
    expect(answer.at('errors.0.extensions.code')).toBe('BAD_USER_INPUT');
  });
});

describe('The service', () => {
  test('Nobody learns of sign-ins unless the server was filled with demo data', async () => {
    const query = '{ service { demo { password accounts { email role } } } }';
    const plain = await startApi();
    expect((await plain.stranger.graphql(query)).at('data.service.demo')).toBeNull();

    const demo = await startApi({ demo: true });
    expect((await demo.stranger.graphql(query)).at('data.service.demo')).toBeNull();
    await demo.app.services.accounts.createWithAnyPassword(
      { email: 'amina@example.com', displayName: 'Amina Otieno', password: 'nissmart-demo' },
      'CUSTOMER',
    );
    expect((await demo.stranger.graphql(query)).at('data.service.demo')).toEqual({
      password: 'nissmart-demo',
      accounts: [{ email: 'amina@example.com', role: 'CUSTOMER' }],
    });
  });
});
