import { request, type IncomingMessage, type OutgoingHttpHeaders } from 'node:http';
import { json } from 'node:stream/consumers';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { useApi, type User } from '../support/api.js';
import { books } from '../support/books.js';

const api = useApi();
let amina: User;
let wallet: string;

beforeAll(async () => {
  amina = await api.customer();
  wallet = await amina.wallet();
});

/** Deposits with exactly these headers, which fetch would have tidied up. */
async function deposit(headers: OutgoingHttpHeaders): Promise<{ status: number | undefined; body: unknown }> {
  const sent = request(`${api.url}/api/deposits`, {
    method: 'POST',
    headers: { authorization: `Bearer ${amina.token}`, 'content-type': 'application/json', ...headers },
  });
  sent.end(JSON.stringify({ walletId: wallet, amount: '1.00', currency: 'KES' }));
  const response = await new Promise<IncomingMessage>((resolve) => sent.once('response', resolve));
  return { status: response.statusCode, body: await json(response) };
}

/** The keys that the ledger has stored, without those of the set-up. */
async function storedKeys(): Promise<readonly string[]> {
  return (await books(api.storage)).records
    .filter(({ operation }) => operation === 'deposit')
    .map(({ key }) => key);
}

describe('The header Idempotency-Key', () => {
  test.each([
    ['a bare token', 'bare-1', 'bare-1'],
    ['one character', '~', '~'],
    ['every visible character', '!#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~"', '!#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~"'],
    ['a quoted string', '"quoted-1"', 'quoted-1'],
    ['a quoted string with escapes', '"a\\"b\\\\c"', 'a"b\\c'],
    ['255 characters', 'k'.repeat(255), 'k'.repeat(255)],
    ['255 characters in quotes', `"${'q'.repeat(255)}"`, 'q'.repeat(255)],
    ['spaces around it', '  padded  ', 'padded'],
  ])('may have %s', async (_what, header, key) => {
    const { status } = await deposit({ 'Idempotency-Key': header });

    expect(status).toBe(201);
    expect(await storedKeys()).toContain(key);
  });

  test('means the same key with quotes and without', async () => {
    const before = await storedKeys();
    const bare = await deposit({ 'Idempotency-Key': 'either-way' });
    const quoted = await deposit({ 'idempotency-key': '"either-way"' });

    expect([bare.status, quoted.status]).toEqual([201, 201]);
    expect(quoted.body).toEqual(bare.body);
    expect(await storedKeys()).toHaveLength(before.length + 1);
  });

  test.each([
    ['256 characters', 'k'.repeat(256)],
    ['256 characters in quotes', `"${'k'.repeat(256)}"`],
    ['nothing', ''],
    ['nothing in quotes', '""'],
    ['a space inside', 'a b'],
    ['a space inside quotes', '"a b"'],
    ['a tab inside', 'a\tb'],
    ['characters beyond ASCII', 'schlüssel'],
    ['a quote that is never closed', '"open'],
    ['something after the quotes', '"a"b'],
    ['a parameter after the quotes', '"a";b=1'],
    ['a broken escape', '"a\\b"'],
    ['two keys in one', '"a", "b"'],
  ])('is invalid with %s', async (_what, header) => {
    const before = await books(api.storage);
    const { status, body } = await deposit({ 'Idempotency-Key': header });

    expect(status).toBe(400);
    expect(body).toMatchObject({ code: 'IDEMPOTENCY_KEY_INVALID', retryable: false });
    expect(await books(api.storage)).toEqual(before);
  });

  test.each([
    ['different', ['one', 'two']],
    ['equal', ['same', 'same']],
  ])('is invalid when it is there twice, also when both are %s', async (_what, keys) => {
    const before = await books(api.storage);
    const { status, body } = await deposit({ 'Idempotency-Key': keys });

    expect(status).toBe(400);
    expect(body).toMatchObject({ code: 'IDEMPOTENCY_KEY_INVALID' });
    expect(await books(api.storage)).toEqual(before);
  });

  test.each(['deposits', 'transfers', 'withdrawals'])('is needed for %s', async (path) => {
    const before = await books(api.storage);
    const answer = await amina.post(`/api/${path}`, {}, { key: null });

    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({
      type: '/api/errors/IDEMPOTENCY_KEY_MISSING',
      code: 'IDEMPOTENCY_KEY_MISSING',
    });
    expect(await books(api.storage)).toEqual(before);
  });

  test('is not needed to open a wallet, but opens no more than one', async () => {
    const body = { name: 'Holidays', currency: 'EUR' };
    const [first, again] = [
      await amina.post('/api/wallets', body, { key: 'w1' }),
      await amina.post('/api/wallets', body, { key: 'w1' }),
    ];
    const unkeyed = await amina.post('/api/wallets', body, { key: null });

    expect([first.status, again.status, unkeyed.status]).toEqual([201, 201, 201]);
    expect(again.body).toEqual(first.body);
    expect(again.headers.get('idempotency-replayed')).toBe('true');
    expect(first.headers.get('location')).toBe(`/api/wallets/${first.id}`);
    expect(unkeyed.id).not.toBe(first.id);
    expect((await books(api.storage)).wallets.filter(({ name }) => name === 'Holidays')).toHaveLength(2);
  });
});
