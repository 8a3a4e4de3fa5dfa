import { beforeAll, describe, expect, test } from '@jest/globals';
import { useApi, type User } from '../../../support/api.js';

const api = useApi();
let amina: User;
let brian: User;
let analyst: User;
let savings: string;
let school: string;
let rent: string;
let boat: string;
let treasury: string;

beforeAll(async () => {
  [amina, brian] = [await api.customer('Amina Otieno'), await api.customer('Brian Mwangi')];
  analyst = await api.staff('ANALYST');
  savings = await amina.wallet({ name: 'Savings', balance: '100.00' });
  school = await amina.wallet({ name: 'School' });
  [rent, boat] = [await brian.wallet({ name: 'Rent' }), await brian.wallet({ name: 'Boat' })];
  await amina.wallet({ currency: 'JPY', balance: '700' });
  await amina.transfer(savings, school, '1.00');
  await amina.transfer(savings, rent, '2.00');
  await amina.transfer(school, boat, '0.50');
  await brian.transfer(rent, savings, '0.70');
  await brian.transfer(rent, boat, '0.25');
  const house = await analyst.get('/api/wallets?kind=TREASURY&currency=KES');
  treasury = house.text('data.0.id');
});

/** Lists the transactions that a filter finds, and compares the list with its totals and exports. */
async function found(user: User, filter: Readonly<Record<string, string>>): Promise<string[]> {
  const answer = await user.graphql(
    'query ($filter: TransactionFilter) { transactions(first: 100, filter: $filter) { nodes { amount { amount } } } }',
    { filter },
  );
  const amounts = answer
    .list('data.transactions.nodes')
    .map((_, at) => answer.text(`data.transactions.nodes.${String(at)}.amount.amount`));
  if (user === analyst) {
    const totals = await analyst.graphql(
      'query ($filter: TransactionFilter) { transactionTotals(filter: $filter) { totals { count } } }',
      { filter },
    );
    const counts = totals.list('data.transactionTotals.totals').map((_, at) => {
      return Number(totals.at(`data.transactionTotals.totals.${String(at)}.count`));
    });
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(amounts.length);
    const query = new URLSearchParams({ ...filter, format: 'ndjson' });
    const lines = await (await analyst.fetch(`/api/exports/transactions?${String(query)}`)).text();
    const exported = lines
      .split('\n')
      .slice(0, -1)
      .map((line) => (JSON.parse(line) as { amount: string }).amount);
    expect(exported.toReversed()).toEqual(amounts);
  }
  const rest = await user.get(`/api/transactions?first=100&${String(new URLSearchParams(filter))}`);
  expect(rest.list('data')).toHaveLength(amounts.length);
  return amounts;
}

describe('Amounts', () => {
  test('are found from the least to the most, both included, in one currency', async () => {
    const currency = 'KES';
    expect(await found(analyst, { currency, minAmount: '1' })).toEqual(['2.00', '1.00', '100.00']);
    expect(await found(analyst, { currency, minAmount: '0.50', maxAmount: '1.00' })).toEqual([
      ...['0.70', '0.50', '1.00'],
    ]);
    expect(await found(amina, { currency, maxAmount: '0.7' })).toEqual(['0.70', '0.50']);
    expect(await found(amina, { currency, minAmount: '2.01', maxAmount: '2.00' })).toEqual([]);
    expect(await found(amina, { currency: 'JPY', minAmount: '700', maxAmount: '700' })).toEqual(['700']);
    expect(await found(amina, { currency: 'JPY', minAmount: '0' })).toEqual(['700']);
  });

  test.each([
    [{ minAmount: '1.00' }, 'minAmount'],
    [{ maxAmount: '1.00' }, 'maxAmount'],
    [{ currency: 'KES', minAmount: '1.001' }, 'minAmount'],
    [{ currency: 'KES', maxAmount: '-1' }, 'maxAmount'],
    [{ currency: 'JPY', maxAmount: '1.5' }, 'maxAmount'],
    [{ currency: 'KES', minAmount: 'much' }, 'minAmount'],
  ])('of %j are refused, and by their name', async (filter, field) => {
    for (const user of [amina, analyst]) {
      const answer = await user.graphql(
        'query ($filter: TransactionFilter) { transactions(filter: $filter) { nodes { id } } }',
        { filter },
      );
      expect(answer.at('errors.0.extensions')).toMatchObject({
        code: 'BAD_USER_INPUT',
        details: { field },
      });
      const rest = await user.get(`/api/transactions?${String(new URLSearchParams(filter))}`);
      expect([rest.status, rest.at('details')]).toEqual([400, { field }]);
    }
  });
});

