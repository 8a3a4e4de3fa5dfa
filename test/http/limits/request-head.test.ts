import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { useApi, type User } from '../../support/api.js';
import { books } from '../../support/books.js';
import { sendRaw } from '../../support/trickle.js';

const api = useApi();
let amina: User;
let deposit: string;

beforeAll(async () => {
  amina = await api.customer();
  const walletId = await amina.wallet({ balance: '10.00' });
  deposit = JSON.stringify({ walletId, amount: '1.00', currency: 'KES' });
});

const JSON_TYPE = 'Content-Type: application/json\r\n';

/** A deposit with a head of its own. */
async function sendDeposit(head: string, body: string): Promise<string> {
  const common = `Authorization: Bearer ${amina.token}\r\nIdempotency-Key: head\r\nConnection: close\r\n`;
  return sendRaw(api, `POST /api/deposits HTTP/1.1\r\n${common}${head}\r\n${body}`);
}

function lengthOf(body: string): string {
  return `Content-Length: ${Buffer.byteLength(body)}\r\n`;
}

describe('A request whose head can be understood in two ways', () => {
  test.each([
    ['two hosts', (body: string) => `Host: a\r\nHost: b\r\n${JSON_TYPE}${lengthOf(body)}`],
    ['no host', (body: string) => `${JSON_TYPE}${lengthOf(body)}`],
    ['two users', (body: string) => `Host: a\r\nAuthorization: Bearer x\r\n${JSON_TYPE}${lengthOf(body)}`],
    ['two types', (body: string) => `Host: a\r\n${JSON_TYPE}content-type: text/plain\r\n${lengthOf(body)}`],
    ['two lengths', (body: string) => `Host: a\r\n${JSON_TYPE}${lengthOf(body)}Content-Length: 1\r\n`],
    [
      'a length and chunks',
      (body: string) => `Host: a\r\n${JSON_TYPE}${lengthOf(body)}Transfer-Encoding: chunked\r\n`,
    ],
    ['a negative length', () => `Host: a\r\n${JSON_TYPE}Content-Length: -1\r\n`],
    ['a length beyond counting', () => `Host: a\r\n${JSON_TYPE}Content-Length: 99999999999999999999999\r\n`],
    ['a coding in chunks', () => `Host: a\r\n${JSON_TYPE}Transfer-Encoding: gzip, chunked\r\n`],
  ])('by %s is refused, and nothing of it is done', async (_what, headOf) => {
    const before = await books(api.storage);
    const answer = await sendDeposit(headOf(deposit), deposit);

    expect(answer).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/);
    expect(answer).toContain('"code":"BAD_USER_INPUT"');
    expect(await books(api.storage)).toEqual(before);
  });

  test('is refused by the pages, too, and by GraphQL in its own words', async () => {
    const hosts = 'Host: a\r\nHost: b\r\nConnection: close\r\n\r\n';

    expect(await sendRaw(api, `GET / HTTP/1.1\r\n${hosts}`)).toMatch(/^HTTP\/1\.1 400 /);
    const answer = await sendRaw(api, `GET /graphql?query=%7B__typename%7D HTTP/1.1\r\n${hosts}`);
    expect(answer).toMatch(
      /^HTTP\/1\.1 400 [^]*\{"errors":\[\{"message":"The header host is given more than once"/,
    );
  });

  test('may leave the host out as long as it is an old one', async () => {
    expect(await sendRaw(api, 'GET /health/live HTTP/1.0\r\n\r\n')).toMatch(/^HTTP\/1\.1 200 /);
  });
});

describe('A body', () => {
  test.each(['/api/deposits', '/graphql', '/graphql/stream', '/api/auth/login'])(
    'for %s that is packed is refused with 415, and says what is taken',
    async (path) => {
      const before = await books(api.storage);
      for (const encoding of ['gzip', 'x'.repeat(8_000)]) {
        const response = await amina.fetch(path, {
          method: 'POST',
          headers: {
            'content-type': 'application/json',
            'content-encoding': encoding,
            'idempotency-key': 'gzip',
          },
          body: gzipSync(deposit),
        });
        const body = await response.text();

        expect([response.status, response.headers.get('accept-encoding')]).toEqual([415, 'identity']);
        expect(body).toContain('"BAD_USER_INPUT"');
        expect(body.length).toBeLessThan(1_000);
      }
      expect(await books(api.storage)).toEqual(before);
    },
  );

  test('that says it is not packed is read', async () => {
    const answer = await amina.post(
      '/graphql',
      { query: '{ me { id } }' },
      { headers: { 'content-encoding': 'identity' } },
    );
    expect(answer.at('data.me.id')).toBe(amina.id);
  });

  test('that is larger than any is refused before it is sent', async () => {
    const answer = await sendDeposit(`Host: a\r\n${JSON_TYPE}Content-Length: 99999999999999\r\n`, '');

    expect(answer).toMatch(/^HTTP\/1\.1 413 /);
    expect(answer).toContain('"code":"PAYLOAD_TOO_LARGE"');
  });

  test('that comes with an expectation nobody can meet is refused in words', async () => {
    const answer = await sendDeposit(
      `Host: a\r\n${JSON_TYPE}Expect: 200-ok\r\n${lengthOf(deposit)}`,
      deposit,
    );

    expect(answer).toMatch(/^HTTP\/1\.1 417 Expectation Failed\r\n[^]*"code":"BAD_USER_INPUT"/);
  });
});
