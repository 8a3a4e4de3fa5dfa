import { describe, expect, test } from '@jest/globals';
import { NAMES_PER_ACCOUNT_MAX } from '../../../../server/identity/throttles/mail-throttle.js';
import { CONFIRMATION_MS } from '../../../../server/identity/access/guard.js';
import { Client, PASSWORD, User, useApi, type TestApi } from '../../../support/api.js';
import { askForToken, tokenOf } from '../../../support/api-tokens.js';
import { SettableClock } from '../../../support/clock.js';
import { LiveStream } from '../../../support/live.js';
import { rawRows } from '../../../support/raw-sql.js';
import { startApi } from '../../../support/started.js';

const CHANGE = 'mutation ($input: ChangePasswordInput!) { changePassword(input: $input) }';
const CONFIRM = 'mutation ($input: ConfirmPasswordInput!) { confirmPassword(input: $input) }';
const RENAME = 'mutation ($input: UpdateProfileInput!) { updateProfile(input: $input) { displayName } }';
const ME = '{ me { email } }';
const NEW_PASSWORD = 'an entirely new password';
const api = useApi();

async function elsewhere(server: TestApi, { id, email }: User): Promise<User> {
  const answer = await server.stranger.post('/api/auth/login', { email, password: PASSWORD });
  return new User(server, id, email, answer.text('token'));
}

describe('Changing the password', () => {
  test('ends the other sessions with their live updates; the one that asks and API tokens go on', async () => {
    const amina = await api.customer();
    const walletId = await amina.wallet();
    const other = await elsewhere(api, amina);
    const program = await tokenOf(api, amina);
    const [ended, open] = await Promise.all(
      [other, amina].map(async (user) => LiveStream.open(user, 'subscription { walletChanges { id } }')),
    );
    await ended?.next();
    await open?.next();

    const input = { currentPassword: PASSWORD, newPassword: NEW_PASSWORD };
    expect((await amina.graphql(CHANGE, { input })).body).toEqual({ data: { changePassword: true } });

    expect(await ended?.take(2)).toMatchObject([
      { data: { errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] } },
      { event: 'complete' },
    ]);
    expect((await other.graphql(ME)).body).toEqual({ data: { me: null } });
    expect((await program.client.get('/api/me')).status).toBe(200);
    await amina.deposit(walletId, '1.00');
    expect(await open?.next()).toMatchObject({ data: { data: { walletChanges: { id: walletId } } } });
    const signIn = async (password: string) =>
      (await api.stranger.post('/api/auth/login', { email: amina.email, password })).status;
    expect([await signIn(PASSWORD), await signIn(NEW_PASSWORD)]).toEqual([401, 200]);
    const events = await rawRows(
      api,
      `select action, actor_id, details from audit_events where user_id = ? and action like 'PASSWORD%'`,
      [amina.id],
    );
    expect(events).toEqual([{ action: 'PASSWORD_CHANGED', actor_id: amina.id, details: '{"sessions":1}' }]);
  });

  test('needs the present one, and a good new one; else nothing changes', async () => {
    const amina = await api.customer();
    const other = await elsewhere(api, amina);
    const refusal = async (currentPassword: string, newPassword: string) =>
      (await amina.graphql(CHANGE, { input: { currentPassword, newPassword } })).at('errors.0.extensions');

    expect(await refusal('not the password', NEW_PASSWORD)).toMatchObject({
      code: 'BAD_USER_INPUT',
      details: { field: 'currentPassword' },
    });
    expect(await refusal(PASSWORD, 'short')).toMatchObject({
      code: 'BAD_USER_INPUT',
      details: { field: 'newPassword' },
    });
    expect((await other.graphql(ME)).at('data.me.email')).toBe(amina.email);
    expect((await elsewhere(api, amina)).token).not.toBe('');
  });

  test('is nothing that an API token may do', async () => {
    const { client } = await tokenOf(api, await api.customer());
    for (const [query, input] of [
      [CHANGE, { currentPassword: PASSWORD, newPassword: NEW_PASSWORD }],
      [CONFIRM, { password: PASSWORD }],
      [RENAME, { displayName: 'Robot' }],
    ] as const) {
      const answer = await client.graphql(query, { input });
      expect(answer.at('errors.0.extensions.code')).toBe('FORBIDDEN');
    }
  });

  test('is guessed at as seldom as at the sign-in', async () => {
    const limited = await startApi({ rateLimit: true });
    const amina = await limited.customer();
    const codes = new Set<unknown>();
    for (let count = 0; count < 25; count += 1) {
      const answer = await amina.post('/api/auth/confirmation', { password: `guess ${String(count)}` });
      codes.add(answer.at('code'));
    }
    expect(codes).toEqual(new Set(['BAD_USER_INPUT', 'RATE_LIMITED']));
  });
});

test('Changing the name shows at once and is written down', async () => {
  const amina = await api.customer('Amina');
  const answer = await amina.graphql(RENAME, { input: { displayName: '  Amina   Otieno ' } });
  const name = answer.text('data.updateProfile.displayName');
  expect(name).toMatch(/^Amina +Otieno$/);
  expect((await amina.get('/api/me')).at('displayName')).toBe(name);
  const events = await rawRows(
    api,
    `select action, p.details from audit_events join audit_personal_details p using (sequence)
      where user_id = ? and action like 'NAME%'`,
    [amina.id],
  );
  expect(events).toEqual([
    { action: 'NAME_CHANGED', details: JSON.stringify({ before: 'Amina', after: name }) },
  ]);
  const empty = await amina.graphql(RENAME, { input: { displayName: ' ' } });
  expect(empty.at('errors.0.extensions')).toMatchObject({ details: { field: 'displayName' } });
});