describe('A counterparty', () => {
  test('is a wallet on the other side of the wallet, or of the owner, or of whoever asks', async () => {
    expect(await found(amina, { counterpartyWalletId: rent })).toEqual(['0.70', '2.00']);
    expect(await found(amina, { counterpartyWalletId: boat })).toEqual(['0.50']);
    // Her own wallet is across from her other one.
    expect(await found(amina, { counterpartyWalletId: savings })).toEqual(['1.00']);
    expect(await found(amina, { counterpartyWalletId: school, walletId: savings })).toEqual(['1.00']);
    expect(await found(amina, { counterpartyWalletId: savings, walletId: savings })).toEqual([]);
    expect(await found(amina, { counterpartyWalletId: rent, walletId: school })).toEqual([]);
    expect(await found(amina, { counterpartyWalletId: savings, walletId: rent })).toEqual(['0.70', '2.00']);
    expect(await found(amina, { counterpartyWalletId: treasury })).toEqual(['100.00']);
    // Without an owner or a wallet, analysts ask for either side.
    expect(await found(analyst, { counterpartyWalletId: boat })).toEqual(['0.25', '0.50']);
    expect(await found(analyst, { counterpartyWalletId: boat, ownerId: brian.id })).toEqual(['0.25']);
    expect(await found(analyst, { counterpartyWalletId: boat, ownerId: amina.id })).toEqual(['0.50']);
    expect(await found(analyst, { counterpartyWalletId: rent.toUpperCase(), walletId: savings })).toEqual([
      ...['0.70', '2.00'],
    ]);
  });

  test('is a person for analysts and operators, and for a customer nobody but themselves', async () => {
    expect(await found(analyst, { counterpartyId: brian.id, ownerId: amina.id })).toEqual([
      ...['0.70', '0.50', '2.00'],
    ]);
    expect(await found(analyst, { counterpartyId: brian.id, ownerId: brian.id })).toEqual(['0.25']);
    expect(await found(analyst, { counterpartyId: brian.id, walletId: school })).toEqual(['0.50']);
    expect(await found(analyst, { counterpartyId: brian.id, walletId: rent })).toEqual(['0.25']);
    expect(await found(analyst, { counterpartyId: brian.id })).toEqual(['0.25', '0.70', '0.50', '2.00']);
    expect(await found(analyst, { counterpartyId: amina.id, counterpartyWalletId: rent })).toEqual([]);
    expect(await found(amina, { counterpartyId: amina.id })).toEqual(['1.00']);
    expect(await found(amina, { counterpartyId: brian.id })).toEqual([]);
    expect(await found(amina, { counterpartyId: 'nobody' })).toEqual([]);
  });

  test('is across from the wallet whose transactions are listed', async () => {
    const listed = async (user: User, wallet: string, query: string) => {
      const answer = await user.get(`/api/wallets/${wallet}/transactions?${query}`);
      return answer.list('data').map((_, at) => answer.text(`data.${String(at)}.amount.amount`));
    };
    expect(await listed(amina, savings, `counterpartyWalletId=${rent}`)).toEqual(['0.70', '2.00']);
    expect(await listed(amina, school, `counterpartyWalletId=${savings}`)).toEqual(['1.00']);
    expect(await listed(amina, savings, `counterpartyWalletId=${savings}`)).toEqual([]);
    expect(await listed(analyst, rent, `counterpartyId=${brian.id}`)).toEqual(['0.25']);
    expect(await listed(analyst, rent, `counterpartyId=${amina.id}`)).toEqual(['0.70', '2.00']);
    expect(await listed(amina, savings, `counterpartyId=${brian.id}`)).toEqual([]);
  });
});
