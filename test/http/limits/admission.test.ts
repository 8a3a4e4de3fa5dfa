import { once } from 'node:events';
import { describe, expect, jest, test } from '@jest/globals';
import type { LoadLimits } from '../../../server/http/limits/load.js';
import type { TestApi, User } from '../../support/api.js';
import { TestLog } from '../../support/log.js';
import { expectSoon } from '../../support/soon.js';
import { startApi } from '../../support/started.js';
import { connectTo } from '../../support/trickle.js';

const BURST = 3;
const LIMITS: LoadLimits = { burst: BURST, waitMs: 0, pauseMs: 1 };
const DEPOSIT =
  'mutation ($input: DepositInput!, $key: String!) { deposit(input: $input, idempotencyKey: $key) { replayed } }';

/** Starts a server that is busy: with as many deposits as it takes at once, which wait until they are let go. */
async function startBusy(limits: LoadLimits = LIMITS) {
  const log = new TestLog();
  const api = await startApi({}, { bounds: { load: limits }, logger: log.logger });
  const amina = await api.customer();
  const walletId = await amina.wallet();
  const { ledger } = api.app.services;
  const { promise: released, resolve: release } = Promise.withResolvers<undefined>();
  const submit = ledger.submit.bind(ledger);
  const submitted = jest.spyOn(ledger, 'submit').mockImplementation(async (...asked) => {
    await released;
    return submit(...asked);
  });
  const deposits = Array.from({ length: BURST }, async () => amina.deposit(walletId, '1.00'));
  await expectSoon(() => submitted.mock.calls.length, BURST);
  return { api, amina, walletId, deposits, release: () => release(undefined), log };
}

async function metricOf(api: TestApi, name: string): Promise<string | undefined> {
  const text = await (await api.stranger.fetch('/metrics')).text();
  return new RegExp(`^${name} (.*)$`, 'm').exec(text)?.[1];
}

function request(user: User, path: string): string {
  return `GET ${path} HTTP/1.1\r\nHost: nissmart\r\nAuthorization: Bearer ${user.token}\r\n\r\n`;
}

/** A connection that is spoken to byte by byte, because a client would choose another one for its next request. */
function dial(api: TestApi) {
  const socket = connectTo(api);
  const heard = { text: '' };
  socket.setEncoding('utf8').on('data', (text: string) => (heard.text += text));
  const statuses = (): string[] => heard.text.match(/HTTP\/1\.1 \d+/g) ?? [];
  return { socket, statuses };
}

