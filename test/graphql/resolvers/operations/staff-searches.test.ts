import { beforeAll, describe, expect, test } from '@jest/globals';
import { useApi, type User } from '../../../support/api.js';

const api = useApi();
let amina: User;
let brian: User;
let analyst: User;
let operator: User;
let savings: string;
let rent: string;

beforeAll(async () => {
  [amina, brian] = [await api.customer('Amina \u0130pek'), await api.customer('Brian Mwangi')];
  [analyst, operator] = [await api.staff('ANALYST'), await api.staff('OPERATOR')];
  savings = await amina.wallet({ balance: '10.00' });
  rent = await brian.wallet({ balance: '10.00' });
  for (let attempt = 0; attempt < 2; attempt += 1) {
    await amina.withdraw(savings, '500.00', { key: 'Rent-1' });
    await brian.withdraw(rent, '500.00', { key: 'food' });
  }
  await operator.graphql('mutation ($id: ID!) { freezeWallet(id: $id, reason: "Stra\u00dfe") { id } }', {
    id: savings,
  });
  await operator.graphql('mutation ($id: ID!) { suspendUser(id: $id, reason: "Fraud") { id } }', {
    id: (await api.customer('Carol')).id,
  });
});

describe('A search by analysts and operators', () => {
  test.each([
    [
      'declines',
      'key',
      [
        ['rent-1', ['Rent-1']],
        ['ipek', ['Rent-1']],
        ['ren', []],
        ['  ', ['food', 'Rent-1']],
      ],
    ],
    [
      'reusedKeys',
      'key',
      [
        ['RENT-1', ['Rent-1']],
        ['mwangi', ['food']],
        ['foo', []],
      ],
    ],
    [
      'auditEvents',
      'reason',
      [
        ['strasse', ['Stra\u00dfe']],
        ['carol', ['Fraud']],
        ['nothing', []],
      ],
    ],
  ] as const)('is in the filter of %s', async (list, field, cases) => {
    for (const [search, found] of cases) {
      const answer = await analyst.graphql(
        // Sign-ins of the same people have no reason.
        `query ($search: String) { ${list}(filter: { search: $search${list === 'auditEvents' ? ', action: [USER_SUSPENDED, WALLET_FROZEN]' : ''} }) { nodes { ${field} } } }`,
        { search },
      );
      const values = answer
        .list(`data.${list}.nodes`)
        .map((_, at) => answer.text(`data.${list}.nodes.${String(at)}.${field}`));
      expect([search, values.toSorted()]).toEqual([search, [...found].toSorted()]);
    }
  });

  test('of users holds together with the argument that was there before', async () => {
    const count = async (search: string | null, inFilter: string | null) =>
      (
        await analyst.graphql(
          'query ($a: String, $b: String) { userCount(search: $a, filter: { search: $b }) users(search: $a, filter: { search: $b }) { nodes { id } } }',
          { a: search, b: inFilter },
        )
      ).at('data.userCount');
    expect(await count('ipek', null)).toBe(1);
    expect(await count(null, 'ipek')).toBe(1);
    expect(await count('example.com', 'ipek')).toBe(1);
    expect(await count('mwangi', 'ipek')).toBe(0);
    expect(await count(' ', '')).toBe(5);
    expect((await analyst.get('/api/users?search=ipek')).list('data')).toHaveLength(1);
  });
});

describe('Batches', () => {
  let hers: string;
  let his: string;
  beforeAll(async () => {
    const batch = async (user: User, fromWalletId: string, toWalletId: string, count: number) => {
      const item = { fromWalletId, toWalletId, amount: '0.01', currency: 'KES' };
      const transfers = Array.from({ length: count }, () => item);
      const answer = await user.graphql(
        `mutation ($input: [TransferInput!]!) {
          transferBatch(input: $input, mode: EACH, idempotencyKey: "batch") { batch { id } }
        }`,
        { input: transfers },
      );
      return answer.text('data.transferBatch.batch.id');
    };
    await operator.graphql('mutation ($id: ID!) { unfreezeWallet(id: $id, reason: "Over") { id } }', {
      id: savings,
    });
    hers = await batch(amina, savings, rent, 3);
    his = await batch(brian, rent, savings, 1);
  });

  const listed = async (user: User, query = '') => {
    const answer = await user.get(`/api/transfer-batches?${query}`);
    return answer.list('data').map((_, at) => answer.text(`data.${String(at)}.id`));
  };

  test('are listed: a customer’s own, and everybody’s for analysts and operators', async () => {
    expect(await listed(amina)).toEqual([hers]);
    expect(await listed(analyst)).toEqual([his, hers]);
    expect(await listed(analyst, 'last=1')).toEqual([hers]);
    expect(await listed(analyst, 'orderBy=OLDEST_FIRST')).toEqual([hers, his]);
    expect(await listed(analyst, `userId=${brian.id}`)).toEqual([his]);
    expect(await listed(analyst, 'search=ipek')).toEqual([hers]);
    expect(await listed(amina, `search=${hers.toUpperCase()}`)).toEqual([hers]);
    expect(await listed(amina, `search=${his}`)).toEqual([]);
    expect(await listed(amina, `userId=${brian.id}`)).toEqual([]);
    expect(await listed(amina, `userId=${amina.id}`)).toEqual([hers]);
    expect(await listed(analyst, 'from=2100-01-01T00:00:00Z')).toEqual([]);
    expect(await listed(analyst, 'to=2000-01-01T00:00:00Z')).toEqual([]);
    const first = await analyst.get(`/api/transfer-batches?userId=${amina.id}`);
    expect(first.at('data.0')).toMatchObject({
      ...{ itemCount: 3, transferred: 3, mode: 'EACH' },
      initiatedBy: { id: amina.id },
    });
    expect((await api.stranger.get('/api/transfer-batches')).at('code')).toBe('UNAUTHENTICATED');
  });

  test('have their items from an offset, by its new name and its old one', async () => {
    const items = async (args: string) =>
      amina.graphql(`query ($id: ID!) { transferBatch(id: $id) { items(${args}) { index } } }`, { id: hers });
    for (const name of ['offset', 'from']) {
      expect((await items(`${name}: 1, first: 1`)).at('data.transferBatch.items')).toEqual([{ index: 1 }]);
      expect((await items(`${name}: -1`)).at('errors.0.extensions.details')).toEqual({ field: name });
    }
    expect((await items('first: 9')).list('data.transferBatch.items')).toHaveLength(3);
    expect((await items('offset: 1, from: 1')).at('errors.0.extensions.code')).toBe('BAD_USER_INPUT');
  });
});
