import { describe, expect, test } from '@jest/globals';
import { v4 } from 'uuid';
import { SESSION_LIFETIMES } from '../../../../server/identity/sessions/session-lifetimes.js';
import { User } from '../../../../server/identity/model/user.js';
import { Client, PASSWORD, type TestApi } from '../../../support/api.js';
import { SettableClock } from '../../../support/clock.js';
import { rawRows } from '../../../support/raw-sql.js';
import { startApi } from '../../../support/started.js';

const ME = '{ me { email } }';
const DAY_MS = 24 * 60 * 60 * 1000;

/** The session cookie of an answer, as its name and value and its attributes. */
function cookieOf(headers: Headers): { pair: string; attributes: string[] } {
  const cookies = headers.getSetCookie();
  expect(cookies).toHaveLength(1);
  const [pair = '', ...attributes] = (cookies[0] ?? '').split('; ');
  return { pair, attributes: attributes.map((attribute) => attribute.toLowerCase()) };
}

async function suspend(api: TestApi, id: string): Promise<void> {
  await api.app.services.units.run(async (em) => em.nativeUpdate(User, { id }, { status: 'SUSPENDED' }));
}

function withCookie(api: TestApi, token: string, headers: Record<string, string> = {}): Client {
  return new Client(api, { cookie: `nissmart_session=${token}`, ...headers });
}

describe('Signing in', () => {
  test('gives a token and a cookie, and each of them works', async () => {
    const api = await startApi();
    const { email } = await api.customer();

    const answer = await api.stranger.graphql(
      'mutation ($input: LoginInput!) { login(input: $input) { token expiresAt user { email wallets { nodes { id } } } } }',
      { input: { email: email.toUpperCase(), password: PASSWORD } },
    );

    const token = answer.text('data.login.token');
    const { pair, attributes } = cookieOf(answer.headers);
    expect(answer.at('data.login.user')).toEqual({ email, wallets: { nodes: [] } });
    expect(pair).toBe(`nissmart_session=${token}`);
    expect(attributes).toEqual(
      expect.arrayContaining(['path=/', 'httponly', 'samesite=strict', expect.stringMatching(/^expires=/)]),
    );
    expect(attributes).not.toContain('secure');
    for (const client of [withCookie(api, token), new Client(api, { authorization: `bearer ${token}` })]) {
      expect((await client.graphql(ME)).body).toEqual({ data: { me: { email } } });
    }
  });

  test('keeps the cookie to HTTPS for those who came over it, as only a trusted proxy can tell', async () => {
    const input = { email: `${v4()}@example.com`, displayName: 'X', password: PASSWORD };
    const attributesWith = async (trustProxy: number) => {
      const api = await startApi({ trustProxy });
      const secure = new Client(api, { 'x-forwarded-proto': 'https' });
      const answer = await secure.graphql(
        'mutation ($input: RegisterInput!) { register(input: $input) { token } }',
        { input },
      );
      return cookieOf(answer.headers).attributes;
    };

    expect(await attributesWith(1)).toContain('secure');
    expect(await attributesWith(0)).not.toContain('secure');
  });

  test('fails alike for a wrong password and for an unknown email', async () => {
    const api = await startApi();
    const { email } = await api.customer();
    const errorFor = async (input: object) => {
      const answer = await api.stranger.graphql(
        'mutation ($input: LoginInput!) { login(input: $input) { token } }',
        { input },
      );
      expect(answer.headers.getSetCookie()).toEqual([]);
      return answer.at('errors.0');
    };

    const wrong = await errorFor({ email, password: 'not the password' });
    expect(wrong).toMatchObject({ extensions: { code: 'UNAUTHENTICATED' } });
    expect(await errorFor({ email: `x${email}`, password: PASSWORD })).toEqual(wrong);
  });
});

