import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { readConfig } from '../../server/config/config.js';
import { assertNoDemoSignIns } from '../../server/process/demo-sign-ins.js';
import { Client, PASSWORD } from '../support/api.js';
import { temporaryFolder } from '../support/ledger.js';
import { LiveStream } from '../support/live.js';
import { startApi } from '../support/started.js';

const PRODUCTION = { NODE_ENV: 'production' };

describe('In production', () => {
  test('nobody is told of the schema, nor of names that are like a misspelt one', async () => {
    const { introspection, docs } = readConfig(PRODUCTION);
    const api = await startApi({ introspection, docs });

    const asked = await api.stranger.graphql('{ __schema { types { name } } }');
    expect(asked.at('errors.0.extensions.code')).toBe('GRAPHQL_VALIDATION_FAILED');
    const misspelt = await api.stranger.graphql('{ walets { nodes { id } } }');
    expect(misspelt.at('errors.0.message')).toBe('Cannot query field "walets" on type "Query".');
    const value = await api.stranger.graphql(
      'query ($c: Currency!) { recentRecipients(currency: $c) { name } }',
      {
        c: 'KEZ',
      },
    );
    expect(value.text('errors.0.message')).not.toContain('Did you mean');

    const user = await api.customer();
    for (const query of [
      'subscription { __schema { types { name } } }',
      'subscription { walletChange { id } }',
    ]) {
      const told = JSON.stringify(await (await LiveStream.open(user, query)).next());
      expect(told).toContain('GRAPHQL_VALIDATION_FAILED');
      expect(told).not.toContain('Did you mean');
    }
  });

  test('there is neither an explorer nor documentation, unless they are asked for', async () => {
    const api = await startApi({ docs: readConfig(PRODUCTION).docs });
    for (const path of ['/explorer', '/explorer/start.js', '/api/docs', '/api/openapi.json'])
      expect([path, (await api.stranger.get(path)).status]).toEqual([path, 404]);
    const visit = await api.stranger.fetch('/graphql', {
      headers: { accept: 'text/html' },
      redirect: 'manual',
    });
    expect(visit.status).toBe(406);
    expect((await api.stranger.get('/api/errors/NOT_FOUND')).status).toBe(200);

    const { introspection, docs } = readConfig({
      ...PRODUCTION,
      NISSMART_INTROSPECTION: 'on',
      NISSMART_DOCS: 'on',
    });
    expect({ introspection, docs }).toEqual({ introspection: true, docs: true });
  });

  test('a database is refused that the public password opens', async () => {
    const { services } = (await startApi()).app;
    await expect(assertNoDemoSignIns(services)).resolves.toBeUndefined();
    const ops = { email: 'ops@example.com', displayName: 'Ops', password: PASSWORD };
    await services.accounts.create(ops, 'OPERATOR');
    await expect(assertNoDemoSignIns(services)).resolves.toBeUndefined();

    const amina = { email: 'Amina@example.com', displayName: 'Amina', password: 'nissmart-demo' };
    await services.accounts.createWithAnyPassword(amina, 'CUSTOMER');
    await expect(assertNoDemoSignIns(services)).rejects.toMatchObject({
      message: expect.stringMatching(/^anybody can sign in as Amina@example\.com /),
      exitCode: 2,
    });
  });
});

test('Every variable can be taken from a file, without the line break at its end', () => {
  const file = join(temporaryFolder(), 'secret');
  writeFileSync(file, 'correct horse battery\n');
  const { operator } = readConfig({
    NISSMART_OPERATOR_EMAIL: 'ops@nissmart.example',
    NISSMART_OPERATOR_PASSWORD_FILE: file,
  });
  expect(operator).toEqual({ email: 'ops@nissmart.example', password: 'correct horse battery' });

  writeFileSync(file, 'sqlite:elsewhere.db');
  expect(readConfig({ DATABASE_URL_FILE: file }).databaseUrl).toBe('sqlite:elsewhere.db');
});

test('Over HTTPS the cookies are those that no other host can set, and no others count', async () => {
  const api = await startApi({ trustProxy: 1, rateLimit: true });
  const { email } = await api.customer();
  const https = { 'x-forwarded-proto': 'https' };
  const login = await new Client(api, https).post('/api/auth/login', { email, password: PASSWORD });
  const token = login.text('token');

  const cookies = login.headers.getSetCookie();
  for (const name of ['session', 'device']) {
    const pattern = new RegExp(
      `^__Host-nissmart_${name}=[^;]+; Path=/; Expires=[^;]+; HttpOnly; Secure; SameSite=Strict$`,
    );
    expect(cookies).toContainEqual(expect.stringMatching(pattern));
  }
  const cookie = `__Host-nissmart_session=${token}`;
  expect((await new Client(api, { ...https, cookie }).get('/api/me')).at('email')).toBe(email);
  // Another site of the same domain can set one of this name.
  const planted = `nissmart_session=${token}`;
  expect((await new Client(api, { ...https, cookie: planted }).get('/api/me')).status).toBe(401);

  const logout = await new Client(api, { ...https, cookie }).post('/api/auth/logout', {});
  const cleared = logout.headers.getSetCookie().map((set) => set.split(';', 1)[0]);
  expect(cleared).toEqual(['__Host-nissmart_session=', 'nissmart_session=']);
});
