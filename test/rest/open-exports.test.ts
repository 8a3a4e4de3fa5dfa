import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { describe, expect, test } from '@jest/globals';
import type { Timeouts } from '../../server/http/limits/timeouts.js';
import type { TestApi, User } from '../support/api.js';
import { onCleanup, TestLedger } from '../support/ledger.js';
import { insertTransactions } from '../support/many-transactions.js';
import { expectLimited } from '../support/rate-limits.js';
import { startApi } from '../support/started.js';

const EXPORTS = { perUser: 2, perAddress: 3, total: 10, reserve: 2 };
const PATH = '/api/exports/transactions?format=ndjson';
const LINES = 60_000;

/** A server that has more to export than the buffers of a connection take. */
async function full(timeouts: Partial<Timeouts> = {}): Promise<TestApi> {
  const t = await TestLedger.open();
  await insertTransactions(t, await t.wallet({ balance: 1 }), LINES);
  return startApi({ databaseUrl: t.url }, { bounds: { exports: EXPORTS, timeouts } });
}

/** An answer whose body nobody reads. */
async function openExport({ url }: TestApi, { token }: User): Promise<IncomingMessage> {
  const request = get(url + PATH, { headers: { authorization: `Bearer ${token}` } });
  request.on('error', () => undefined);
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  onCleanup(() => void response.destroy());
  return response.on('error', () => undefined);
}

async function linesOf(response: Response): Promise<number> {
  return (await response.text()).trim().split('\n').length;
}

describe('Exports that nobody reads', () => {
  test('are so many for a user, also for their statements, and one that is closed makes room', async () => {
    const server = await full();
    const analyst = await server.staff('ANALYST');
    const opened = [await openExport(server, analyst), await openExport(server, analyst)];
    expect(opened.map(({ statusCode }) => statusCode)).toEqual([200, 200]);

    expectLimited(await analyst.get(PATH));
    const wallets = await analyst.get('/api/wallets?first=1');
    const statement = `/api/wallets/${wallets.text('data.0.id')}/statement.csv`;
    expectLimited(await analyst.get(`${statement}?from=2000-01-01T00:00:00Z&to=2100-01-01T00:00:00Z`));
    expect((await analyst.get('/api/me')).status).toBe(200);
    expect((await analyst.fetch(PATH, { method: 'HEAD' })).status).toBe(200);

    opened[0]?.destroy();
    let response = await analyst.fetch(PATH);
    while (response.status === 429) {
      await response.text();
      response = await analyst.fetch(PATH);
    }
    expect(await linesOf(response)).toBe(LINES + 1);
  });

  test('leave room at their address for somebody who has none, for which the user who has most pays', async () => {
    const server = await full();
    const [many, few, honest] = [
      await server.staff('ANALYST'),
      await server.staff('ANALYST'),
      await server.staff('OPERATOR'),
    ];
    const opened = [
      await openExport(server, many),
      await openExport(server, many),
      await openExport(server, few),
    ];
    expectLimited(await few.get(PATH));

    expect(await linesOf(await honest.fetch(PATH))).toBe(LINES + 1);
    const [, evicted] = opened;
    if (evicted) await expect(text(evicted)).rejects.toThrow('aborted');
  });

  test('are broken off when nothing of them is taken for a while, which makes room', async () => {
    const server = await full({ unreadMs: 300 });
    const analyst = await server.staff('ANALYST');
    const opened = [await openExport(server, analyst), await openExport(server, analyst)];

    let next = await openExport(server, analyst);
    while (next.statusCode === 429) {
      next.resume();
      next = await openExport(server, analyst);
    }
    expect(next.statusCode).toBe(200);
    const endings = await Promise.allSettled(opened.map(async (response) => text(response)));
    expect(endings.map(({ status }) => status)).toContain('rejected');
  });
});
