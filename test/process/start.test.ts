import { existsSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { once } from 'node:events';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { Client } from '../support/api.js';
import { onCleanup, temporaryFolder } from '../support/ledger.js';
import { nissmart, Nissmart, serve, type Environment } from '../support/process.js';

/** Chooses a path for a database; most of these tests want none to be made. */
function database(): { path: string; env: Environment } {
  const path = join(temporaryFolder(), 'nissmart.db');
  return { path, env: { DATABASE_URL: `sqlite:${path}`, PORT: '0' } };
}

describe('Configuration mistakes end the start with exit code 2 and a line each, before there is a database', () => {
  const cases: [Environment, string[]][] = [
    [{ PORT: '99999' }, ['PORT must be a port number']],
    [{ PORT: 'http' }, ['PORT must be a port number']],
    [{ LOG_LEVEL: 'loud' }, ['LOG_LEVEL must be one of fatal, error, warn, info, debug, trace, silent']],
    [{ NISSMART_DEMO: 'yes' }, ['NISSMART_DEMO must be 0 or 1']],
    [{ NISSMART_RATE_LIMIT: '0' }, ['NISSMART_RATE_LIMIT must be on or off']],
    [{ NISSMART_DOCUMENTS: 'all' }, ['NISSMART_DOCUMENTS must be any or trusted']],
    [
      { NISSMART_TRUSTED_DOCUMENTS_FILE: 'documents.json' },
      ['NISSMART_TRUSTED_DOCUMENTS_FILE is for NISSMART_DOCUMENTS=trusted'],
    ],
    [
      { NISSMART_SETTLMENT: 'review' },
      ['NISSMART_SETTLMENT is not a variable of nissmart; did you mean NISSMART_SETTLEMENT?'],
    ],
    [
      { NISMART_DEMO: '0', nissmart_pending_days: '3', NISSMART_RATE_LIMIT: '0' },
      [
        'NISMART_DEMO is not a variable of nissmart; did you mean NISSMART_DEMO?',
        'nissmart_pending_days is not a variable of nissmart; did you mean NISSMART_PENDING_DAYS?',
        'NISSMART_RATE_LIMIT must be on or off',
      ],
    ],
    [
      { NISSMART_PORT: '80', NISSMART_LOG_LEVL: 'debug', NISSMART_DATABASE: 'sqlite:ledger.db' },
      [
        'NISSMART_PORT is not a variable of nissmart; did you mean PORT?',
        'NISSMART_LOG_LEVL is not a variable of nissmart; did you mean LOG_LEVEL?',
        'NISSMART_DATABASE is not a variable of nissmart; did you mean DATABASE_URL?',
      ],
    ],
    [
      { NISSMART_OPERATOR_EMAIL: 'ops@nissmart.example' },
      ['NISSMART_OPERATOR_EMAIL and NISSMART_OPERATOR_PASSWORD go together'],
    ],
    [
      { NODE_ENV: 'production', NISSMART_DEMO: '1', NISSMART_DOCS: 'yes' },
      ['NISSMART_DOCS must be on or off'],
    ],
    [
      { NODE_ENV: 'production', NISSMART_DEMO: '1' },
      ['NISSMART_DEMO=1 is not for NODE_ENV=production: anybody knows how to sign in to demo data'],
    ],
    [
      { NISSMART_OPERATOR_EMAIL: 'ops@nissmart.example', NISSMART_OPERATOR_PASSWORD_FILE: '/proc/nothing' },
      [
        'NISSMART_OPERATOR_PASSWORD_FILE names a file that cannot be read (ENOENT)',
        'NISSMART_OPERATOR_EMAIL and NISSMART_OPERATOR_PASSWORD go together',
      ],
    ],
    [
      { LOG_LEVEL: 'info', LOG_LEVEL_FILE: '/proc/version' },
      ['LOG_LEVEL and LOG_LEVEL_FILE are two ways to say one thing; set one of them'],
    ],
    [
      { NISSMART_OPERATOR_EMAIL: 'ops', NISSMART_OPERATOR_PASSWORD: 'short' },
      ['NISSMART_OPERATOR_EMAIL must be an email address'],
    ],
    [
      { NISSMART_OPERATOR_EMAIL: 'ops@nissmart.example', NISSMART_OPERATOR_PASSWORD: 'too short' },
      ['NISSMART_OPERATOR_PASSWORD: The password of staff has at least 15 characters'],
    ],
    [
      { NISSMART_OPERATOR_EMAIL: 'ops@nissmart.example', NISSMART_OPERATOR_PASSWORD: 'nissmart-demo-2026' },
      [
        'NISSMART_OPERATOR_PASSWORD: This password says only whose it is: your name, your email or our name; ' +
          'take one that nobody knows of you',
      ],
    ],
    [
      { NISSMART_SETTLEMENT: 'later', NISSMART_PENDING_DAYS: '366' },
      [
        'NISSMART_SETTLEMENT must be instant or review',
        'NISSMART_PENDING_DAYS must be a number of days, 1 to 365',
      ],
    ],
    [
      { DATABASE_URL: 'mysql://localhost/nissmart', PORT: '-1' },
      ['PORT must be a port number', 'DATABASE_URL must be sqlite:<path>, sqlite::memory: or postgres://…'],
    ],
  ];
  test.each(cases)('%j', async (mistaken, lines) => {
    const { path, env } = database();
    const { code, stdout, stderr } = await nissmart(['serve'], { env: { ...env, ...mistaken } });
    expect({ code, stdout, stderr }).toEqual({
      code: 2,
      stdout: '',
      stderr: lines.map((line) => `nissmart: ${line}\n`).join(''),
    });
    expect(existsSync(path)).toBe(false);
  });
});

test('When the port is taken, then it says so in one line, exits with 1 and leaves the database alone', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  onCleanup(() => void other.close());
  await once(other, 'listening');
  const { port } = other.address() as AddressInfo;
  const { path, env } = database();
  expect(await nissmart(['serve'], { env: { ...env, PORT: `${port}` } })).toEqual({
    code: 1,
    stdout: '',
    stderr:
      `nissmart: cannot listen on 127.0.0.1:${port}: ` +
      'something listens there already; choose another PORT, or PORT=0 for any free one\n',
  });
  expect(existsSync(path)).toBe(false);
});

