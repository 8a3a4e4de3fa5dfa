import { describe, expect, test } from '@jest/globals';
import { SESSION_LIFETIMES } from '../../../../server/identity/sessions/session-lifetimes.js';
import { PASSWORD, User, useApi, type TestApi } from '../../../support/api.js';
import { tokenOf } from '../../../support/api-tokens.js';
import { SettableClock } from '../../../support/clock.js';
import { LiveStream } from '../../../support/live.js';
import { rawRows } from '../../../support/raw-sql.js';
import { startApi } from '../../../support/started.js';

const SESSIONS = `{
  sessions { nodes { id current device address createdAt lastUsedAt expiresAt } totalCount }
}`;
const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';
const MINUTE_MS = 60 * 1000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const api = useApi();

async function signIn(server: TestApi, { id, email }: User, userAgent = FIREFOX): Promise<User> {
  const headers = { 'user-agent': userAgent };
  const answer = await server.stranger.post('/api/auth/login', { email, password: PASSWORD }, { headers });
  return new User(server, id, email, answer.text('token'));
}

describe('The list of sessions', () => {
  test('has where its user is signed in, newest first, and nobody else’s', async () => {
    const clock = new SettableClock();
    const server = await startApi({ sessions: SESSION_LIFETIMES }, { clock });
    await server.customer('Somebody else');
    const amina = await server.customer();
    clock.advance(HOUR_MS);
    const second = await signIn(server, amina);

    const answer = await second.graphql(SESSIONS);
    expect(answer.at('data.sessions')).toEqual({
      nodes: [
        {
          id: expect.any(String),
          current: true,
          device: 'Firefox on Linux',
          address: '127.0.0.1',
          createdAt: '2026-01-15T10:00:00.000Z',
          lastUsedAt: '2026-01-15T10:00:00.000Z',
          expiresAt: '2026-04-15T10:00:00.000Z',
        },
        expect.objectContaining({ current: false, device: 'node', createdAt: '2026-01-15T09:00:00.000Z' }),
      ],
      totalCount: 2,
    });
    expect(JSON.stringify(answer.body)).not.toContain(second.token);
  });

  test('has pages, over REST as well, and is nothing for an API token or a stranger', async () => {
    const amina = await api.customer();
    await signIn(api, amina);
    const first = await amina.get('/api/sessions?first=1');
    expect(first.list('data')).toHaveLength(1);
    const rest = await amina.get(`/api/sessions?after=${first.text('pageInfo.endCursor')}`);
    expect([rest.list('data').length, rest.at('data.0.current'), rest.at('totalCount')]).toEqual([
      1,
      true,
      2,
    ]);
    const { client } = await tokenOf(api, amina);
    expect((await client.get('/api/sessions')).at('code')).toBe('FORBIDDEN');
    expect((await api.stranger.get('/api/sessions')).status).toBe(401);
  });

  test('says to the minute when each was last used, which is written behind the request’s back', async () => {
    const clock = new SettableClock();
    const server = await startApi({ sessions: SESSION_LIFETIMES }, { clock });
    const amina = await server.customer();
    const lastUsed = async () => {
      await amina.get('/api/me');
      await server.app.services.sessions.flush();
      const [row] = await rawRows<{ last_used_at: number }>(server, 'select last_used_at from sessions');
      return new Date(Number(row?.last_used_at)).toISOString();
    };
    clock.advance(MINUTE_MS - 1);
    expect(await lastUsed()).toBe('2026-01-15T09:00:00.000Z');
    clock.advance(1);
    expect(await lastUsed()).toBe('2026-01-15T09:01:00.000Z');
  });
});

describe('A session', () => {
  test('is ended from another one, with its live updates', async () => {
    const amina = await api.customer();
    await amina.wallet();
    const other = await signIn(api, amina);
    const stream = await LiveStream.open(other, 'subscription { walletChanges { id } }');
    await stream.next();
    const id = (await other.graphql('{ sessions(first: 1) { nodes { id } } }')).text(
      'data.sessions.nodes.0.id',
    );

    const ended = await amina.graphql(`mutation { endSession(id: "${id.toUpperCase()}") }`);

    expect(ended.body).toEqual({ data: { endSession: true } });
    expect(await stream.take(2)).toMatchObject([{ event: 'next' }, { event: 'complete' }]);
    expect((await other.get('/api/me')).status).toBe(401);
    expect((await amina.get('/api/me')).status).toBe(200);
    const again = await amina.fetch(`/api/sessions/${id}`, { method: 'DELETE' });
    expect(again.status).toBe(404);
    const brian = await api.customer('Brian');
    const own = (await amina.graphql(SESSIONS)).text('data.sessions.nodes.0.id');
    expect((await brian.fetch(`/api/sessions/${own}`, { method: 'DELETE' })).status).toBe(404);
    expect((await amina.get('/api/me')).status).toBe(200);
  });

  test('ends all others at once, which the audit log tells', async () => {
    const amina = await api.customer();
    const others = [await signIn(api, amina), await signIn(api, amina)];

    expect((await amina.graphql('mutation { endOtherSessions }')).at('data.endOtherSessions')).toBe(2);

    for (const other of others) expect((await other.get('/api/me')).status).toBe(401);
    expect((await amina.get('/api/me')).status).toBe(200);
    expect((await amina.fetch('/api/sessions', { method: 'DELETE' })).status).toBe(204);
    const events = await rawRows(
      api,
      `select action, actor_id, details from audit_events where user_id = ? and action like 'SESSIONS%'`,
      [amina.id],
    );
    expect(events).toEqual([{ action: 'SESSIONS_ENDED', actor_id: amina.id, details: '{"sessions":2}' }]);
  });

  test.each([
    ['customer', 14 * DAY_MS, 90 * DAY_MS],
    ['operator', 30 * MINUTE_MS, 12 * HOUR_MS],
  ])('of a %s ends when it is left unused for too long', async (who, idleMs, absoluteMs) => {
    const clock = new SettableClock();
    const server = await startApi({ sessions: SESSION_LIFETIMES }, { clock });
    const user = who === 'customer' ? await server.customer() : await server.staff('OPERATOR');
    const isIn = async () => {
      const { status } = await user.get('/api/me');
      await server.app.services.sessions.flush();
      return status === 200;
    };
    const start = clock.now().getTime();
    while (clock.now().getTime() - start + idleMs - 1 < absoluteMs) {
      clock.advance(idleMs - 1);
      expect(await isIn()).toBe(true);
    }
    const early = await signIn(server, user);
    clock.advance(idleMs);
    expect(await isIn()).toBe(false);
    expect((await early.get('/api/me')).status).toBe(401);
  });

  test('of an operator ends after twelve hours however much it is used, and the times are configured', async () => {
    const clock = new SettableClock();
    const lifetime = { idleMs: 2 * HOUR_MS, absoluteMs: 3 * HOUR_MS };
    const server = await startApi({ sessions: { staff: lifetime, customer: lifetime } }, { clock });
    const operator = await server.staff('OPERATOR');
    for (const expected of [200, 200, 401]) {
      clock.advance(HOUR_MS);
      expect((await operator.get('/api/me')).status).toBe(expected);
      await server.app.services.sessions.flush();
    }
  });
});
