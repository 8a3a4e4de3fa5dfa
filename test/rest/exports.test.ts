import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, jest, test } from '@jest/globals';
import { revoke, tokenOf } from '../support/api-tokens.js';
import { useApi, type TestApi, type User } from '../support/api.js';
import { books } from '../support/books.js';
import { TestLedger } from '../support/ledger.js';
import { insertTransactions } from '../support/many-transactions.js';
import { startApi } from '../support/started.js';

const api = useApi();

/** The values of a column of NDJSON. */
async function column(user: User, path: string, name: string): Promise<unknown[]> {
  const response = await user.fetch(path, { headers: { accept: 'application/x-ndjson' } });
  expect([response.status, response.headers.get('content-type')]).toEqual([
    200,
    'application/x-ndjson; charset=utf-8',
  ]);
  const lines = (await response.text()).split('\n').slice(0, -1);
  return lines.map((line) => (JSON.parse(line) as Readonly<Record<string, unknown>>)[name]);
}

describe('An export', () => {
  test('is for analysts and operators', async () => {
    const customer = await api.customer();
    for (const path of ['/api/exports/transactions', '/api/exports/entries']) {
      expect((await api.stranger.get(path)).at('code')).toBe('UNAUTHENTICATED');
      expect((await customer.get(path)).at('code')).toBe('FORBIDDEN');
      expect((await (await api.staff('ANALYST')).get(path)).status).toBe(200);
      expect((await (await api.staff('OPERATOR')).get(path)).status).toBe(200);
    }
  });

  test('is CSV to be saved unless the format or the header Accept says NDJSON', async () => {
    const analyst = await api.staff('ANALYST');
    const typeOf = async (query: string, accept: string) => {
      const { headers } = await analyst.fetch(`/api/exports/entries${query}`, { headers: { accept } });
      return [headers.get('content-type')?.split(';')[0], headers.get('content-disposition')];
    };
    const csv = ['text/csv', 'attachment; filename="entries.csv"'];
    const ndjson = ['application/x-ndjson', 'attachment; filename="entries.ndjson"'];
    expect(await typeOf('', '*/*')).toEqual(csv);
    expect(await typeOf('', 'text/html,application/xhtml+xml')).toEqual(csv);
    expect(await typeOf('', 'application/x-ndjson, text/csv;q=0.5')).toEqual(ndjson);
    expect(await typeOf('?format=ndjson', 'text/csv')).toEqual(ndjson);
    expect(await typeOf('?format=csv', 'application/x-ndjson')).toEqual(csv);
  });

  test('takes the filters of the lists, a wallet, an owner and a currency', async () => {
    const [analyst, amina, brian] = [await api.staff('ANALYST'), await api.customer(), await api.customer()];
    const [kes, usd] = [await amina.wallet(), await amina.wallet({ currency: 'USD' })];
    const his = await brian.wallet();
    const more = { reference: `R-${kes}`, description: 'Market day' };
    const deposit = (await amina.deposit(kes, '9.00', { more })).id;
    const dollars = (await amina.deposit(usd, '8.00', { currency: 'USD' })).id;
    const transfer = (await amina.transfer(kes, his, '1.00')).id;
    const { createdAt } = (await amina.get(`/api/transactions/${dollars}`)).body as { createdAt: string };

    for (const [query, ids] of [
      [`walletId=${kes}`, [deposit, transfer]],
      [`ownerId=${amina.id}`, [deposit, dollars, transfer]],
      [`ownerId=${amina.id.toUpperCase()}&walletId=${kes.toUpperCase()}`, [deposit, transfer]],
      [`ownerId=${amina.id}&currency=USD`, [dollars]],
      [`ownerId=${amina.id}&type=DEPOSIT&type=WITHDRAWAL`, [deposit, dollars]],
      [`ownerId=${amina.id}&status=PENDING`, []],
      [`reference=R-${kes}`, [deposit]],
      [`walletId=${kes}&search=market`, [deposit]],
      [`search=${brian.email}`, [transfer]],
      [`ownerId=${amina.id}&to=${createdAt}&after=${deposit}`, []],
      [`ownerId=${amina.id}&after=${deposit}`, [dollars, transfer]],
    ] as const) {
      expect([query, await column(analyst, `/api/exports/transactions?${query}`, 'id')]).toEqual([
        query,
        ids,
      ]);
    }
    for (const [query, amounts] of [
      [`walletId=${kes}`, ['9.00', '-1.00']],
      [`ownerId=${amina.id}`, ['9.00', '8.00', '-1.00']],
      [`ownerId=${amina.id.toUpperCase()}&walletId=${kes.toUpperCase()}`, ['9.00', '-1.00']],
      [`ownerId=${amina.id}&currency=USD`, ['8.00']],
      [`walletId=${kes}&type=TRANSFER`, ['-1.00']],
      [`walletId=${kes}&search=${encodeURIComponent(`R-${kes}`)}`, ['9.00']],
      [`walletId=${kes}&to=2000-01-01T00:00:00Z`, []],
    ] as const) {
      expect([query, await column(analyst, `/api/exports/entries?${query}`, 'amount')]).toEqual([
        query,
        amounts,
      ]);
    }
  });

  test.each([
    ['/api/exports/transactions?after=1', 'after'],
    ['/api/exports/entries?format=xml', 'format'],
    ['/api/exports/entries?status=POSTED', 'status'],
    ['/api/exports/transactions?from=yesterday', 'from'],
    ['/api/exports/transactions?type=GIFT', 'type'],
  ])('When %s is asked for, then it is refused before anything is written', async (path, field) => {
    const answer = await (await api.staff('ANALYST')).get(path);
    expect([answer.status, answer.at('code'), answer.at('details.field')]).toEqual([
      400,
      'BAD_USER_INPUT',
      field,
    ]);
  });

  test('When only its headers are asked for, then nothing is read', async () => {
    const analyst = await api.staff('ANALYST');
    const { status, headers } = await analyst.fetch('/api/exports/transactions', { method: 'HEAD' });
    expect([status, headers.get('content-type')]).toEqual([200, 'text/csv; charset=utf-8; header=present']);
    // Nobody knows how long it would be; zero would say that there is nothing.
    expect(headers.get('content-length')).toBeNull();
  });
});

