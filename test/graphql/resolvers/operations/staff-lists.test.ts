import { beforeAll, describe, expect, test } from '@jest/globals';
import { v4 } from 'uuid';
import { useApi, type User } from '../../../support/api.js';

/** Longer than a busy machine takes. */
const HOUR_MS = 3_600_000;
const api = useApi();
let amina: User;
let brian: User;
let analyst: User;
let savings: string;
let euros: string;
let his: string;

beforeAll(async () => {
  [amina, brian] = [await api.customer('Amina Otieno'), await api.customer('Brian Mwangi')];
  analyst = await api.staff('ANALYST');
  savings = await amina.wallet({ name: 'Savings', balance: '100.00' });
  euros = await amina.wallet({ name: 'Holiday', currency: 'EUR', balance: '7.50' });
  his = await brian.wallet({ name: 'Rent' });
  await amina.transfer(savings, his, '30.00');
  await brian.withdraw(his, '10.00');
});

/** The amounts of the transactions that a filter finds, newest first, and what the server says they come to. */
async function found(filter: object, asker = analyst) {
  const answer = await asker.graphql(
    `query ($filter: TransactionFilter) {
      transactions(first: 100, filter: $filter) { nodes { amount { amount } } }
      transactionTotals(filter: $filter) { complete totals { currency count amount { amount } } }
    }`,
    { filter },
  );
  return {
    amounts: answer
      .list('data.transactions.nodes')
      .map((_, index) => answer.text(`data.transactions.nodes.${String(index)}.amount.amount`)),
    totals: answer.at('data.transactionTotals'),
  };
}

const total = (currency: string, count: number, amount: string) => ({ currency, count, amount: { amount } });

describe('The transactions of everybody', () => {
  test('are found by the name, the email and the id of whoever is a party, and come to their sum', async () => {
    const hers = {
      amounts: ['30.00', '7.50', '100.00'],
      totals: { complete: true, totals: [total('EUR', 1, '7.50'), total('KES', 2, '130.00')] },
    };
    expect(await found({ search: 'amina ot' })).toEqual(hers);
    expect(await found({ search: amina.email.toUpperCase() })).toEqual(hers);
    expect(await found({ search: amina.id })).toEqual(hers);
    expect(await found({ ownerId: amina.id })).toEqual(hers);
    expect(await found({ search: brian.email, ownerId: amina.id })).toMatchObject({ amounts: ['30.00'] });
    expect(await found({ walletId: euros, ownerId: amina.id })).toMatchObject({ amounts: ['7.50'] });
    expect(await found({ walletId: euros, ownerId: brian.id })).toEqual({
      amounts: [],
      totals: { complete: true, totals: [] },
    });
    expect(await found({ search: 'nobody' })).toMatchObject({ amounts: [] });
  });

  test('are found by an id in capitals as by one in small letters', async () => {
    expect(await found({ ownerId: amina.id.toUpperCase() })).toEqual(await found({ ownerId: amina.id }));
    expect(await found({ walletId: euros.toUpperCase() })).toMatchObject({ amounts: ['7.50'] });
  });

  test('are those of a wallet with one owner where a filter asks for both', async () => {
    const of = async (ownerId: string) =>
      (await analyst.get(`/api/wallets/${savings}/transactions?ownerId=${ownerId}`)).list('data').length;
    expect([await of(amina.id), await of(brian.id), await of(analyst.id)]).toEqual([2, 1, 0]);
    const byName = await analyst.get(`/api/wallets/${savings}/transactions?search=brian`);
    expect(byName.list('data')).toHaveLength(1);
    const asBrian = await brian.get(`/api/wallets/${his}/transactions?search=amina`);
    expect(asBrian.list('data')).toEqual([]);
  });

  test('are found by when they were posted, from the first moment to right before the last', async () => {
    const [from, to] = [new Date(Date.now() - HOUR_MS).toISOString(), new Date(Date.now() + 1).toISOString()];
    expect((await found({ postedFrom: from, postedTo: to })).amounts).toHaveLength(4);
    expect((await found({ postedFrom: to })).amounts).toEqual([]);
    expect((await found({ postedTo: from })).amounts).toEqual([]);
  });

  test('A customer finds nobody by their name or email, and hears no totals', async () => {
    const answer = await brian.graphql(
      '{ transactions(filter: { search: "Amina" }) { nodes { id } } wallets(filter: { search: "Amina" }) { nodes { id } } }',
    );
    expect(answer.body).toMatchObject({ data: { transactions: { nodes: [] }, wallets: { nodes: [] } } });
    for (const query of [
      '{ transactionTotals { complete } }',
      '{ walletTotals { count } }',
      '{ userCount }',
      '{ declines { nodes { id } } }',
      '{ declineCounts { count } }',
    ]) {
      expect((await brian.graphql(query)).at('errors.0.extensions.code')).toBe('FORBIDDEN');
      expect((await api.stranger.graphql(query)).at('errors.0.extensions.code')).toBe('UNAUTHENTICATED');
    }
  });
});

