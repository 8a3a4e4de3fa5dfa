import { once } from 'node:events';
import { connect } from 'node:net';
import { describe, expect, test } from '@jest/globals';
import { Client, PASSWORD } from '../../support/api.js';
import { TestLog } from '../../support/log.js';
import { refuseTo } from '../../support/guards.js';
import { startApi } from '../../support/started.js';
import { FAULT } from '../../../server/errors/error-codes.js';

const SECRET = 'zebra-crossing-at-midnight';
const LOGIN = 'mutation L($input: LoginInput!) { login(input: $input) { token } }';
const TRANSFER =
  'mutation T($input: TransferInput!) { transfer(input: $input, idempotencyKey: "k") { replayed } }';

describe('The log', () => {
  test('has one line for each request, with who asked for what and how it went', async () => {
    const log = new TestLog();
    const api = await startApi({}, { logger: log.logger });
    const user = await api.customer();

    const answer = await user.fetch('/graphql?query=%7B__typename%7D', {
      headers: { 'apollo-require-preflight': '1' },
    });

    expect(answer.status).toBe(200);
    expect(log.named('request')).toHaveLength(2);
    expect(log.named('request').at(-1)).toEqual({
      level: 'info',
      time: expect.any(String),
      requestId: answer.headers.get('x-request-id'),
      method: 'GET',
      path: '/graphql',
      status: 200,
      ms: expect.any(Number),
      address: '127.0.0.1',
      viewerId: user.id,
      role: 'CUSTOMER',
      msg: 'request',
    });
  });

  test('has the id of an API token that asks, and never the token', async () => {
    const log = new TestLog();
    const api = await startApi({}, { logger: log.logger });
    const amina = await api.customer();
    const made = await amina.post('/api/tokens', { name: 'Bookkeeping' });
    const token = made.text('token');
    const program = new Client(api, { authorization: `Bearer ${token}` });
    await program.get('/api/me');
    await new Client(api, { authorization: `Basic ${token}` }).get(`/api/me?token=${token}`);
    await program.post('/api/transfers', { fromWalletId: token, [token]: token });
    await program.graphql(`{ wallet(id: "${token}") { ${token.replaceAll('-', '_')} } }`);
    await amina.fetch(`/api/tokens/${made.text('apiToken.id')}`, { method: 'DELETE' });
    await program.get('/api/me');

    expect(log.named('request').find(({ path }) => path === '/api/me')).toMatchObject({
      viewerId: amina.id,
      apiTokenId: made.text('apiToken.id'),
    });
    expect(log.text).not.toContain(token.slice(4, -4));
    expect(log.text).not.toContain(token.slice(4, -4).replaceAll('-', '_'));
  });

  test('never holds a secret, whatever a client sends and however it fails', async () => {
    const log = new TestLog();
    const api = await startApi({ rateLimit: true }, { logger: log.logger });
    const { stranger } = api;
    const user = await api.customer();
    const { email } = user;

    const second = (await stranger.graphql(LOGIN, { input: { email, password: PASSWORD } })).text(
      'data.login.token',
    );
    await stranger.graphql(LOGIN, { input: { email, password: SECRET } });
    await stranger.graphql(LOGIN, { input: { email, password: { [SECRET]: 1 } } });
    await user.graphql(`{ wallets(${SECRET}: 1) { nodes { id } } }`);
    await new Client(api, { cookie: `nissmart_session=${second}; other=${SECRET}` }).graphql(TRANSFER, {
      input: {
        fromWalletId: SECRET,
        toEmail: `${SECRET}@example.com`,
        amount: '1.00',
        currency: 'KES',
        description: SECRET,
      },
    });
    await stranger.get(`/graphql?query=${SECRET}`);
    await new Client(api, { authorization: `Bearer ${SECRET}` }).get(`/nowhere?token=${SECRET}`);
    await stranger.post('/api/auth/login', { email, password: SECRET });
    await user.post('/api/transfers', { [SECRET]: SECRET }, { key: SECRET });
    await user.fetch('/api/transfers', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: `{"description": "${SECRET}`,
    });
    await sendRaw(api.url, `GET / HTTP/1.1\r\nauthorization: Bearer ${SECRET}\r\nbroken header\r\n\r\n`);

    expect(log.named('request')).toHaveLength(11);
    for (const secret of [PASSWORD, SECRET, user.token, second, '$argon2id$'])
      expect(log.text).not.toContain(secret);
  });

  test('tells a fault with its stack and request id, and the client only the id', async () => {
    const log = new TestLog();
    const api = await startApi({}, { logger: log.logger });
    // The statement that fails has the hash of the password among its parameters.
    await refuseTo(api, 'insert on users', 'the roof is on fire');

    const answer = await api.stranger.graphql(
      'mutation ($input: RegisterInput!) { register(input: $input) { token } }',
      { input: { email: 'new@example.com', displayName: 'New', password: PASSWORD } },
    );

    const requestId = answer.headers.get('x-request-id');
    expect(answer.body).toEqual({
      data: null,
      errors: [
        {
          message: FAULT,
          locations: expect.any(Array),
          path: ['register'],
          extensions: { code: 'INTERNAL_SERVER_ERROR', retryable: true, details: {}, requestId },
        },
      ],
    });
    expect(log.named('fault')).toEqual([
      expect.objectContaining({
        level: 'error',
        requestId,
        err: expect.objectContaining({
          message: 'the roof is on fire',
          stack: expect.stringContaining('accounts'),
        }),
      }),
    ]);
    expect(log.text).not.toContain('$argon2id$');
    expect(log.text).not.toContain(PASSWORD);
  });

  test('keeps an id that a proxy made up beside ours, if it can do no harm', async () => {
    const log = new TestLog();
    const api = await startApi({}, { logger: log.logger });

    const harmless = await new Client(api, { 'x-request-id': 'proxy-17' }).get('/nowhere');
    await new Client(api, { 'x-request-id': '{"msg":"forged"}' }).get('/nowhere');

    expect(harmless.headers.get('x-request-id')).not.toBe('proxy-17');
    expect(log.named('request').map(({ clientRequestId }) => clientRequestId)).toEqual([
      'proxy-17',
      undefined,
    ]);
  });

  test('leaves probes and scrapes to those who ask for detail', async () => {
    const log = new TestLog();
    const api = await startApi({}, { logger: log.logger });

    await api.stranger.get('/health/live');
    await api.stranger.get('/metrics');

    expect(log.named('request').map(({ path, level }) => [path, level])).toEqual([
      ['/health/live', 'debug'],
      ['/metrics', 'debug'],
    ]);
  });

  test('hides by name what somebody should log by mistake', () => {
    const log = new TestLog();

    log.logger.info(
      { password: SECRET, headers: { a: SECRET }, request: { token: SECRET, cookie: SECRET } },
      'mistake',
    );

    expect(log.text).not.toContain(SECRET);
    expect(log.named('mistake')).toHaveLength(1);
  });
});

async function sendRaw(url: string, bytes: string): Promise<void> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  socket.end(bytes);
  socket.resume();
  await once(socket, 'close');
}