/** A server with so many transactions that what is on its way to a client is a small part of them. */
async function full() {
  const t = await TestLedger.open();
  await insertTransactions(t, await t.wallet({ balance: 1 }), 60_000);
  const server = await startApi({ databaseUrl: t.url });
  return { server, analyst: await server.staff('ANALYST') };
}

/** An answer whose body nobody reads yet. */
async function openExport(server: TestApi, { token }: User, query: string): Promise<IncomingMessage> {
  const request = get(`${server.url}/api/exports/transactions?format=ndjson${query}`, {
    headers: { authorization: `Bearer ${token}` },
  });
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  return response;
}

function wholeLinesOf(body: string): string[] {
  return body
    .slice(0, body.lastIndexOf('\n') + 1)
    .split('\n')
    .slice(0, -1);
}

function idOf(line: string): string {
  return (JSON.parse(line) as { id: string }).id;
}

/** Resolves when nothing has been read for a while. @returns The number of statements until then. */
async function standstill(server: TestApi): Promise<number> {
  const executed = jest.spyOn(server.storage.longReads.getConnection(), 'execute');
  let before = -1;
  while (executed.mock.calls.length !== before) {
    before = executed.mock.calls.length;
    await sleep(150);
  }
  executed.mockRestore();
  return before;
}

describe('A long export', () => {
  test('When the client does not read, then the server waits, and others are served', async () => {
    const { server, analyst } = await full();
    const response = await openExport(server, analyst, '');
    await standstill(server);
    expect((await analyst.get('/api/me')).status).toBe(200);

    const executed = jest.spyOn(server.storage.longReads.getConnection(), 'execute');
    const body = await text(response);
    // Most of it had not even been read.
    expect(executed.mock.calls.length).toBeGreaterThan(30);
    const { transactions } = await books(server.storage);
    expect(wholeLinesOf(body).map(idOf)).toEqual(transactions.map(({ id }) => id));
  });

  test('When the client hangs up, then nothing more is read, and it continues where it was', async () => {
    const { server, analyst } = await full();
    const response = await openExport(server, analyst, '');
    let begun = '';
    response.setEncoding('utf8');
    for await (const chunk of response as AsyncIterable<string>) {
      begun += chunk;
      if (begun.length > 3_000_000) break;
    }
    response.destroy();
    // Only statements that had begun; the rest would be more than thirty.
    expect(await standstill(server)).toBeLessThan(10);

    const first = wholeLinesOf(begun).map(idOf);
    const rest = await openExport(server, analyst, `&after=${first.at(-1) ?? ''}`);
    const second = wholeLinesOf(await text(rest)).map(idOf);
    const { transactions } = await books(server.storage);
    expect([...first, ...second]).toEqual(transactions.map(({ id }) => id));
  });

  test('When the server stops, then it breaks the answer off and does not wait for the client', async () => {
    const { server, analyst } = await full();
    const response = await openExport(server, analyst, '');
    await standstill(server);
    await server.close();
    await expect(text(response)).rejects.toThrow('aborted');
  });

  test('When its API token is revoked, then the answer breaks off, and is not begun again', async () => {
    const { server } = await full();
    const operator = await server.staff('OPERATOR');
    const { id, client } = await tokenOf(server, operator, { role: 'ANALYST' });
    const response = await openExport(server, client, '');
    await standstill(server);
    await revoke(operator, id);
    await expect(text(response)).rejects.toThrow('aborted');
    expect((await client.get('/api/exports/transactions')).status).toBe(401);
  });

  test('When reading fails in the middle, then the answer breaks off, so that nobody takes it for complete', async () => {
    const { server, analyst } = await full();
    const response = await openExport(server, analyst, '');
    await standstill(server);
    jest
      .spyOn(server.storage.longReads.getConnection(), 'execute')
      .mockRejectedValue(new Error('disk on fire'));
    await expect(text(response)).rejects.toThrow('aborted');
    jest.restoreAllMocks();
    expect((await analyst.get('/api/me')).status).toBe(200);
  });
});
