import { beforeAll, describe, expect, test } from '@jest/globals';
import { useApi, type User } from '../../support/api.js';
import { books } from '../../support/books.js';
import { expectGraphqlRefusal, sendBytes } from '../../support/bytes.js';
import { expectProblem } from '../../support/problem.js';

const api = useApi();
let amina: User;
let wallet: string;

beforeAll(async () => {
  amina = await api.customer();
  wallet = await amina.wallet({ balance: '1000.00' });
});

const movement = (more: string) => `"amount":"1.00","currency":"KES",${more}`;
const deposit = (metadata: string) => `{"walletId":"${wallet}",${movement(`"metadata":${metadata}`)}}`;
const batch = (first: string, second: string) =>
  `{"mode":"EACH","input":[${[first, second]
    .map((metadata) => `{"fromWalletId":"${wallet}","toWalletId":"x",${movement(`"metadata":${metadata}`)}}`)
    .join(',')}]}`;
const DEPOSIT = 'mutation ($i: DepositInput!) { deposit(input: $i, idempotencyKey: "exact") { replayed } }';
const graphql = (query: string, variables = '{}') =>
  `{"query":${JSON.stringify(query)},"variables":${variables}}`;

describe('A number that JSON’s readers would change', () => {
  const ORDER = '{"orderId":12345678901234567890}';

  test('is refused by its place, so that two orders are never one', async () => {
    const before = await books(api.storage);

    for (const order of [ORDER, '{"orderId":12345678901234567999}', '{"orderId":0.1234567890123456789}']) {
      const answer = await sendBytes(amina, '/api/deposits', deposit(order), { key: 'order' });
      expectProblem(answer, 400, 'BAD_USER_INPUT');
      expect(answer.at('details')).toEqual({ field: 'metadata.orderId' });
    }
    const nested = await sendBytes(amina, '/api/deposits', deposit('{"lines":[{"id":1},{"id":1e400}]}'));
    expect(nested.at('details')).toEqual({ field: 'metadata.lines[1].id' });
    expect(nested.text('detail')).toContain('metadata.lines[1].id');
    expect(await books(api.storage)).toEqual(before);
  });

  test('is refused in an item of a batch, which is named', async () => {
    const answer = await sendBytes(amina, '/api/transfer-batches', batch('{"orderId":1}', ORDER));

    expectProblem(answer, 400, 'BAD_USER_INPUT');
    expect(answer.at('details')).toEqual({ field: 'metadata.orderId', index: 1 });
  });

  test('is refused in the variables and in the text of a mutation', async () => {
    const before = await books(api.storage);
    const literal = (metadata: string) =>
      `mutation { deposit(input: { walletId: "${wallet}", amount: "1.00", currency: KES, metadata: ${metadata} }, ` +
      'idempotencyKey: "exact") { replayed } }';

    const inVariables = await sendBytes(amina, '/graphql', graphql(DEPOSIT, `{"i":${deposit(ORDER)}}`));
    const inText = await sendBytes(amina, '/graphql', graphql(literal('{ orderId: 12345678901234567890 }')));
    const inList = await sendBytes(
      amina,
      '/graphql',
      graphql(literal('{ lines: [1, { id: 0.1234567890123456789 }] }')),
    );

    expectGraphqlRefusal(inVariables, 400, { field: 'metadata.orderId' });
    expectGraphqlRefusal(inText, 400, { field: 'metadata.orderId' });
    expectGraphqlRefusal(inList, 400, { field: 'metadata.lines[1].id' });
    expect((await sendBytes(amina, '/graphql', graphql(literal('{ kind: CASH }')))).status).toBe(400);
    expect(await books(api.storage)).toEqual(before);
  });

  test('is refused in the variables of a query by GET', async () => {
    const query = 'query ($i: DepositInput!) { previewDeposit(input: $i) { status } }';
    const get = async (metadata: string) =>
      amina.get(
        `/graphql?query=${encodeURIComponent(query)}&variables=${encodeURIComponent(`{"i":${deposit(metadata)}}`)}`,
      );

    expectGraphqlRefusal(await get(ORDER), 400, { field: 'metadata.orderId' });
    expectGraphqlRefusal(await get('{"a":1,"a":2}'), 400, { field: 'metadata.a' });
    expect((await get('{"orderId":12345678}')).at('data.previewDeposit.status')).toBe('POSTED');
  });

  test('is not an id either, which would be somebody else’s', async () => {
    const byNumber = await sendBytes(
      amina,
      '/graphql',
      graphql('query ($id: ID!) { wallet(id: $id) { id } }', '{"id":12345678901234567890}'),
    );
    expectGraphqlRefusal(byNumber, 400, { field: 'id' });
    expectProblem(
      await sendBytes(
        amina,
        '/api/deposits',
        '{"walletId":12345678901234567890,"amount":"1.00","currency":"KES"}',
      ),
      400,
      'BAD_USER_INPUT',
    );
  });

  test('is stored as it is when its digits fit, however they are written', async () => {
    const metadata = '{"a":9007199254740991,"b":0.1,"c":1.50,"d":1e2,"e":-0}';
    const answer = await sendBytes(amina, '/api/deposits', deposit(metadata), { key: 'fits' });

    expect([answer.status, answer.at('metadata')]).toEqual([
      201,
      { a: 9007199254740991, b: 0.1, c: 1.5, d: 100, e: 0 },
    ]);
    const again = await sendBytes(
      amina,
      '/api/deposits',
      deposit('{"e":0,"d":100,"c":1.5,"b":1e-1,"a":9007199254740991}'),
      {
        key: 'fits',
      },
    );
    expect([again.status, again.headers.get('idempotency-replayed')]).toEqual([201, 'true']);
  });
});

describe('A name that is given twice', () => {
  test.each(['{"orderId":1,"orderId":2}', '{"lines":[{"id":1,"\\u0069d":2}]}'])(
    'is refused in %s, over both APIs',
    async (metadata) => {
      const before = await books(api.storage);

      expectProblem(await sendBytes(amina, '/api/deposits', deposit(metadata)), 400, 'BAD_USER_INPUT');
      expectGraphqlRefusal(
        await sendBytes(amina, '/graphql', graphql(DEPOSIT, `{"i":${deposit(metadata)}}`)),
        400,
        {},
      );
      expect(await books(api.storage)).toEqual(before);
    },
  );
});