test('When HOST is not an address of this machine, then it says so and exits with 1', async () => {
  // TEST-NET-3 of RFC 5737 belongs to nobody.
  const { env } = database();
  const { code, stderr } = await nissmart(['serve'], { env: { ...env, PORT: '4000', HOST: '203.0.113.1' } });
  expect({ code, stderr }).toEqual({
    code: 1,
    stderr: 'nissmart: cannot listen on 203.0.113.1:4000: HOST is not an address of this machine\n',
  });
});

test('When the database cannot be opened, then it says so in one line and exits with 1', async () => {
  const { code, stdout, stderr } = await nissmart(['serve'], {
    env: { DATABASE_URL: 'sqlite:/proc/nissmart.db' },
  });
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr).toMatch(/^nissmart: cannot open the database sqlite:\/proc\/nissmart\.db: .+\n$/);
});

test('When Node is too old, then it says so in one line and exits with 2', async () => {
  const pretend = `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '20.20.2' } })`;
  const nodeArgs = ['--import', `data:text/javascript,${encodeURI(pretend)}`];
  const old = new Nissmart(['serve'], database().env, { nodeArgs });
  expect(await old.ended).toEqual({
    code: 2,
    stdout: '',
    stderr: expect.stringMatching(/^nissmart needs Node 22\.17 or newer and this is Node 20\.20\.2; .+\n$/),
  });
});

test('When an operator is configured and there is none, then they are made once and can sign in', async () => {
  const { env } = database();
  const operator = (email: string) => ({
    ...env,
    NISSMART_OPERATOR_EMAIL: email,
    NISSMART_OPERATOR_PASSWORD: 'correct horse battery',
  });
  const signIn = async (url: string, email: string) =>
    new Client({ url }).post('/api/auth/login', { email, password: 'correct horse battery' });

  const first = await serve(operator('First@nissmart.example'));
  const session = await signIn(first.url, 'first@nissmart.example');
  expect([session.status, session.at('user.role')]).toEqual([200, 'OPERATOR']);
  expect(await first.process.stop()).toMatchObject({ code: 0, stderr: '' });

  const second = await serve(operator('second@nissmart.example'));
  expect((await signIn(second.url, 'first@nissmart.example')).status).toBe(200);
  expect((await signIn(second.url, 'second@nissmart.example')).status).toBe(401);
});

test('When Kubernetes names a service after us in the environment, then that is nobody’s mistake', async () => {
  const { env } = database();
  const { process } = await serve({
    ...env,
    NISSMART_PORT: 'tcp://10.0.0.7:4000',
    NISSMART_PORT_4000_TCP: 'tcp://10.0.0.7:4000',
    NISSMART_PORT_4000_TCP_ADDR: '10.0.0.7',
    NISSMART_SERVICE_HOST: '10.0.0.7',
    NISSMART_SERVICE_PORT_HTTP: '4000',
  });
  expect(await process.stop()).toMatchObject({ code: 0, stderr: '' });

  const mistaken = await nissmart(['serve'], { env: { ...env, NISSMART_PORT: '4001' } });
  expect(mistaken).toMatchObject({ code: 2, stdout: '' });
  expect(mistaken.stderr).toMatch(
    /^nissmart: NISSMART_PORT is not a variable of nissmart; did you mean PORT\?\n$/,
  );
});

test.each([
  ['instant', true],
  ['review', false],
])('When deposits are settled by %s in production, then the log warns: %s', async (settlement, warns) => {
  const { env } = database();
  const { process } = await serve({
    ...env,
    NODE_ENV: 'production',
    NISSMART_SETTLEMENT: settlement,
    LOG_LEVEL: 'warn',
  });
  const { stdout } = await process.stop();
  expect(stdout.includes('whoever registers can credit themselves')).toBe(warns);
});