describe('A server with too much to do', () => {
  test('refuses at once, in the words of each API, and does nothing', async () => {
    const { api, amina, walletId, deposits, release, log } = await startBusy();

    const rest = await amina.deposit(walletId, '7.00');
    expect([rest.status, rest.headers.get('retry-after')]).toEqual([503, '1']);
    expect(rest.headers.get('content-type')).toContain('application/problem+json');
    expect(rest.body).toMatchObject({
      code: 'UNAVAILABLE',
      retryable: true,
      details: { retryAfterSeconds: 1 },
    });
    const input = { walletId, amount: '7.00', currency: 'KES' };
    const graphql = await amina.graphql(DEPOSIT, { input, key: 'k' });
    expect([graphql.status, graphql.headers.get('retry-after')]).toEqual([503, '1']);
    expect(graphql.at('errors.0.extensions')).toEqual({
      code: 'UNAVAILABLE',
      retryable: true,
      details: { retryAfterSeconds: 1 },
    });
    expect((await amina.graphql('{ me { id } }')).status).toBe(503);

    release();
    const answers = await Promise.all(deposits);
    expect(answers.map(({ status }) => status)).toEqual(Array<number>(BURST).fill(201));
    expect((await amina.graphql(DEPOSIT, { input, key: 'k' })).at('data.deposit.replayed')).toBe(false);
    expect((await amina.get(`/api/wallets/${walletId}`)).at('balance.available.amount')).toBe('10.00');
    expect(await metricOf(api, 'nissmart_http_refused_total')).toBe('3');
    // One line for all of them, not one each.
    expect(log.named('there is too much to do: requests are refused')).toMatchObject([
      { level: 'warn', refused: 1, underWay: BURST },
    ]);
    expect(log.named('request').filter(({ status }) => status === 503)).toEqual([]);
  });

  test('still says how it is, and serves its pages', async () => {
    const { api, deposits, release } = await startBusy();

    for (const path of ['/health/live', '/health/ready', '/metrics', '/'])
      expect([path, (await api.stranger.get(path)).status]).toEqual([path, 200]);
    release();
    await Promise.all(deposits);
  });

  test('keeps a client waiting that comes back too soon, and serves it in the end', async () => {
    const { api, amina, deposits, release } = await startBusy();
    const { socket, statuses } = dial(api);
    socket.write(request(amina, '/api/me'));
    await expectSoon(statuses, ['HTTP/1.1 503']);

    release();
    await Promise.all(deposits);
    socket.write(request(amina, '/api/me'));
    await expectSoon(statuses, ['HTTP/1.1 503', 'HTTP/1.1 200']);
  });

  test('refuses those who come first while it keeps others waiting', async () => {
    const { api, amina, deposits, release } = await startBusy({ ...LIMITS, pauseMs: 600_000 });
    const impatient = dial(api);
    impatient.socket.write(request(amina, '/api/me'));
    await expectSoon(impatient.statuses, ['HTTP/1.1 503']);
    impatient.socket.write(request(amina, '/api/me'));
    const other = dial(api);
    other.socket.write(request(amina, '/api/me'));
    await expectSoon(other.statuses, ['HTTP/1.1 503']);

    release();
    await Promise.all(deposits);
    const next = dial(api);
    next.socket.write(request(amina, '/api/me'));
    await expectSoon(next.statuses, ['HTTP/1.1 200']);
    expect(impatient.statuses()).toEqual(['HTTP/1.1 503']);
  });

  test('has room again when clients hang up', async () => {
    const { api, amina, deposits, release } = await startBusy();
    release();
    await Promise.all(deposits);
    const { ledger } = api.app.services;
    const walletId = await amina.wallet();
    const submitted = jest
      .spyOn(ledger, 'submit')
      .mockClear()
      .mockImplementation(async () => new Promise(() => undefined));
    const hanging = Array.from({ length: BURST }, () => new AbortController());
    const abandoned = hanging.map(async ({ signal }) =>
      amina
        .fetch('/api/deposits', {
          method: 'POST',
          signal,
          headers: { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() },
          body: JSON.stringify({ walletId, amount: '1.00', currency: 'KES' }),
        })
        .catch(() => undefined),
    );
    await expectSoon(() => submitted.mock.calls.length, BURST);
    expect((await amina.get('/api/me')).status).toBe(503);

    for (const each of hanging) each.abort();
    await Promise.all(abandoned);
    await expectSoon(async () => (await amina.get('/api/me')).status, 200);
  });

  test('does not count what lasts for as long as its client reads it', async () => {
    const api = await startApi({}, { bounds: { load: LIMITS } });
    const amina = await api.customer();
    await amina.wallet();
    const body = JSON.stringify({ query: 'subscription { walletActivity { __typename } }' });
    for (let count = 0; count <= BURST; count += 1) {
      const { socket, statuses } = dial(api);
      await once(socket, 'connect');
      socket.write(
        `POST /graphql/stream HTTP/1.1\r\nHost: nissmart\r\nAuthorization: Bearer ${amina.token}\r\n` +
          `Content-Type: application/json\r\nAccept: text/event-stream\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
      );
      await expectSoon(statuses, ['HTTP/1.1 200']);
    }
    expect((await amina.get('/api/me')).status).toBe(200);
  });
});
