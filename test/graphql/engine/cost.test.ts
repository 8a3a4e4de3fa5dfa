import { describe, expect, test } from '@jest/globals';
import { useApi } from '../../support/api.js';

const api = useApi();

async function expectRefused(query: string, message: RegExp, variables = {}): Promise<void> {
  const answer = await api.stranger.graphql(query, variables);

  expect(answer.status).toBe(400);
  expect(answer.body).toEqual({
    errors: [
      expect.objectContaining({
        message: expect.stringMatching(message),
        extensions: expect.objectContaining({ retryable: false }),
      }),
    ],
  });
}

const tooMany = /^The query asks for up to \d+ fields; at most 25000 are allowed$/;
const tooLong = /1000 tokens/;
const times = (count: number, make: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => make(index)).join(' ');

describe('A query that asks for too much', () => {
  test('is refused for its length, aliases of __typename included', async () => {
    await expectRefused(`{ ${times(2_000, (index) => `a${index}: __typename`)} }`, tooLong);
    await expectRefused(`{ ${times(600, (index) => `a${index}: me { id }`)} }`, tooLong);
    await expectRefused(`{ ${'me { '.repeat(1_500)}`, tooLong);
  });

  test('is refused for nested pages', async () => {
    await expectRefused(
      '{ wallets(first: 100) { nodes { transactions(first: 100) { nodes { entries { wallet { name } } } } } } }',
      tooMany,
    );
  });

  test('is refused for pages of any length, in variables as well, or left at the usual length', async () => {
    const query =
      'query ($n: Int) { wallets(first: $n) { nodes { entries(first: $n) { nodes { id amount { amount } } } } } }';

    const level = 'wallets(first: $n) { nodes { owner { ';
    const deep = `query ($n: Int) { ${level.repeat(5)} id ${'} } } '.repeat(5)} }`;

    await expectRefused(query, tooMany, { n: 100 });
    await expectRefused(query, tooMany, { n: 2_147_483_647 });
    await expectRefused(deep, tooMany, { n: null });
    expect((await api.stranger.graphql(query, { n: 10 })).at('errors.0.extensions.code')).toBe(
      'UNAUTHENTICATED',
    );
  });

  test('is refused for what it repeats under aliases', async () => {
    const page = 'wallets(first: 100) { nodes { id name kind status currency } }';

    await expectRefused(`{ ${times(55, (index) => `a${index}: ${page}`)} }`, tooMany);
  });

  test('is refused for what it hides in fragments', async () => {
    const fragment =
      'fragment P on Query { wallets(first: 100) { nodes { entries(first: 100) { nodes { ...E } } } } } fragment E on Entry { id createdAt sequence }';

    await expectRefused(`{ ...P } ${fragment}`, tooMany);
  });

  test('is refused when its fragments unfold without end', async () => {
    const spreads = times(20, (index) => `fragment f${index} on Query { ...f${index + 1} ...f${index + 1} }`);
    const nested = times(
      20,
      (index) =>
        `fragment w${index} on Wallet { owner { wallets(first: 1) { nodes { ...w${index + 1} } } } o: owner { wallets(first: 1) { nodes { ...w${index + 1} } } } }`,
    );

    await expectRefused(`{ ...f0 } ${spreads} fragment f20 on Query { me { id } }`, /nodes/);
    await expectRefused(
      `{ wallets { nodes { ...w0 } } } ${nested} fragment w20 on Wallet { id }`,
      /nodes|fields/,
    );
  });

  test('is refused for short lists that multiply with their depth', async () => {
    const depth = 20;
    const query = `{ transaction(id: "1") { ${'entries { transaction { '.repeat(depth)} id ${'} } '.repeat(depth)} } }`;

    await expectRefused(query, tooMany);
  });

  test('is refused even if one of its fields could not be executed at all', async () => {
    const heavy = 'wallets(first: 100) { nodes { entries(first: 100) { nodes { id amount { amount } } } } }';

    await expectRefused(
      `query ($n: Int = 2, $skip: Boolean = true) { ${heavy} me { id @skip(if: $skip) } a: wallets(first: $n) { nodes { id } } }`,
      tooMany,
      { n: null },
    );
  });

  test('is refused for hashing passwords by the dozen', async () => {
    const login = 'login(input: { email: "x@example.com", password: "not the password" }) { token }';

    await expectRefused(`mutation { ${times(40, (index) => `a${index}: ${login}`)} }`, tooMany);
  });

  test('is refused for asking the schema about itself in circles', async () => {
    await expectRefused(
      '{ __schema { types { fields { type { fields { type { fields { name } } } } } } } }',
      /introspection depth/,
    );
  });

  test('is answered when it is merely large', async () => {
    const query = `{ wallets(first: 100) { nodes { id name owner { displayName } balance { posted { amount } available { amount } held { amount } }
      transactions(first: 5) { nodes { id amount { amount } source { name } destination { name } } } } } }`;

    expect((await (await api.customer()).graphql(query)).body).toEqual({ data: { wallets: { nodes: [] } } });
  });
});
