import { createClient } from 'graphql-sse';
import { describe, expect, test } from '@jest/globals';
import { STREAMS_PER_USER_MAX } from '../../server/live/open-streams.js';
import { Client, useApi } from '../support/api.js';
import { LiveStream } from '../support/live.js';
import { startApi } from '../support/started.js';
import { expectLimitedGraphql } from '../support/rate-limits.js';
import { Answer } from '../support/answer.js';

const api = useApi();

const CHANGES = 'subscription { walletChanges { name balance { posted { amount } } } }';

async function errorsOf(query: string, variables = {}): Promise<unknown> {
  const stream = await LiveStream.open(await api.customer(), query, variables);
  expect(stream.response.status).toBe(200);
  const messages = await stream.take(3);
  expect(messages.map(({ event }) => event)).toEqual(['next', 'complete']);
  return messages[0]?.data?.errors;
}

describe('A stream', () => {
  test('is understood by the client of graphql-sse', async () => {
    const amina = await api.customer();
    const walletId = await amina.wallet({ balance: '1.00' });
    const client = createClient({
      url: `${api.url}/graphql/stream`,
      headers: { authorization: `Bearer ${amina.token}` },
      retryAttempts: 0,
    });

    const heard: unknown[] = [];
    for await (const result of client.iterate({ query: CHANGES })) {
      heard.push(result.data);
      if (heard.length === 2) break;
      await amina.deposit(walletId, '2.00');
    }

    expect(heard).toEqual([
      { walletChanges: { name: 'Savings', balance: { posted: { amount: '1.00' } } } },
      { walletChanges: { name: 'Savings', balance: { posted: { amount: '3.00' } } } },
    ]);
    client.dispose();
  });

  test('answers documents that are wrong or ask for too much as GraphQL does, and masks faults', async () => {
    expect(await errorsOf('subscription {')).toMatchObject([
      { extensions: { code: 'GRAPHQL_PARSE_FAILED', retryable: false } },
    ]);
    expect(await errorsOf('subscription { nonsense }')).toMatchObject([
      { extensions: { code: 'GRAPHQL_VALIDATION_FAILED' }, locations: [{ line: 1, column: 16 }] },
    ]);
    expect(await errorsOf(`subscription { walletChanges { ${'name '.repeat(1_000)} } }`)).toMatchObject([
      { message: expect.stringContaining('1000 tokens'), extensions: { code: 'GRAPHQL_PARSE_FAILED' } },
    ]);
    expect(
      await errorsOf(
        'subscription { walletChanges { entries(first: 100) { nodes { id sequence createdAt a: id b: id c: id } } } }',
      ),
    ).toMatchObject([
      { message: expect.stringMatching(/at most 500 are allowed$/), extensions: { code: 'BAD_USER_INPUT' } },
    ]);
    expect(
      await errorsOf('subscription { walletChanges { name } again: walletChanges { name } }'),
    ).toMatchObject([{ extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }]);
    expect(
      await errorsOf('subscription ($id: ID!) { walletActivity(walletId: $id) { sequence } }'),
    ).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
  });

  test('answers subscriptions only, and the endpoint of queries and mutations none', async () => {
    const amina = await api.customer();

    expect(await errorsOf('{ me { id } }')).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
    expect(await errorsOf('mutation { logout }')).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
    expect((await amina.graphql(CHANGES)).body).toMatchObject({
      errors: [
        { message: 'Subscriptions are answered at /graphql/stream', extensions: { code: 'BAD_USER_INPUT' } },
      ],
    });
    expect((await amina.get('/api/me')).status).toBe(200);
  });

  test.each([
    ['POST', 'no JSON', '{'],
    ['POST', 'no object', '[]'],
    ['POST', 'no query', '{}'],
    ['POST', 'a query that is not a string', '{"query":1}'],
    ['POST', 'variables that are no object', '{"query":"{ me { id } }","variables":[]}'],
    ['GET', 'no query', ''],
    ['GET', 'variables that are no JSON', 'query=%7B&variables=%7B'],
    ['GET', 'two queries', 'query=a&query=b'],
  ])('refuses a %s with %s', async (method, _what, asked) => {
    const answer = await Answer.of(
      await api.stranger.fetch(`/graphql/stream${method === 'GET' ? `?${asked}` : ''}`, {
        method,
        ...(method === 'POST' && { body: asked, headers: { 'content-type': 'application/json' } }),
      }),
    );

    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({ errors: [{ extensions: { code: 'BAD_USER_INPUT' } }] });
  });

  test('answers to GET and POST only', async () => {
    const response = await api.stranger.fetch('/graphql/stream', { method: 'PUT' });

    expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET, POST']);
  });

  test.each(['cross-site', 'same-site'])('is not opened by a page of another site (%s)', async (site) => {
    const { token } = await api.customer();
    const headers = { cookie: `nissmart_session=${token}`, 'sec-fetch-site': site };

    for (const method of ['GET', 'POST'] as const) {
      const { response } = await LiveStream.open(new Client(api, headers), CHANGES, {}, { method });
      expect(response.status).toBe(403);
      expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'FORBIDDEN' } }] });
    }
    const own = await LiveStream.open(
      new Client(api, { ...headers, 'sec-fetch-site': 'same-origin' }),
      CHANGES,
    );
    expect(own.response.status).toBe(200);
  });

  test('is one of so many that a user may have, and closing one makes room', async () => {
    const [amina, brian] = [await api.customer(), await api.customer()];
    await amina.wallet();
    const streams = [];
    for (let index = 0; index < STREAMS_PER_USER_MAX; index += 1) {
      streams.push(await LiveStream.open(amina, CHANGES));
    }
    const refused = await LiveStream.open(amina, CHANGES);

    expectLimitedGraphql(await Answer.of(refused.response));
    expect((await LiveStream.open(brian, CHANGES)).response.status).toBe(200);
    streams[0]?.kill();
    while ((await LiveStream.open(amina, CHANGES)).response.status === 429);
  });

  test('of whoever has none takes the place of one of many, whose client comes back later', async () => {
    const streams = { perUser: 3, perAddress: 4, total: 10, reserve: 2 };
    const server = await startApi({}, { bounds: { streams } });
    const [many, few, honest] = [await server.customer(), await server.customer(), await server.customer()];
    for (const user of [many, few, honest]) await user.wallet();
    const opened = [];
    for (const user of [many, many, many, few]) opened.push(await LiveStream.open(user, CHANGES));
    expectLimitedGraphql(await Answer.of((await LiveStream.open(few, CHANGES)).response));

    const own = await LiveStream.open(honest, CHANGES);
    expect((await own.next())?.event).toBe('next');
    // It ends without a farewell, as when the server restarts.
    expect(await opened[2]?.take(5)).toEqual([expect.objectContaining({ event: 'next' })]);
    expect((await opened[1]?.next())?.event).toBe('next');
    expectLimitedGraphql(await Answer.of((await LiveStream.open(many, CHANGES)).response));
  });
});
