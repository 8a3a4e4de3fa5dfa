import { describe, expect, test } from '@jest/globals';
import { SettableClock } from '../../../support/clock.js';
import type { User } from '../../../support/client.js';
import { startApi } from '../../../support/started.js';

const DAY_MS = 86_400_000;
const STATEMENT = `query ($id: ID!, $from: DateTime!, $to: DateTime!, $first: Int, $after: String) {
  statement(walletId: $id, from: $from, to: $to) {
    wallet { name owner { displayName } } opening { amount } closing { amount }
    credits { count amount { amount } } debits { count amount { amount } }
    entries(first: $first, after: $after) {
      nodes { sequence amount { amount } balanceAfter { amount } } pageInfo { hasNextPage endCursor } } } }`;

/** January 30th: 100 in, 30 out. January 31st: 5 in. February 1st, first moment: 7 out. */
async function aHistory() {
  const clock = new SettableClock('2026-01-30T00:00:00.000Z');
  const api = await startApi({}, { clock });
  const user = await api.customer('Amina Otieno');
  const id = await user.wallet({ name: 'Rent', balance: '100.00' });
  await user.withdraw(id, '30.00');
  clock.advance(DAY_MS);
  await user.deposit(id, '5.00');
  clock.advance(DAY_MS);
  await user.withdraw(id, '7.00');
  return { api, clock, user, id };
}

async function statementOf(user: User, id: string, from: string, to: string): Promise<unknown> {
  const answer = await user.graphql(STATEMENT, { id, from, to });
  expect(answer.at('errors')).toBeUndefined();
  return answer.at('data.statement');
}

describe('A statement', () => {
  test('has what the wallet held before, every entry of the time, and what it held after it', async () => {
    const { user, id } = await aHistory();
    expect(await statementOf(user, id, '2026-01-01T00:00:00Z', '2026-02-01T00:00:00Z')).toEqual({
      wallet: { name: 'Rent', owner: { displayName: 'Amina Otieno' } },
      opening: { amount: '0.00' },
      closing: { amount: '75.00' },
      credits: { count: 2, amount: { amount: '105.00' } },
      debits: { count: 1, amount: { amount: '30.00' } },
      entries: {
        nodes: [
          { sequence: 1, amount: { amount: '100.00' }, balanceAfter: { amount: '100.00' } },
          { sequence: 2, amount: { amount: '-30.00' }, balanceAfter: { amount: '70.00' } },
          { sequence: 3, amount: { amount: '5.00' }, balanceAfter: { amount: '75.00' } },
        ],
        pageInfo: { hasNextPage: false, endCursor: expect.any(String) },
      },
    });
    expect(await statementOf(user, id, '2026-02-01T00:00:00Z', '2026-03-01T00:00:00Z')).toMatchObject({
      opening: { amount: '75.00' },
      closing: { amount: '68.00' },
      credits: { count: 0, amount: { amount: '0.00' } },
      debits: { count: 1, amount: { amount: '7.00' } },
    });
  });

  test('When nothing happened, then it opens with what it closes with and has no entries', async () => {
    const { user, id } = await aHistory();
    for (const [from, to, amount] of [
      ['2025-01-01T00:00:00Z', '2025-02-01T00:00:00Z', '0.00'],
      ['2026-01-31T01:00:00Z', '2026-02-01T00:00:00Z', '75.00'],
      ['2027-01-01T00:00:00Z', '2027-02-01T00:00:00Z', '68.00'],
    ] as const) {
      expect(await statementOf(user, id, from, to)).toMatchObject({
        opening: { amount },
        closing: { amount },
        credits: { count: 0 },
        debits: { count: 0 },
        entries: { nodes: [], pageInfo: { hasNextPage: false } },
      });
    }
  });

  test('When it is read page by page, then every entry comes once, the oldest first', async () => {
    const { user, id } = await aHistory();
    const range = { id, from: '2026-01-01T00:00:00Z', to: '2026-03-01T00:00:00Z', first: 3 };
    const first = await user.graphql(STATEMENT, range);
    expect(first.list('data.statement.entries.nodes')).toHaveLength(3);
    expect(first.at('data.statement.entries.pageInfo.hasNextPage')).toBe(true);
    const after = first.text('data.statement.entries.pageInfo.endCursor');
    const second = await user.graphql(STATEMENT, { ...range, after });
    expect(second.at('data.statement.entries')).toMatchObject({
      nodes: [{ sequence: 4 }],
      pageInfo: { hasNextPage: false },
    });
  });

  test('When the clock was set back, then entries still add up, and one statement opens where the one before closed', async () => {
    const { user, id, clock } = await aHistory();
    clock.advance(-2 * DAY_MS - 3_600_000);
    await user.deposit(id, '1.00');
    clock.advance(5 * DAY_MS);
    await user.deposit(id, '2.00');
    const borders = ['2026-01-29', '2026-01-30', '2026-01-31', '2026-02-01', '2026-02-02', '2026-03-01'];

    let balance = 0;
    for (const [index, from] of borders.slice(0, -1).entries()) {
      const to = borders[index + 1] ?? '';
      const answer = await user.graphql(STATEMENT, {
        ...{ id, from: `${from}T00:00:00Z`, to: `${to}T00:00:00Z` },
      });
      const amountAt = (path: string) => Number(answer.text(`data.statement.${path}.amount`));
      expect([from, amountAt('opening')]).toEqual([from, balance]);
      const entries = answer.list('data.statement.entries.nodes');
      entries.forEach((_, entry) => (balance += amountAt(`entries.nodes.${String(entry)}.amount`)));
      expect([to, amountAt('closing')]).toEqual([to, balance]);
    }
    expect(balance).toBe(71);
  });

  test('of somebody else does not exist; staff see everybody’s; strangers sign in first', async () => {
    const { api, id } = await aHistory();
    const range = { id, from: '2026-01-01T00:00:00Z', to: '2026-02-01T00:00:00Z' };
    const codeOf = async (client: Pick<User, 'graphql'>, more: object = {}) =>
      (await client.graphql(STATEMENT, { ...range, ...more })).at('errors.0.extensions.code');
    expect(await codeOf(await api.customer())).toBe('NOT_FOUND');
    expect(await codeOf(await api.customer(), { id: 'nothing' })).toBe('NOT_FOUND');
    expect(await codeOf(api.stranger)).toBe('UNAUTHENTICATED');
    expect(await codeOf(await api.staff('ANALYST'))).toBeUndefined();
  });

  test('When from is not before to, then it is refused', async () => {
    const { user, id } = await aHistory();
    const at = '2026-01-01T00:00:00Z';
    const answer = await user.graphql(STATEMENT, { id, from: at, to: at });
    expect(answer.at('errors.0.extensions.code')).toBe('BAD_USER_INPUT');
  });
});
