import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Kind, parse } from 'graphql';
import { assertCost } from '../../../server/graphql/engine/limits.js';
import { buildGraphqlSchema } from '../../../server/graphql/schema.js';

const schema = buildGraphqlSchema();

/** Every kind of variable that a cost can depend on, and one that it does not. */
const QUERY = `query ($first: Int, $last: Int, $inner: Int! = 4, $yes: Boolean!, $id: ID!, $search: String) {
  wallets(first: $first, last: $last, filter: { search: $search }) { nodes {
    id name @include(if: $yes)
    transactions(first: $inner) @skip(if: $yes) { nodes { id entries { id } } } } }
  wallet(id: $id) { entries(first: $inner) { nodes { id } } } }`;
const BATCH = `mutation ($input: [TransferInput!]!, $key: String!) {
  transferBatch(input: $input, mode: EACH, idempotencyKey: $key) { replayed } }`;

/** Counts the cost; only the very same document object is remembered. */
function costOf(document: ReturnType<typeof parse>, variables: Readonly<Record<string, unknown>>): number {
  const [operation] = document.definitions;
  if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error('The first definition is the operation');
  return assertCost(schema, { document, operation, variables }, Infinity);
}

const length = fc.integer({ min: 1, max: 100 });
const variablesOfQuery = fc.record(
  {
    first: fc.option(length),
    last: fc.option(length),
    inner: length,
    yes: fc.boolean(),
    id: fc.uuid(),
    search: fc.option(fc.string()),
  },
  { requiredKeys: ['yes', 'id'] },
);
const item = {
  fromWalletId: crypto.randomUUID(),
  toWalletId: crypto.randomUUID(),
  amount: '1.00',
  currency: 'KES',
};
const variablesOfBatch = fc.record({
  input: fc.integer({ min: 1, max: 40 }).map((items) => Array.from({ length: items }, () => item)),
  key: fc.uuid(),
});

test.each([
  ['a query', QUERY, variablesOfQuery],
  ['a batch', BATCH, variablesOfBatch],
])('The cost of %s is remembered for no variables but those it holds for', (_name, text, someVariables) => {
  const remembered = parse(text);
  const costs = new Set<number>();
  fc.assert(
    fc.property<[Readonly<Record<string, unknown>>]>(someVariables, (variables) => {
      const cost = costOf(parse(text), variables);
      costs.add(cost);
      expect(costOf(remembered, variables)).toBe(cost);
      expect(costOf(remembered, variables)).toBe(cost);
    }),
    { numRuns: 300 },
  );
  expect(costs.size).toBeGreaterThan(10);
});
