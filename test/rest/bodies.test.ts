import { beforeAll, describe, expect, test } from '@jest/globals';
import { Answer } from '../support/answer.js';
import { useApi, type User } from '../support/api.js';
import { books } from '../support/books.js';
import { expectProblem } from '../support/problem.js';
import { short } from '../support/short.js';

const api = useApi();
let amina: User;
let wallet: string;

beforeAll(async () => {
  amina = await api.customer();
  wallet = await amina.wallet();
});

/** Sends a body as it stands. */
async function send(body: string | undefined, contentType?: string, path = '/api/deposits'): Promise<Answer> {
  const headers = {
    'idempotency-key': 'k',
    ...(contentType !== undefined && { 'content-type': contentType }),
  };
  const response = await amina.fetch(path, { method: 'POST', headers, ...(body !== undefined && { body }) });
  return Answer.of(response);
}

describe('The body of a request', () => {
  test.each([
    ['is cut off', '{"walletId":'],
    ['is no object', '[]'],
    ['is a string', '"deposit"'],
    ['is null', 'null'],
    ['is empty', ''],
    ['reaches for the prototype', '{"__proto__":{"walletId":"x"}}'],
  ])('is bad input when it %s', async (_what, body) => {
    expectProblem(await send(body, 'application/json'), 400, 'BAD_USER_INPUT');
  });

  test('is bad input when there is none', async () => {
    expectProblem(await send(undefined), 400, 'BAD_USER_INPUT');
  });

  test('may be left out where every field of it may', async () => {
    const close = async (id: string, body?: string) =>
      Answer.of(
        await amina.fetch(`/api/wallets/${id}/close`, {
          method: 'POST',
          ...(body !== undefined && { body, headers: { 'content-type': 'application/json' } }),
        }),
      );
    const [one, other] = [await amina.wallet(), await amina.wallet()];
    const answer = await close(one);
    expect([answer.status, answer.at('status')]).toEqual([200, 'CLOSED']);
    expect((await close(other, '')).status).toBe(200);
    expectProblem(await close(wallet, 'null'), 400, 'BAD_USER_INPUT');
  });

  test.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/xml',
  ])('is refused as %s, which a form of another site could send', async (contentType) => {
    const answer = await send('{}', contentType);
    expectProblem(answer, 415, 'BAD_USER_INPUT');
    expect(answer.body).toMatchObject({ type: 'about:blank', title: 'Unsupported Media Type' });
  });

  test('may say that JSON is in UTF-8', async () => {
    const body = JSON.stringify({
      walletId: wallet,
      amount: '1.00',
      currency: 'KES',
      description: 'Für später 🌱',
    });
    const answer = await send(body, 'application/json; charset=utf-8');
    expect([answer.status, answer.at('description')]).toEqual([201, 'Für später 🌱']);
  });

  test.each([33_000, 2_000_000])('is too large with %d bytes', async (bytes) => {
    const answer = await send(JSON.stringify({ description: 'x'.repeat(bytes) }), 'application/json');
    expectProblem(answer, 413, 'PAYLOAD_TOO_LARGE');
  });

  test('names all its mistakes at once, by the names that the client knows', async () => {
    const before = await books(api.storage);
    const answer = await amina.post('/api/deposits', {
      amount: 5,
      currency: 'KSH',
      walletId: null,
      note: 'x',
    });

    expectProblem(answer, 400, 'BAD_USER_INPUT');
    expect(answer.at('details')).toEqual({ field: 'note' });
    expect(answer.text('detail')).toMatch(
      /^There is no field note; amount: .*; currency: .*"KSH".*; walletId is required$/,
    );
    expect(answer.text('detail')).not.toContain('input');
    expect(await books(api.storage)).toEqual(before);
  });

  const mistaken: [string, unknown][] = [
    ['description', 7],
    ['description', ['x']],
    ['description', 'x'.repeat(281)],
    ['reference', 'x'.repeat(141)],
    ['metadata', 'text'],
    ['metadata', [1]],
    ['metadata', { long: 'x'.repeat(4_000) }],
    ['currency', 404],
    ['walletId', { id: 'x' }],
  ];
  test.each(mistaken.map(([field, value]) => [field, short(value), value] as const))(
    'is bad input when the %s is %s',
    async (field, _short, value) => {
      const answer = await amina.deposit(wallet, '1.00', { more: { [field]: value } });

      expectProblem(answer, 400, 'BAD_USER_INPUT');
      expect(answer.at('details')).toEqual({ field });
    },
  );

  test('names either a wallet or a person to send to', async () => {
    const body = { fromWalletId: wallet, amount: '1.00', currency: 'KES' };
    expectProblem(await amina.post('/api/transfers', body), 400, 'BAD_USER_INPUT');
    const both = { ...body, toWalletId: wallet, toEmail: amina.email };
    expectProblem(await amina.post('/api/transfers', both), 400, 'BAD_USER_INPUT');
  });
});
