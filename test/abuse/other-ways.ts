import { BAD, INVALID, times, junk, FILTER, type Attacker, type HostileInput } from './hostile-input.js';

/** The same mistakes on the other ways to the schema. */
export function overOtherWays(): HostileInput[] {
  const url = (path: string, query: string, variables?: unknown) =>
    `${path}?query=${encodeURIComponent(query)}${variables === undefined ? '' : `&variables=${encodeURIComponent(JSON.stringify(variables))}`}`;
  const get = (name: string, who: Attacker, path: string, codes: readonly string[]): HostileInput => ({
    name,
    who,
    method: 'GET',
    path,
    codes,
  });
  const stream = (
    name: string,
    query: string,
    variables: unknown,
    codes: readonly string[],
  ): HostileInput => ({
    name: `stream: ${name}`,
    who: 'customer',
    method: 'POST',
    path: '/graphql/stream',
    body: JSON.stringify({ query, variables }),
    codes,
  });
  const searching = times(
    30,
    (index) => `a${index}: transactions(filter: { search: "${index}" }) { nodes { id } }`,
  );
  return [
    get('GET: a mutation', 'customer', url('/graphql', 'mutation { logout }'), BAD),
    get('GET: a field 248 times', 'stranger', url('/graphql', `{ ${'me{id} '.repeat(248)} }`), BAD),
    get('GET: unknown fields', 'stranger', url('/graphql', FILTER, { f: junk(4_000) }), BAD),
    get('GET: variables that are no JSON', 'stranger', '/graphql?query=%7Bme%7Bid%7D%7D&variables=%7B', BAD),
    get(
      'GET: variables given twice',
      'stranger',
      '/graphql?query=%7Bme%7Bid%7D%7D&variables=%7B%7D&variables=%7B%7D',
      BAD,
    ),
    get('GET: no UTF-8', 'stranger', '/graphql?query=%ff%fe', BAD),
    stream('a search for each event', `subscription { walletChanges { ${searching} } }`, {}, BAD),
    stream(
      'one search for each event',
      'subscription { walletChanges { transactions(filter: { search: "x" }) { nodes { id } } } }',
      {},
      BAD,
    ),
    stream(
      'a balance of the past for each event',
      'subscription { walletChanges { balanceAt(at: "2026-01-01T00:00:00Z") { amount } } }',
      {},
      BAD,
    ),
    stream(
      'a page for each event',
      'subscription { walletChanges { entries(first: 100) { nodes { id sequence createdAt a: id b: id c: id } } } }',
      {},
      BAD,
    ),
    stream(
      'unknown fields',
      'subscription ($id: ID!) { walletActivity(walletId: $id) { sequence } }',
      { id: junk(30_000) },
      BAD,
    ),
    stream('a field 248 times', `subscription { walletChanges { ${'id '.repeat(500)} } }`, {}, BAD),
    stream(
      '990 unknown fields',
      `subscription { walletChanges { ${times(900, (index) => `x${index}`)} } }`,
      {},
      INVALID,
    ),
    stream('a query', '{ me { id } }', {}, BAD),
    stream('a document of 500 kB', `subscription { walletChanges { id } } #${'x'.repeat(500_000)}`, {}, BAD),
  ];
}