test('Changing the name over and over is refused: each change stays in the log', async () => {
  const server = await startApi({ rateLimit: true });
  const amina = await server.customer('Amina');
  const codes: unknown[] = [];
  for (let index = 0; index <= NAMES_PER_ACCOUNT_MAX; index += 1) {
    const renamed = await amina.graphql(RENAME, { input: { displayName: `Amina ${String(index)}` } });
    codes.push(renamed.at('errors.0.extensions.code'));
  }
  expect(codes).toEqual([...Array<undefined>(NAMES_PER_ACCOUNT_MAX).fill(undefined), 'RATE_LIMITED']);
  const last = `Amina ${String(NAMES_PER_ACCOUNT_MAX - 1)}`;
  expect((await amina.get('/api/me')).at('displayName')).toBe(last);
});

describe('What is dangerous', () => {
  const REQUIRED = 'CONFIRMATION_REQUIRED';

  async function startWithTime() {
    const clock = new SettableClock();
    return { clock, server: await startApi({}, { clock }) };
  }

  test('asks a session for the password once its sign-in is ten minutes old, and then goes on', async () => {
    const { clock, server } = await startWithTime();
    const amina = await server.customer();
    const codeOf = async () => (await askForToken(amina, { name: 'Later' })).at('errors.0.extensions.code');
    await tokenOf(server, amina);

    clock.advance(CONFIRMATION_MS);
    expect(await codeOf()).toBe(REQUIRED);
    const wrong = await amina.graphql(CONFIRM, { input: { password: 'not it' } });
    expect(wrong.at('errors.0.extensions')).toMatchObject({
      code: 'BAD_USER_INPUT',
      details: { field: 'password' },
    });
    expect(await codeOf()).toBe(REQUIRED);

    const confirmed = await amina.graphql(CONFIRM, { input: { password: PASSWORD } });
    expect(confirmed.body).toEqual({ data: { confirmPassword: true } });
    clock.advance(CONFIRMATION_MS - 1);
    expect(await codeOf()).toBeUndefined();
  });

  test('is all that an operator does for good, and over REST too', async () => {
    const { clock, server } = await startWithTime();
    const [amina, operator] = [await server.customer(), await server.staff('OPERATOR')];
    const walletId = await amina.wallet({ balance: '10.00' });
    const empty = await amina.wallet({ name: 'Empty' });
    const { id } = await amina.deposit(walletId, '5.00');
    const program = await tokenOf(server, operator);
    const acts: [path: string, body: object, status: number][] = [
      [`/api/transactions/${id}/reverse`, { reason: 'Wrong' }, 200],
      [`/api/wallets/${empty}/close`, { reason: 'Empty' }, 200],
      ['/api/settlement-terms/review-rules', { currency: 'KES', withdrawalsAbove: '1', reason: 'New' }, 200],
      ['/api/risk/thresholds', { kind: 'NET_OUTFLOW', currency: 'KES', threshold: '1', reason: 'New' }, 200],
      [`/api/users/${amina.id}/suspend`, { reason: 'Fraud' }, 200],
    ];
    clock.advance(CONFIRMATION_MS);

    for (const [path, body, status] of acts) {
      const key = path;
      const refused = await operator.post(path, body, { key });
      expect([path, refused.status, refused.at('code')]).toEqual([path, 403, REQUIRED]);
      await operator.post('/api/auth/confirmation', { password: PASSWORD });
      // The same key goes through: what was refused is not pinned to it.
      const done = await operator.post(path, body, { key });
      expect([path, done.status]).toEqual([path, status]);
      clock.advance(CONFIRMATION_MS);
    }

    // An owner closes a wallet as before, and a program does what its token allows.
    const brian = await server.customer('Brian');
    const own = await brian.wallet();
    clock.advance(CONFIRMATION_MS);
    expect((await brian.post(`/api/wallets/${own}/close`, {})).status).toBe(200);
    const rule = { currency: 'UGX', withdrawalsAbove: '1', reason: 'By a program' };
    expect((await program.client.post('/api/settlement-terms/review-rules', rule)).status).toBe(200);
  });

  test('asks again after a sign-in whose session is older than the writing down of this', async () => {
    const { server } = await startWithTime();
    const amina = await server.customer();
    await server.storage.writer.getConnection().execute('update sessions set confirmed_at = null');
    expect((await askForToken(amina)).at('errors.0.extensions.code')).toBe(REQUIRED);
  });
});

test('A new sign-in in a browser ends the session that the browser had', async () => {
  const amina = await api.customer();
  const browser = new Client(api, { cookie: `nissmart_session=${amina.token}` });
  const other = await elsewhere(api, amina);
  const answer = await browser.post('/api/auth/login', { email: amina.email, password: PASSWORD });
  expect(answer.status).toBe(200);
  expect((await amina.graphql(ME)).body).toEqual({ data: { me: null } });
  expect((await other.graphql(ME)).at('data.me.email')).toBe(amina.email);
});
