import { describe, expect, test } from '@jest/globals';
import { useApi, type User } from '../support/api.js';

const api = useApi();
const ALWAYS = 'from=2000-01-01T00:00:00Z&to=2100-01-01T00:00:00Z';

/** A wallet with a deposit, a transfer to another wallet of its owner's and one to somebody else. */
async function aHistory(): Promise<{ amina: User; wallet: string }> {
  const [amina, brian] = [await api.customer('Amina Otieno'), await api.customer('=Brian')];
  const [wallet, holidays] = [await amina.wallet(), await amina.wallet({ name: 'Holidays' })];
  const his = await brian.wallet({ name: 'Divorce fund' });
  await amina.deposit(wallet, '100.00', { more: { description: '=1+1', reference: 'R, "1"' } });
  await amina.transfer(wallet, holidays, '10.00');
  await amina.transfer(wallet, his, '5.50');
  return { amina, wallet };
}

describe('A statement over REST', () => {
  test('is what GraphQL says, with a page of its entries', async () => {
    const { amina, wallet } = await aHistory();
    const answer = await amina.get(`/api/wallets/${wallet}/statement?${ALWAYS}&first=2`);
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({
      wallet: { id: wallet, owner: { displayName: 'Amina Otieno' } },
      from: '2000-01-01T00:00:00.000Z',
      to: '2100-01-01T00:00:00.000Z',
      opening: { amount: '0.00' },
      closing: { amount: '84.50', currency: 'KES', minorUnits: '8450' },
      credits: { count: 1, amount: { amount: '100.00' } },
      debits: { count: 2, amount: { amount: '15.50' } },
      entries: {
        data: [{ sequence: 1 }, { sequence: 2, balanceAfter: { amount: '90.00' } }],
        pageInfo: { hasNextPage: true },
      },
    });
    const after = answer.text('entries.pageInfo.endCursor');
    const next = await amina.get(`/api/wallets/${wallet}/statement?${ALWAYS}&first=2&after=${after}`);
    expect(next.at('entries')).toMatchObject({ data: [{ sequence: 3 }], pageInfo: { hasNextPage: false } });
  });

  test('comes as CSV, with the people at the other end and no wallet of theirs, and without formulas', async () => {
    const { amina, wallet } = await aHistory();
    const response = await amina.fetch(`/api/wallets/${wallet}/statement.csv?${ALWAYS}`);
    expect([response.status, response.headers.get('content-disposition')]).toEqual([
      200,
      'attachment; filename="statement-2000-01-01-2100-01-01.csv"',
    ]);
    const [head, ...lines] = (await response.text()).split('\r\n');
    expect(head).toBe(
      'sequence,createdAt,type,counterparty,description,reference,amount,balanceAfter,currency,minorUnits,' +
        'balanceAfterMinorUnits,transactionId,id',
    );
    expect(lines.map((line) => line.replace(/\d{4}-[^,]+Z/, 'TIME').replace(/,[^,]+,[^,]+$/, ''))).toEqual([
      `1,TIME,DEPOSIT,,'=1+1,"R, ""1""",100.00,100.00,KES,10000,10000`,
      `2,TIME,TRANSFER,Holidays,,,-10.00,90.00,KES,-1000,9000`,
      `3,TIME,TRANSFER,'=Brian,,,-5.50,84.50,KES,-550,8450`,
      '',
    ]);
  });

  test('comes as CSV with times of a time zone, and is named by its days', async () => {
    const { amina, wallet } = await aHistory();
    const range = 'from=2025-12-31T21:00:00Z&to=2099-12-31T21:00:00Z';
    const plain = (await (await amina.fetch(`/api/wallets/${wallet}/statement.csv?${range}`)).text()).split(
      '\r\n',
    );
    const response = await amina.fetch(
      `/api/wallets/${wallet}/statement.csv?${range}&timeZone=Africa/Nairobi`,
    );
    expect(response.headers.get('content-disposition')).toBe(
      'attachment; filename="statement-2026-01-01-2100-01-01.csv"',
    );
    const bytes = Buffer.from(await response.arrayBuffer());
    expect(bytes.subarray(0, 4).toString('latin1')).toBe('\u00EF\u00BB\u00BFs');
    const lines = bytes.toString('utf8').slice(1).split('\r\n');
    const timesIn = (file: readonly string[]) => file.slice(1, -1).map((line) => line.split(',')[1] ?? '');
    expect(timesIn(lines)).toEqual(
      timesIn(lines).map(() => expect.stringMatching(/^[-\d]{10}T[:.\d]{12}\+03:00$/) as unknown),
    );
    expect(timesIn(lines).map((time) => new Date(time).toISOString())).toEqual(timesIn(plain));

    const unknown = await amina.get(`/api/wallets/${wallet}/statement.csv?${range}&timeZone=Nowhere`);
    expect([unknown.at('code'), unknown.at('details')]).toEqual(['BAD_USER_INPUT', { field: 'timeZone' }]);
  });

  test('When nothing happened, then the CSV has its line of names alone', async () => {
    const { amina, wallet } = await aHistory();
    const range = 'from=2000-01-01T00:00:00Z&to=2001-01-01T00:00:00Z';
    const response = await amina.fetch(`/api/wallets/${wallet}/statement.csv?${range}`);
    expect((await response.text()).split('\r\n')).toEqual([expect.stringMatching(/^sequence,/), '']);
  });

  test('of somebody else does not exist, and mistakes are told', async () => {
    const { amina, wallet } = await aHistory();
    const other = await api.customer();
    for (const path of [`/api/wallets/${wallet}/statement`, `/api/wallets/${wallet}/statement.csv`]) {
      expect((await other.get(`${path}?${ALWAYS}`)).at('code')).toBe('NOT_FOUND');
      expect((await api.stranger.get(`${path}?${ALWAYS}`)).at('code')).toBe('UNAUTHENTICATED');
      expect((await (await api.staff('ANALYST')).get(`${path}?${ALWAYS}`)).status).toBe(200);
      const missing = await amina.get(`${path}?from=2000-01-01T00:00:00Z`);
      expect([missing.at('code'), missing.at('details.field')]).toEqual(['BAD_USER_INPUT', 'to']);
      const reversed = await amina.get(`${path}?from=2100-01-01T00:00:00Z&to=2000-01-01T00:00:00Z`);
      expect(reversed.at('code')).toBe('BAD_USER_INPUT');
    }
  });
});
