import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ApolloClient, gql, HttpLink, InMemoryCache, type TypedDocumentNode } from '@apollo/client';
import { describe, expect, test } from '@jest/globals';
import { Client as Urql, fetchExchange } from '@urql/core';
import { GraphQLClient } from 'graphql-request';
import { v4 } from 'uuid';
import { PASSWORD, useApi } from '../support/api.js';
import { onCleanup } from '../support/ledger.js';

const api = useApi();
const ME = '{ me { email } }';
const REGISTER = 'mutation ($input: RegisterInput!) { register(input: $input) { token } }';
const OPEN = 'mutation ($name: String!) { createWallet(input: { name: $name, currency: KES }) { name } }';

interface Me {
  readonly me: { readonly email: string } | null;
}
interface Registered {
  readonly register: { readonly token: string };
}
interface Opened {
  readonly createWallet: { readonly name: string };
}

const ME_NODE: TypedDocumentNode<Me> = gql(ME);
const REGISTER_NODE: TypedDocumentNode<Registered> = gql(REGISTER);
const OPEN_NODE: TypedDocumentNode<Opened> = gql(OPEN);

const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
const somebody = () => ({ email: `${v4()}@example.com`, displayName: 'Amina', password: PASSWORD });

/** Each with its defaults: nothing but the address, and the token once there is one. */
describe('A stock client reads, signs in, and writes', () => {
  test('@urql/core, which reads by GET', async () => {
    const url = `${api.url}/graphql`;
    const input = somebody();
    const stranger = new Urql({ url, exchanges: [fetchExchange] });
    expect((await stranger.query<Me>(ME, {})).data?.me).toBeNull();

    const { data } = await stranger.mutation<Registered>(REGISTER, { input });
    const fetchOptions = { headers: bearer(data?.register.token ?? '') };
    const own = new Urql({ url, exchanges: [fetchExchange], fetchOptions });

    const read = await own.query<Me>(ME, {});
    expect([read.error, read.data?.me?.email]).toEqual([undefined, input.email]);
    const written = await own.mutation<Opened>(OPEN, { name: 'urql' });
    expect([written.error, written.data?.createWallet.name]).toEqual([undefined, 'urql']);
  });

  test.each(['POST', 'GET'] as const)('graphql-request, reading by %s', async (method) => {
    const url = `${api.url}/graphql`;
    const input = somebody();
    expect((await new GraphQLClient(url, { method }).request<Me>(ME)).me).toBeNull();

    const stranger = new GraphQLClient(url);
    const { register } = await stranger.request<Registered>(REGISTER, { input });
    const headers = bearer(register.token);

    const { me } = await new GraphQLClient(url, { method, headers }).request<Me>(ME);
    expect(me?.email).toBe(input.email);
    const { createWallet } = await new GraphQLClient(url, { headers }).request<Opened>(OPEN, { name: 'gr' });
    expect(createWallet.name).toBe('gr');
  });

  test.each([false, true])('@apollo/client, with useGETForQueries %s', async (useGETForQueries) => {
    const client = (headers: Record<string, string> = {}) =>
      new ApolloClient({
        link: new HttpLink({ uri: `${api.url}/graphql`, useGETForQueries, headers }),
        cache: new InMemoryCache(),
      });
    const input = somebody();
    expect((await client().query({ query: ME_NODE })).data?.me).toBeNull();

    const { data } = await client().mutate({ mutation: REGISTER_NODE, variables: { input } });
    const own = client(bearer(data?.register.token ?? ''));

    expect((await own.query({ query: ME_NODE })).data?.me?.email).toBe(input.email);
    const written = await own.mutate({ mutation: OPEN_NODE, variables: { name: 'apollo' } });
    expect(written.data?.createWallet.name).toBe('apollo');
  });
});

const run = promisify(execFile);

/** Runs curl, and splits its output into body and status. */
async function curl(...args: readonly string[]): Promise<{ status: number; body: unknown }> {
  const { stdout } = await run('curl', ['-sS', '-w', '\n%{http_code}', ...args]);
  const [body = '', status] = stdout.trim().split(/\n(?=\d+$)/);
  return { status: Number(status), body: JSON.parse(body) };
}