describe('A session', () => {
  test('by header wins over one by cookie', async () => {
    const api = await startApi();
    const [amina, brian] = [await api.customer('Amina'), await api.customer('Brian')];

    const both = withCookie(api, brian.token, { authorization: `Bearer ${amina.token}` });
    const stale = withCookie(api, brian.token, { authorization: 'Bearer nss_nobody' });

    expect((await both.graphql(ME)).body).toEqual({ data: { me: { email: amina.email } } });
    expect((await stale.graphql(ME)).body).toEqual({ data: { me: null } });
  });

  test('ends with signing out, for its token and cookie but for no other session', async () => {
    const api = await startApi();
    const user = await api.customer();
    const other = await api.stranger.post('/api/auth/login', { email: user.email, password: PASSWORD });

    const answer = await user.graphql('mutation { logout }');

    expect(answer.body).toEqual({ data: { logout: true } });
    const { pair, attributes } = cookieOf(answer.headers);
    expect(pair).toBe('nissmart_session=');
    expect(attributes).toEqual(
      expect.arrayContaining(['max-age=0', 'path=/', 'httponly', 'samesite=strict']),
    );
    expect((await user.graphql(ME)).body).toEqual({ data: { me: null } });
    expect((await withCookie(api, user.token).graphql(ME)).body).toEqual({ data: { me: null } });
    expect((await withCookie(api, other.text('token')).graphql(ME)).body).toEqual({
      data: { me: { email: user.email } },
    });
  });

  test('ends when its time has come, however much it is used', async () => {
    const clock = new SettableClock();
    const api = await startApi({ sessions: SESSION_LIFETIMES }, { clock });
    const user = await api.customer();

    for (let days = 0; days < 90; days += 10) {
      expect((await user.graphql(ME)).body).toEqual({ data: { me: { email: user.email } } });
      await api.app.services.sessions.flush();
      clock.advance(10 * DAY_MS);
    }
    expect((await user.graphql(ME)).body).toEqual({ data: { me: null } });
    expect((await user.graphql('mutation { logout }')).at('errors.0.extensions.code')).toBe(
      'UNAUTHENTICATED',
    );
  });

  test.each([
    ['without a use', 'CUSTOMER', 14 * DAY_MS],
    ['without a use, for staff', 'ANALYST', 30 * 60_000],
    ['in all', 'CUSTOMER', 90 * DAY_MS],
  ] as const)(
    'that was refused because its time %s was over stays so when the clock is set back',
    async (_which, role, lifetimeMs) => {
      const clock = new SettableClock();
      const api = await startApi({ sessions: SESSION_LIFETIMES }, { clock });
      const user = role === 'CUSTOMER' ? await api.customer() : await api.staff(role);
      const { sessions } = api.app.services;

      clock.advance(lifetimeMs);
      expect((await user.graphql(ME)).body).toEqual({ data: { me: null } });
      await sessions.flush();
      clock.advance(-lifetimeMs);

      expect((await user.graphql(ME)).body).toEqual({ data: { me: null } });
    },
  );

  test('that is used before and after the clock is set back has no longer without a use than others', async () => {
    const clock = new SettableClock();
    const api = await startApi({ sessions: SESSION_LIFETIMES }, { clock });
    const user = await api.customer();
    const { sessions } = api.app.services;

    clock.advance(-10 * DAY_MS);
    expect((await user.graphql(ME)).at('data.me.email')).toBe(user.email);
    await sessions.flush();
    clock.advance(14 * DAY_MS);

    expect((await user.graphql(ME)).body).toEqual({ data: { me: null } });
  });

  test('ends with the suspension of its user, who cannot sign in again', async () => {
    const api = await startApi();
    const user = await api.customer();

    await suspend(api, user.id);

    expect((await user.graphql(ME)).body).toEqual({ data: { me: null } });
    expect((await user.get('/api/me')).status).toBe(401);
    const login = await api.stranger.post('/api/auth/login', { email: user.email, password: PASSWORD });
    expect([login.status, login.at('code')]).toEqual([403, 'FORBIDDEN']);
  });

  test('is stored without its token', async () => {
    const api = await startApi();
    const user = await api.customer();

    const rows = await rawRows(api, 'select * from sessions');

    expect(rows).toHaveLength(1);
    expect(JSON.stringify(rows)).not.toContain(user.token);
  });
});
