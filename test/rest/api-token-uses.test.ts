import { describe, expect, jest, test } from '@jest/globals';
import type { TestApi } from '../support/api.js';
import { revoke, tokenOf } from '../support/api-tokens.js';
import { SettableClock } from '../support/clock.js';
import { rawRows } from '../support/raw-sql.js';
import { startApi } from '../support/started.js';

async function lastUsed(server: TestApi, id: string): Promise<number | null> {
  const [row] = await rawRows<{ last_used_at: number | null }>(
    server,
    'select last_used_at from api_tokens where id = ?',
    [id],
  );
  return row?.last_used_at ?? null;
}

/** Asks until the answer is another one: what is written behind a request's back takes a moment. */
async function until<Value>(ask: () => Promise<Value>, wanted: Value): Promise<void> {
  while ((await ask()) !== wanted) await new Promise((resolve) => setImmediate(resolve));
}

describe('When a token was last used', () => {
  test('is written down to the minute, behind the back of the request', async () => {
    const clock = new SettableClock();
    const server = await startApi({}, { clock });
    const amina = await server.customer();
    const { id, client } = await tokenOf(server, amina);
    expect(await lastUsed(server, id)).toBeNull();

    const first = clock.now().getTime();
    await client.get('/api/me');
    await until(async () => lastUsed(server, id), first);
    const run = jest.spyOn(server.app.services.units, 'run');
    clock.advance(59_000);
    await client.get('/api/me');
    expect(run).not.toHaveBeenCalled();
    run.mockRestore();
    clock.advance(1_000);
    await client.get('/api/me');
    await until(async () => lastUsed(server, id), first + 60_000);
    expect((await amina.get('/api/tokens')).at('data.0.lastUsedAt')).toBe(
      new Date(first + 60_000).toISOString(),
    );

    await revoke(amina, id);
    clock.advance(60_000);
    expect((await client.get('/api/me')).status).toBe(401);
    await server.close();
  });

  test('cannot be written, then the request is answered all the same', async () => {
    const server = await startApi();
    const amina = await server.customer();
    const { client } = await tokenOf(server, amina);
    const run = jest.spyOn(server.app.services.units, 'run').mockRejectedValue(new Error('disk full'));
    expect((await client.get('/api/me')).status).toBe(200);
    expect(run).toHaveBeenCalledTimes(1);
    run.mockRestore();
    expect((await client.get('/api/wallets')).status).toBe(200);
  });
});