describe('curl', () => {
  const url = () => `${api.url}/graphql`;
  const get = (query: string, ...args: readonly string[]) =>
    curl('-G', url(), '--data-urlencode', `query=${query}`, ...args);
  const post = (query: string, ...args: readonly string[]) =>
    curl(url(), '-H', 'Content-Type: application/json', '-d', JSON.stringify({ query }), ...args);

  test('reads by GET and by POST without credentials, and writes by POST alone', async () => {
    const input = somebody();
    const register = `mutation { register(input: { email: "${input.email}", displayName: "A", password: "${PASSWORD}" }) { user { email } } }`;

    expect(await get(ME)).toEqual({ status: 200, body: { data: { me: null } } });
    expect(await post(ME)).toEqual({ status: 200, body: { data: { me: null } } });
    expect(await get(register)).toMatchObject({
      status: 405,
      body: { errors: [{ extensions: { code: 'BAD_USER_INPUT' } }] },
    });
    expect(await api.app.services.accounts.findByEmail(input.email)).toBeNull();
    expect((await post(register)).body).toEqual({ data: { register: { user: { email: input.email } } } });
  });

  test('reads and writes with a bearer token', async () => {
    const { token, email } = await api.customer();
    const header = ['-H', `Authorization: Bearer ${token}`];

    expect((await get(ME, ...header)).body).toEqual({ data: { me: { email } } });
    const open = 'mutation { createWallet(input: { name: "curl", currency: KES }) { name } }';
    expect((await post(open, ...header)).body).toEqual({ data: { createWallet: { name: 'curl' } } });
    expect((await get(open, ...header)).status).toBe(405);
  });

  test('reads and writes with the cookie it was given, by POST, and is told so by GET', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'nissmart-curl-'));
    onCleanup(async () => rm(folder, { recursive: true }));
    const jar = join(folder, 'cookies');
    const { email } = await api.customer();
    const login = `mutation { login(input: { email: "${email}", password: "${PASSWORD}" }) { user { email } } }`;
    await post(login, '-c', jar);

    expect((await post(ME, '-b', jar)).body).toEqual({ data: { me: { email } } });
    const open = 'mutation { createWallet(input: { name: "jar", currency: KES }) { name } }';
    expect((await post(open, '-b', jar)).body).toEqual({ data: { createWallet: { name: 'jar' } } });
    expect(await get(ME, '-b', jar)).toMatchObject({
      status: 400,
      body: {
        errors: [{ message: expect.stringContaining('by POST'), extensions: { code: 'BAD_USER_INPUT' } }],
      },
    });
    const told = await get(ME, '-b', jar, '-H', 'Apollo-Require-Preflight: 1');
    expect(told.body).toEqual({ data: { me: { email } } });
  });
});

describe('A browser that opens the address of the API', () => {
  const open = async (path: string, accept: string) =>
    api.stranger.fetch(path, { headers: { accept }, redirect: 'manual' });
  const BROWSER = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8';

  test('gets to the explorer', async () => {
    const response = await open('/graphql', BROWSER);
    expect([response.status, response.headers.get('location')]).toEqual([303, '/explorer']);
    expect((await api.stranger.fetch('/explorer')).status).toBe(200);
  });

  test.each([
    '*/*',
    'application/json',
    'application/graphql-response+json, application/json, text/html;q=0.5',
  ])('is no client that takes %s: without a query there is nothing to answer', async (accept) => {
    const response = await open('/graphql', accept);
    expect([response.status, await response.json()]).toEqual([
      400,
      {
        errors: [
          expect.objectContaining({ extensions: { code: 'BAD_USER_INPUT', retryable: false, details: {} } }),
        ],
      },
    ]);
  });

  test('gets the answer where it opens a query', async () => {
    const response = await open('/graphql?query=%7Bme%7Bid%7D%7D', BROWSER);
    expect([response.status, await response.json()]).toEqual([200, { data: { me: null } }]);
  });
});
