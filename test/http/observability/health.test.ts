import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from '@jest/globals';
import Fastify from 'fastify';
import { healthPlugin, type Phase } from '../../../server/http/observability/health.js';
import { Client } from '../../support/api.js';
import { onCleanup } from '../../support/ledger.js';
import { TestLog } from '../../support/log.js';
import { rawSql } from '../../support/raw-sql.js';
import { startApi } from '../../support/started.js';

describe('The health of a server', () => {
  test('is live and ready while it serves, without signing in and without a rate limit', async () => {
    const api = await startApi({ rateLimit: true });

    const live = await api.stranger.get('/health/live');
    const ready = await new Client(api, { authorization: 'Bearer nss_of-nobody' }).get('/health/ready');

    expect([live.status, live.body]).toEqual([200, { status: 'live' }]);
    expect([ready.status, ready.body]).toEqual([200, { status: 'ready' }]);
    expect(ready.headers.get('cache-control')).toBe('no-store');
    expect(ready.headers.has('ratelimit-limit')).toBe(false);
  });

  test('is not ready before it listens', async () => {
    const answer = await probe({ phase: 'starting' });

    expect(answer).toEqual([503, { status: 'unavailable', reasons: ['starting'] }]);
  });

  test('is live but not ready while it stops', async () => {
    const api = await startApi();

    const drained = api.app.drain();
    const live = await api.stranger.get('/health/live');
    const ready = await api.stranger.get('/health/ready');
    await drained;

    expect(live.status).toBe(200);
    expect([ready.status, ready.body]).toEqual([503, { status: 'unavailable', reasons: ['stopping'] }]);
  });

  test('is not ready once an outcome is unknown', async () => {
    const api = await startApi();
    Object.defineProperty(api.app.services.units, 'accepting', { value: false });

    const answer = await api.stranger.get('/health/ready');

    expect([answer.status, answer.body]).toEqual([
      503,
      { status: 'unavailable', reasons: ['outcome unknown'] },
    ]);
    expect((await api.stranger.get('/health/live')).status).toBe(200);
  });

  test('is not ready when the database fails, and says no more about it than that', async () => {
    const log = new TestLog();
    const api = await startApi({}, { logger: log.logger });
    await rawSql(api, 'alter table users rename to gone');

    const answer = await api.stranger.get('/health/ready');

    expect([answer.status, answer.body]).toEqual([503, { status: 'unavailable', reasons: ['database'] }]);
    expect(log.named('the database does not answer')).toEqual([
      expect.objectContaining({
        err: expect.objectContaining({ message: expect.stringContaining('users') }),
      }),
    ]);
  });

  test('is not ready when the database takes too long, and names everything that is wrong', async () => {
    const answer = await probe({
      phase: 'stopping',
      accepting: false,
      askDatabase: async () => sleep(60_000, 0, { ref: false }),
    });

    expect(answer).toEqual([
      503,
      { status: 'unavailable', reasons: ['stopping', 'outcome unknown', 'database'] },
    ]);
  });
});

/** Asks a server that has nothing but its health. */
async function probe({
  phase,
  accepting = true,
  askDatabase = async () => Promise.resolve(),
}: {
  phase: Phase;
  accepting?: boolean;
  askDatabase?: () => Promise<unknown>;
}): Promise<[number, unknown]> {
  const fastify = Fastify();
  onCleanup(async () => fastify.close());
  await fastify.register(healthPlugin, {
    phase: () => phase,
    accepting: () => accepting,
    askDatabase,
    timeoutMs: 20,
  });
  const { statusCode, body } = await fastify.inject('/health/ready');
  return [statusCode, JSON.parse(body)];
}