describe('The wallets of everybody', () => {
  test('are found by their owner, and come to what is posted in them', async () => {
    const query = `query ($filter: WalletFilter) {
      wallets(filter: $filter) { nodes { name } } walletTotals(filter: $filter) { currency count amount { amount } }
    }`;
    for (const filter of [{ search: 'AMINA' }, { search: amina.email }, { ownerId: amina.id }]) {
      expect((await analyst.graphql(query, { filter })).at('data')).toEqual({
        wallets: { nodes: [{ name: 'Savings' }, { name: 'Holiday' }] },
        walletTotals: [total('EUR', 1, '7.50'), total('KES', 1, '70.00')],
      });
    }
    expect(
      (await analyst.graphql(query, { filter: { kind: ['CUSTOMER'], currency: 'KES' } })).at('data'),
    ).toEqual({
      wallets: { nodes: [{ name: 'Savings' }, { name: 'Rent' }] },
      walletTotals: [total('KES', 2, '90.00')],
    });
  });
});

describe('Users', () => {
  test('are found by role, status and when they registered, and counted', async () => {
    const query = `query ($search: String, $filter: UserFilter) {
      users(search: $search, filter: $filter) { nodes { displayName } } userCount(search: $search, filter: $filter)
    }`;
    const people = async (filter: object, search?: string) =>
      (await analyst.graphql(query, { filter, search })).at('data');
    const names = (...displayNames: string[]) => ({
      users: { nodes: displayNames.map((displayName) => ({ displayName })) },
      userCount: displayNames.length,
    });
    const soon = new Date(Date.now() + HOUR_MS).toISOString();
    expect(await people({ role: ['CUSTOMER'] })).toEqual(names('Amina Otieno', 'Brian Mwangi'));
    expect(await people({ role: ['ANALYST', 'OPERATOR'] })).toEqual(names('ANALYST'));
    expect(await people({ status: ['SUSPENDED'] })).toEqual(names());
    expect(await people({ from: soon })).toEqual(names());
    expect(await people({ to: soon }, 'brian')).toEqual(names('Brian Mwangi'));
  });
});

describe('Declines', () => {
  test('are counted once however often they are retried, and read to their end, newest first', async () => {
    const keys = ['b', 'a', 'c', '~!@ #'.replace(' ', ''), v4()];
    for (const key of keys) {
      for (let attempt = 0; attempt < 2; attempt += 1) await amina.withdraw(savings, '5000.00', { key });
    }
    await brian.transfer(his, his, '1.00', { key: 'a' });
    const query = `query ($after: String, $filter: DeclineFilter) {
      declines(first: 2, after: $after, filter: $filter) {
        nodes { id key operation rejection { code message } user { displayName } }
        pageInfo { hasNextPage endCursor }
      }
      declineCounts(filter: $filter) { code count }
    }`;
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const answer = await analyst.graphql(query, { after, filter: { userId: amina.id } });
      expect(answer.at('data.declineCounts')).toEqual([{ code: 'INSUFFICIENT_FUNDS', count: keys.length }]);
      answer.list('data.declines.nodes').forEach((_, index) => {
        seen.push(answer.text(`data.declines.nodes.${String(index)}.key`));
      });
      after =
        answer.at('data.declines.pageInfo.hasNextPage') === true
          ? answer.text('data.declines.pageInfo.endCursor')
          : null;
    } while (after !== null);
    expect(seen.toSorted()).toEqual(keys.toSorted());

    const his1 = await analyst.graphql(query, { filter: { code: ['SAME_WALLET'] } });
    expect(his1.at('data')).toMatchObject({
      declines: { nodes: [{ key: 'a', operation: 'transfer', user: { displayName: 'Brian Mwangi' } }] },
      declineCounts: [{ code: 'SAME_WALLET', count: 1 }],
    });
    const later = new Date(Date.now() + HOUR_MS).toISOString();
    expect((await analyst.graphql(query, { filter: { from: later } })).list('data.declines.nodes')).toEqual(
      [],
    );
    expect((await analyst.graphql(query, { after: 'bm9uZQ' })).at('errors.0.extensions.code')).toBe(
      'BAD_USER_INPUT',
    );
  });
});
