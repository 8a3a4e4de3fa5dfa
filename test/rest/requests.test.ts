import { beforeAll, describe, expect, test } from '@jest/globals';
import { Answer } from '../support/answer.js';
import { useApi, type User } from '../support/api.js';
import { expectProblem } from '../support/problem.js';

const api = useApi();
let amina: User;
let wallet: string;

beforeAll(async () => {
  amina = await api.customer();
  wallet = await amina.wallet();
});

describe('The query string of a request', () => {
  test.each([
    ['first=ten', 'first'],
    ['first=1.5', 'first'],
    ['first=-1', 'first'],
    ['first=101', 'first'],
    ['first=99999999999', 'first'],
    ['first=1&first=2', 'first'],
    ['after=nonsense', 'after'],
    ['type=GIFT', 'type'],
    ['type=DEPOSIT&type=GIFT', 'type'],
    ['currency=KSH', 'currency'],
    ['currency=KES&currency=USD', 'currency'],
    ['from=yesterday', 'from'],
    ['tpye=DEPOSIT', 'tpye'],
    ['__proto__=x', '__proto__'],
  ])('is bad input as %s', async (query, field) => {
    const answer = await amina.get(`/api/transactions?${query}`);

    expectProblem(answer, 400, 'BAD_USER_INPUT');
    expect(answer.at('details')).toEqual({ field });
    expect(answer.text('detail')).toContain(field);
  });

  test('is not taken for the body', async () => {
    expectProblem(await amina.post('/api/deposits?amount=1.00', {}), 400, 'BAD_USER_INPUT');
  });
});

describe('The method of a request', () => {
  test.each([
    ['PUT', '/api/deposits', 'POST'],
    ['GET', '/api/deposits', 'POST'],
    ['DELETE', '/api/wallets', 'GET, HEAD, POST'],
    ['PATCH', '/api/wallets/some-id', 'GET, HEAD'],
    ['POST', '/api/me', 'GET, HEAD'],
    ['OPTIONS', '/api/auth/login', 'POST'],
  ])('is wrong as %s %s, and the answer says what is right', async (method, path, allow) => {
    // Broken on purpose: what is wrong with the body does not matter any more.
    const body = method === 'GET' ? {} : { body: '{', headers: { 'content-type': 'text/plain' } };
    const answer = await Answer.of(await api.stranger.fetch(path, { method, ...body }));

    expectProblem(answer, 405, 'BAD_USER_INPUT');
    expect(answer.headers.get('allow')).toBe(allow);
    expect(answer.body).toMatchObject({ type: 'about:blank', title: 'Method Not Allowed' });
  });

  test('may be HEAD wherever it may be GET', async () => {
    const response = await amina.fetch(`/api/wallets/${wallet}`, { method: 'HEAD' });
    expect([response.status, await response.text()]).toEqual([200, '']);
    expect(Number(response.headers.get('content-length'))).toBeGreaterThan(100);
  });
});

describe('The path of a request', () => {
  test.each(['/api/nothing', '/api/wallets/', '/api/wallets/x/y', '/api/deposits/x'])(
    'is not found as %s',
    async (path) => {
      expectProblem(await amina.get(path), 404, 'NOT_FOUND');
    },
  );

  test('is not found by a browser either, and the answer stays a problem', async () => {
    const response = await amina.fetch('/api/nothing', { headers: { accept: 'text/html' } });
    expectProblem(await Answer.of(response), 404, 'NOT_FOUND');
  });

  test('is bad input when it cannot be decoded', async () => {
    expectProblem(await amina.get('/api/wallets/%zz'), 400, 'BAD_USER_INPUT');
  });

  test('is found with an id that can be no id', async () => {
    expectProblem(await amina.get('/api/wallets/%27%20or%201=1'), 404, 'NOT_FOUND');
  });
});
