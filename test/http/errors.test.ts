import { once } from 'node:events';
import { connect } from 'node:net';
import { describe, expect, test } from '@jest/globals';
import { Client, useApi } from '../support/api.js';

const api = useApi();
const JSON_TYPE = { 'content-type': 'application/json' };

describe('An address that leads nowhere', () => {
  test('is told to programs as a problem', async () => {
    const answer = await api.stranger.get('/nowhere?token=secret');

    expect(answer.status).toBe(404);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(answer.body).toEqual({
      type: '/api/errors/NOT_FOUND',
      title: 'Not found',
      status: 404,
      detail: 'There is nothing at /nowhere',
      code: 'NOT_FOUND',
      retryable: false,
      details: { what: 'path' },
    });
  });

  test('is told to browsers as a page, and never repeats what they asked for', async () => {
    const browser = new Client(api, { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' });

    const answer = await browser.get('/nowhere/<script>');

    expect(answer.status).toBe(404);
    expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(answer.body).toContain('There is nothing here');
    expect(answer.body).not.toContain('<script');
  });

  test.each([
    '/explorer/../../package.json',
    '/explorer/%2e%2e/%2e%2e/package.json',
    '/..%2fpackage.json',
    '/explorer/.git/config',
  ])('is %s, too: no file but those that are meant to be served', async (path) => {
    const text = await raw(`GET ${path} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n`);

    expect(text).toMatch(/^HTTP\/1\.1 40[034] /);
    expect(text).not.toContain('"dependencies"');
  });
});

describe('A body that is too large', () => {
  const body = JSON.stringify({ query: '{ me { id } }', variables: { filler: 'x'.repeat(1100 * 1024) } });

  test('is refused by GraphQL in its own words', async () => {
    const response = await api.stranger.fetch('/graphql', { method: 'POST', headers: JSON_TYPE, body });

    expect(response.status).toBe(413);
    expect(await response.json()).toMatchObject({
      errors: [{ extensions: { code: 'PAYLOAD_TOO_LARGE', retryable: false } }],
    });
  });

  test('is refused by REST as a problem', async () => {
    const response = await api.stranger.fetch('/api/auth/login', {
      method: 'POST',
      headers: JSON_TYPE,
      body,
    });

    expect(response.status).toBe(413);
    expect(await response.json()).toMatchObject({ status: 413, code: 'PAYLOAD_TOO_LARGE' });
  });
});

describe('A malformed request', () => {
  test.each([
    ['broken JSON', 400, JSON_TYPE, '{"query": '],
    ['no body', 400, JSON_TYPE, ''],
    ['another type', 415, { 'content-type': 'application/x-www-form-urlencoded' }, 'query={me{id}}'],
    ['XML', 415, { 'content-type': 'application/xml' }, '<query/>'],
    ['a prototype', 400, JSON_TYPE, '{"query": "{ me { id } }", "__proto__": {}}'],
  ])('to GraphQL, with %s, is the client’s mistake', async (_, status, headers, body) => {
    const response = await api.stranger.fetch('/graphql', { method: 'POST', headers, body });

    expect(response.status).toBe(status);
    expect(response.headers.get('content-type')).toContain('application/json');
    expect(await response.json()).toEqual({
      errors: [
        {
          message: expect.any(String),
          extensions: { code: 'BAD_USER_INPUT', retryable: false, details: expect.any(Object) },
        },
      ],
    });
  });

  test.each([
    ['a path that is no UTF-8', 'GET /api/%FF HTTP/1.1\r\nhost: localhost\r\n', 400],
    [
      'a host that is none',
      'GET /graphql?query=%7B__typename%7D HTTP/1.1\r\nhost: [\r\napollo-require-preflight: 1\r\n',
      400,
    ],
    ['a broken header', 'GET / HTTP/1.1\r\nhost: localhost\r\nbroken\r\n', 400],
    ['headers without end', `GET / HTTP/1.1\r\nhost: localhost\r\nx-long: ${'x'.repeat(20_000)}\r\n`, 431],
  ])('with %s is a problem of the client’s', async (_, request, status) => {
    const text = await raw(`${request}connection: close\r\n\r\n`);
    const [head = '', body = ''] = text.split('\r\n\r\n');

    expect(head).toMatch(new RegExp(`^HTTP/1\\.1 ${String(status)} `));
    expect(body).toContain('"BAD_USER_INPUT"');
    expect(body).not.toMatch(/node_modules|\bat |\/server\//);
  });

  test.each(['PUT', 'PATCH', 'DELETE', 'OPTIONS'])(
    'to GraphQL by %s is told which methods there are',
    async (method) => {
      const response = await api.stranger.fetch('/graphql', { method });

      expect(response.status).toBe(405);
      expect(response.headers.get('allow')).toBe('GET, HEAD, POST');
    },
  );
});

async function raw(bytes: string): Promise<string> {
  const socket = connect(Number(new URL(api.url).port), '127.0.0.1');
  let text = '';
  socket.on('data', (chunk) => (text += String(chunk)));
  socket.write(bytes);
  await once(socket, 'close');
  return text;
}
