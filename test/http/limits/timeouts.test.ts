import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { describe, expect, test } from '@jest/globals';
import Fastify from 'fastify';
import { serverOptions } from '../../../server/http/options.js';
import { timeoutsWith, unreadAnswersPlugin, type Timeouts } from '../../../server/http/limits/timeouts.js';
import { onCleanup } from '../../support/ledger.js';
import { startApi } from '../../support/started.js';
import { closed, connectTo, trickle } from '../../support/trickle.js';

const SHORT = { headersMs: 300, requestMs: 400, checkMs: 50, idleMs: 300, unreadMs: 300 };

describe('A client that takes its time', () => {
  test.each([
    ['headers', 'GET /api HTTP/1.1\r\nHost: nissmart\r\nx-slow: ', 'x'],
    [
      'a body',
      'POST /graphql HTTP/1.1\r\nHost: nissmart\r\nContent-Type: application/json\r\nContent-Length: 100000\r\n\r\n{',
      ' ',
    ],
    [
      'a body in chunks',
      'POST /graphql HTTP/1.1\r\nHost: nissmart\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nfffff\r\n{',
      ' ',
    ],
    ['a second request', 'GET /api HTTP/1.1\r\nHost: nissmart\r\n\r\nGET /api HTTP/1.1\r\nHost: niss', 'm'],
  ])('to send %s, byte by byte, is cut off with 408', async (_what, beginning, byte) => {
    const api = await startApi({}, { bounds: { timeouts: SHORT } });

    const answers = await trickle(api, beginning, byte);

    const last = answers.slice(answers.lastIndexOf('HTTP/1.1 '));
    expect(last).toMatch(/^HTTP\/1\.1 408 Request Timeout\r\ncontent-type: application\/problem\+json\r\n/);
    expect(last).toContain('"code":"BAD_USER_INPUT"');
  });

  test('and says nothing at all, or nothing more, is hung up on', async () => {
    const api = await startApi({}, { bounds: { timeouts: SHORT } });
    const [silent, idle] = [connectTo(api), connectTo(api)];
    idle.write('GET /health/live HTTP/1.1\r\nHost: nissmart\r\n\r\n');

    silent.resume();
    const [answer] = await Promise.all([text(idle), closed(silent)]);
    expect(answer).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
  });

  test('has ten seconds for the head of a request and fifteen for the whole, and proxies keep connections longer', () => {
    const { headersMs, requestMs, checkMs, idleMs } = timeoutsWith(0);

    expect(headersMs).toBeLessThanOrEqual(10_000);
    expect(requestMs + checkMs).toBeLessThan(15_000);
    expect(idleMs).toBeLessThanOrEqual(15_000);
    expect(timeoutsWith(1)).toEqual({ ...timeoutsWith(0), idleMs: 75_000 });
  });
});

/** A server with two answers: one that is large, and one that takes longer to make than clients may be silent. */
async function startWithAnswers(timeouts: Partial<Timeouts> = SHORT) {
  const fastify = Fastify(serverOptions({ proxies: 0, timeouts: timeoutsWith(0, timeouts) }));
  onCleanup(async () => fastify.close());
  await fastify.register(unreadAnswersPlugin);
  const large = 'x'.repeat(64 * 1024 * 1024);
  const { promise: ended, resolve: end } = Promise.withResolvers<boolean>();
  fastify.get('/large', (_request, reply) => {
    reply.raw.once('close', () => end(reply.raw.writableFinished));
    return reply.send(large);
  });
  fastify.get('/slow', async ({ raw }) => {
    await once(raw.socket, 'timeout');
    return 'made at last';
  });
  const url = await fastify.listen({ port: 0, host: '127.0.0.1' });
  return { url, ended, length: large.length };
}

describe('An answer', () => {
  test('that its client does not take ends the connection', async () => {
    const { url, ended } = await startWithAnswers();
    const socket = connectTo({ url });
    socket.pause();
    socket.write('GET /large HTTP/1.1\r\nHost: nissmart\r\n\r\n');

    expect(await ended).toBe(false);
  });

  test('that is still being made is waited for', async () => {
    const { url } = await startWithAnswers();

    expect(await (await fetch(`${url}/slow`)).text()).toBe('made at last');
  });

  test('that is taken comes whole', async () => {
    const { url, length } = await startWithAnswers({});

    expect(await (await fetch(`${url}/large`)).text()).toHaveLength(length);
  });
});
