import { describe, expect, test } from '@jest/globals';
import { useApi, type User } from '../support/api.js';
import { books } from '../support/books.js';

const api = useApi();

/** Follows a list to its end; `between` is called after each page but the last. */
async function idsOf(
  user: User,
  path: string,
  between: () => Promise<unknown> = async () => Promise.resolve(),
) {
  const ids: string[] = [];
  for (let after = ''; ;) {
    const page = await user.get(path + after);
    expect(page.status).toBe(200);
    ids.push(...page.list('data').map((_, index) => page.text(`data.${index}.id`)));
    if (page.at('pageInfo.hasNextPage') !== true) return ids;
    after = `&after=${encodeURIComponent(page.text('pageInfo.endCursor'))}`;
    await between();
  }
}

describe('A list', () => {
  test('is read to its end without a row missed or repeated, while new rows arrive', async () => {
    const amina = await api.customer();
    const wallet = await amina.wallet();
    const made: string[] = [];
    for (let count = 1; count <= 25; count += 1) made.push((await amina.deposit(wallet, `${count}.00`)).id);
    const newestFirst = made.toReversed();
    const arrive = async () => amina.deposit(wallet, '0.01');

    expect(await idsOf(amina, '/api/transactions?first=4', arrive)).toEqual(newestFirst);
    // By now there are newer ones, which are as old as any for the lists below.
    const arrived = await idsOf(amina, `/api/wallets/${wallet}/transactions?first=100`);
    expect(arrived.slice(-25)).toEqual(newestFirst);
    expect(await idsOf(amina, `/api/wallets/${wallet}/transactions?first=7`, arrive)).toEqual(arrived);

    const entries = (await books(api.storage)).entries.filter(({ wallet_id }) => wallet_id === wallet);
    const ids = entries.map(({ id }) => id).toReversed();
    expect(await idsOf(amina, `/api/wallets/${wallet}/entries?first=6`, arrive)).toEqual(ids);
  });

  test('of wallets is read oldest first, and comes in pages of twenty', async () => {
    const amina = await api.customer();
    const ids: string[] = [];
    for (let count = 0; count < 21; count += 1) ids.push(await amina.wallet());

    const page = await amina.get('/api/wallets');
    expect(page.list('data')).toHaveLength(20);
    expect(page.at('pageInfo')).toEqual({
      hasNextPage: true,
      hasPreviousPage: false,
      startCursor: expect.any(String),
      endCursor: expect.any(String),
    });
    expect(await idsOf(amina, '/api/wallets?first=20')).toEqual(ids);
    expect((await amina.get('/api/wallets?first=0')).body).toMatchObject({
      data: [],
      pageInfo: { hasNextPage: true },
    });
  });

  test('of transactions is narrowed by every filter, and by all of them together', async () => {
    const [amina, brian] = [await api.customer(), await api.customer()];
    const [kes, usd] = [await amina.wallet(), await amina.wallet({ currency: 'USD' })];
    const his = await brian.wallet();
    const deposit = (
      await amina.deposit(kes, '9.00', { more: { reference: 'R&D 1', description: 'Pay-day 100%' } })
    ).id;
    const dollars = (await amina.deposit(usd, '9.00', { currency: 'USD' })).id;
    const transfer = (await amina.transfer(kes, his, '1.00')).id;
    const withdrawal = (await amina.withdraw(kes, '1.00')).id;
    const createdAt = (await amina.get(`/api/transactions/${transfer}`)).text('createdAt');

    for (const [query, found] of [
      ['type=DEPOSIT', [dollars, deposit]],
      ['type=DEPOSIT&type=WITHDRAWAL', [withdrawal, dollars, deposit]],
      ['status=POSTED', [withdrawal, transfer, dollars, deposit]],
      ['status=PENDING&status=VOIDED', []],
      ['currency=USD', [dollars]],
      [`walletId=${usd}`, [dollars]],
      [`walletId=${kes}&type=TRANSFER`, [transfer]],
      ['reference=R%26D%201', [deposit]],
      ['search=pay-day', [deposit]],
      ['search=100%25', [deposit]],
      ['search=_', []],
      [`search=${withdrawal}`, [withdrawal]],
      ['from=2000-01-01T00:00:00Z&to=2000-02-01T00:00:00Z', []],
      [`from=${createdAt}&type=TRANSFER&currency=KES`, [transfer]],
      [`to=${createdAt}&type=TRANSFER`, []],
    ] as const) {
      expect([query, await idsOf(amina, `/api/transactions?${query}`)]).toEqual([query, found]);
    }
    expect(await idsOf(amina, `/api/wallets/${usd}/transactions?type=DEPOSIT`)).toEqual([dollars]);
    expect(await idsOf(brian, '/api/transactions?type=TRANSFER&first=1')).toEqual([transfer]);
  });

  test('of wallets is narrowed by every filter', async () => {
    const amina = await api.customer();
    const kes = await amina.wallet({ name: 'School fees' });
    const usd = await amina.wallet({ name: 'Holidays', currency: 'USD' });

    for (const [query, found] of [
      ['currency=USD', [usd]],
      ['kind=CUSTOMER', [kes, usd]],
      ['kind=TREASURY&kind=ESCROW', []],
      ['status=ACTIVE', [kes, usd]],
      ['status=FROZEN&status=CLOSED', []],
      ['search=SCHOOL', [kes]],
      [`ownerId=${amina.id}&currency=KES`, [kes]],
    ] as const) {
      expect([query, await idsOf(amina, `/api/wallets?${query}`)]).toEqual([query, found]);
    }
  });

  test('of entries and of users is narrowed as well', async () => {
    const [amina, operator] = [await api.customer(), await api.staff('OPERATOR')];
    const wallet = await amina.wallet({ balance: '9.00' });
    await amina.withdraw(wallet, '1.00');
    const [withdrawn] = await idsOf(amina, `/api/wallets/${wallet}/entries`);

    expect(await idsOf(amina, `/api/wallets/${wallet}/entries?type=WITHDRAWAL`)).toEqual([withdrawn]);
    expect(await idsOf(operator, `/api/users?role=OPERATOR&search=${operator.id}`)).toEqual([operator.id]);
    expect(await idsOf(operator, `/api/users?role=ANALYST&search=${operator.id}`)).toEqual([]);
  });

  test('of declines is read from either end and in either order, as GraphQL reads it', async () => {
    const [amina, analyst] = [await api.customer(), await api.staff('ANALYST')];
    const wallet = await amina.wallet();
    for (let count = 0; count < 5; count += 1) await amina.withdraw(wallet, '1.00');
    const path = `/api/declines?userId=${amina.id}`;
    const newestFirst = await idsOf(analyst, `${path}&first=2`);
    expect(newestFirst).toHaveLength(5);
    expect(await idsOf(analyst, `${path}&first=2&orderBy=OLDEST_FIRST`)).toEqual(newestFirst.toReversed());
    const end = await analyst.get(`${path}&last=2`);
    expect(end.at('data')).toMatchObject(newestFirst.slice(3).map((id) => ({ id })));
    const before = await analyst.get(`${path}&last=2&before=${end.text('pageInfo.startCursor')}`);
    expect(before.at('data')).toMatchObject(newestFirst.slice(1, 3).map((id) => ({ id })));
  });

  test('says how many it has on all pages where that is cheap to know', async () => {
    const [amina, analyst] = [await api.customer(), await api.staff('ANALYST')];
    const wallet = await amina.wallet({ balance: '1.00' });
    await amina.wallet();
    for (const [user, path, total] of [
      [amina, '/api/wallets?first=1', 2],
      [amina, '/api/wallets?currency=USD', 0],
      [analyst, '/api/wallets', null],
      [amina, '/api/tokens', 0],
      [amina, `/api/wallets/${wallet}/entries?first=0`, 1],
      [amina, `/api/wallets/${wallet}/transactions`, null],
      [amina, '/api/transactions', null],
      [analyst, '/api/declines', null],
    ] as const) {
      expect([path, (await user.get(path)).at('totalCount')]).toEqual([path, total]);
    }
  });

  test('of everybody’s wallets has those of the house among the others, by when they were opened', async () => {
    const [amina, analyst] = [await api.customer(), await api.staff('ANALYST')];
    await amina.wallet({ currency: 'CHF', balance: '1.00' });
    await amina.wallet();
    const stored = (await books(api.storage)).wallets.toSorted(
      (a, b) => a.created_at - b.created_at || (a.id < b.id ? -1 : 1),
    );
    const ids = stored.map(({ id }) => id);
    for (const size of [1, 2, 100]) {
      expect(await idsOf(analyst, `/api/wallets?first=${size}`)).toEqual(ids);
      const newestFirst = `/api/wallets?first=${size}&orderBy=NEWEST_FIRST`;
      expect(await idsOf(analyst, newestFirst)).toEqual(ids.toReversed());
    }
    const nowhere = Buffer.from('wallet ffffffff-ffff-7fff-bfff-ffffffffffff').toString('base64url');
    const refused = await analyst.get(`/api/wallets?before=${nowhere}`);
    expect([refused.status, refused.at('details')]).toEqual([400, { field: 'before' }]);
  });

  test('refuses the cursor of nothing', async () => {
    const amina = await api.customer();
    const answer = await amina.get('/api/wallets?after=');
    expect([answer.status, answer.at('details')]).toEqual([400, { field: 'after' }]);
  });
});
