import { describe, expect, test } from '@jest/globals';
import { PASSWORD, type TestApi, type User } from '../../../../support/api.js';
import { tokenOf } from '../../../../support/api-tokens.js';
import { SettableClock } from '../../../../support/clock.js';
import {
  addPasskey,
  authenticatorFor,
  enableTotp,
  sessionIn,
  signInByPasskey,
  signInWith,
} from '../../../../support/factors.js';
import { LiveStream } from '../../../../support/live.js';
import { rawRows } from '../../../../support/raw-sql.js';
import { startApi } from '../../../../support/started.js';

const REQUIRED = 'SECOND_FACTOR_REQUIRED';

async function started(): Promise<{ api: TestApi; clock: SettableClock }> {
  const clock = new SettableClock();
  return { clock, api: await startApi({ staffSecondFactor: 'required' }, { clock }) };
}

/** Tries reads and writes of operations over GraphQL and REST, and returns the codes. */
async function codesOf(user: User, wallet: string): Promise<unknown[]> {
  const queries = [
    ...['{ users { nodes { id } } }', '{ wallets { nodes { id } } }', '{ transactions { nodes { id } } }'],
    ...['{ adminSummary { asOf } }', '{ auditEvents { nodes { sequence } } }', '{ userCount }'],
    `{ wallet(id: "${wallet}") { id } }`,
    'mutation { createApiToken(input: { name: "Way around" }) { token } }',
    `mutation { freezeWallet(id: "${wallet}", reason: "x", idempotencyKey: "k") { wallet { id } } }`,
  ];
  const codes: unknown[] = [];
  for (const query of queries) codes.push((await user.graphql(query)).at('errors.0.extensions.code'));
  for (const path of ['users', 'wallets', 'dashboard/admin', 'exports/transactions', 'exports/entries']) {
    const answer = await user.fetch(`/api/${path}`);
    const problem = answer.status === 401 ? ((await answer.json()) as { code: string }) : undefined;
    await answer.body?.cancel().catch(() => undefined);
    codes.push(problem?.code);
  }
  return codes;
}

async function streamCode(user: User): Promise<unknown> {
  const stream = await LiveStream.open(user, 'subscription { operationsActivity { cursor } }');
  const event = await stream.next();
  stream.kill();
  return JSON.stringify(event).includes(REQUIRED);
}

describe('Where staff must have a second factor', () => {
  test('a password alone lets them do nothing but set one up, by whichever way they ask', async () => {
    const { api } = await started();
    const wallet = await (await api.customer()).wallet();
    const operator = await api.staff('OPERATOR');

    expect(new Set(await codesOf(operator, wallet))).toEqual(new Set([REQUIRED]));
    expect(await streamCode(operator)).toBe(true);
    const seen = await operator.graphql('{ operationsCursor me { role awaitsSecondFactor } }');
    expect(seen.at('data')).toEqual({
      operationsCursor: null,
      me: { role: 'OPERATOR', awaitsSecondFactor: true },
    });
    expect((await operator.get('/api/sessions')).status).toBe(200);
    expect((await operator.post('/api/auth/profile', { displayName: 'Op' })).status).toBe(200);

    const device = authenticatorFor(api);
    expect((await addPasskey(operator, device)).status).toBe(201);
    const [createToken, freeze] = [7, 8];
    const codes = await codesOf(operator, wallet);
    expect(codes.filter((_code, index) => index !== createToken && index !== freeze)).not.toContain(REQUIRED);
    expect(await streamCode(operator)).toBe(false);

    const again = sessionIn(api, operator, await signInByPasskey(api.stranger, device));
    expect((await again.get('/api/users')).status).toBe(200);
  });

  test('customers need none, and API tokens of strong sessions go on', async () => {
    const { api, clock } = await started();
    const amina = await api.customer();
    expect((await amina.wallet()).length).toBeGreaterThan(0);
    const analyst = await api.staff('ANALYST');
    await enableTotp(analyst, () => clock.now());
    const { client } = await tokenOf(api, analyst);
    expect((await client.get('/api/users')).status).toBe(200);
    await analyst.fetch('/api/auth/totp', { method: 'DELETE' });
    expect((await client.get('/api/users')).status).toBe(200);
  });

  test('with the last factor gone they must set one up again, and what they follow ends', async () => {
    const { api, clock } = await started();
    const analyst = await api.staff('ANALYST');
    const app = await enableTotp(analyst, () => clock.now());
    const other = sessionIn(api, analyst, await signInWith(api, analyst, app.code()));
    const stream = await LiveStream.open(other, 'subscription { operationsActivity { cursor } }');
    await stream.next();
    await analyst.fetch('/api/auth/totp', { method: 'DELETE' });
    expect(JSON.stringify(await stream.take(2))).toContain('UNAUTHENTICATED');
    for (const user of [analyst, other]) expect((await user.get('/api/users')).at('code')).toBe(REQUIRED);
  });

  test('whoever lost everything is helped from the command line, and starts anew', async () => {
    const { api, clock } = await started();
    const operator = await api.staff('OPERATOR');
    await enableTotp(operator, () => clock.now());
    await addPasskey(operator, authenticatorFor(api));
    const { accounts, secondFactors } = api.app.services;
    const user = await accounts.findByEmail(operator.email);
    expect(user && (await secondFactors.removeAll(user, 'Lost the phone'))).toBe(2);
    expect((await operator.get('/api/me')).status).toBe(401);
    const again = sessionIn(api, operator, await signInWith(api, operator));
    expect((await again.get('/api/users')).at('code')).toBe(REQUIRED);
    const events = await rawRows(
      api,
      'select action, actor_id, reason from audit_events where actor_id is null and reason is not null order by sequence',
    );
    expect(events).toEqual(
      ['PASSKEY_REMOVED', 'TOTP_DISABLED'].map((action) => ({
        action,
        actor_id: null,
        reason: 'Lost the phone',
      })),
    );
  });

  test('a session from before proves its factor by the password and a code', async () => {
    const { api, clock } = await started();
    const analyst = await api.staff('ANALYST');
    const weak = sessionIn(api, analyst, await signInWith(api, analyst));
    const app = await enableTotp(analyst, () => clock.now());
    expect((await weak.get('/api/users')).at('code')).toBe(REQUIRED);
    const confirmation = { password: PASSWORD, code: app.code() };
    expect((await weak.post('/api/auth/confirmation', confirmation)).status).toBe(204);
    expect((await weak.get('/api/users')).status).toBe(200);
  });
});

test('Where it is optional, a password is enough', async () => {
  const api = await startApi();
  expect((await (await api.staff('ANALYST')).get('/api/users')).status).toBe(200);
});
