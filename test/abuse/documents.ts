import { BAD, INVALID, times, type GraphqlCase } from './hostile-input.js';

/** Documents that are dear to read. */
export function hostileDocuments(): readonly GraphqlCase[] {
  const ring = (count: number, fields: string) =>
    `{ ...F0 } ${times(count, (index) => `fragment F${index} on Query { ${fields} ...F${(index + 1) % count} }`)}`;
  return [
    ['a field 248 times', 'stranger', `{ ${'me { id } '.repeat(248)} }`, {}, BAD],
    ['a leaf 990 times', 'stranger', `{ me { ${'id '.repeat(990)} } }`, {}, BAD],
    ['a field with arguments 108 times', 'stranger', `{ ${'wallet(id: "x") { id } '.repeat(108)} }`, {}, BAD],
    ['60 fragments in a ring', 'stranger', ring(60, 'me { id } me { id }'), {}, BAD],
    ['29 fragments in a ring', 'stranger', ring(29, 'me { id }'), {}, [...BAD, ...INVALID]],
    [
      'fragments that unfold without end',
      'stranger',
      `{ ...f0 } ${times(20, (i) => `fragment f${i} on Query { a${i}: me { id } ...f${i + 1} ...f${i + 1} }`)} fragment f20 on Query { me { id } }`,
      {},
      BAD,
    ],
    [
      'a fragment that spreads itself below',
      'stranger',
      '{ me { ...F } } fragment F on User { wallets { nodes { owner { ...F } } } }',
      {},
      [...BAD, ...INVALID],
    ],
    ['990 unknown fields', 'stranger', `{ ${times(990, (i) => `walletx${i}`)} }`, {}, INVALID],
    ['an unknown field of 30 kB', 'stranger', `{ ${'w'.repeat(30_000)} }`, {}, [...BAD, ...INVALID]],
    ['an alias of 30 kB', 'customer', `{ ${'w'.repeat(30_000)}: me { id } }`, {}, BAD],
    [
      'an alias of 200 over 100 rows',
      'customer',
      `{ transactions(first: 100) { nodes { ${'w'.repeat(200)}: id } } }`,
      {},
      BAD,
    ],
    ['a document of 500 kB', 'customer', `{ wallet(id: "${'a'.repeat(500_000)}") { id } }`, {}, BAD],
    ['a document of 500 kB of blanks', 'customer', `{ me { id } ${' '.repeat(500_000)} }`, {}, BAD],
    ['a document of comments', 'customer', `{ me { id } #${'x'.repeat(500_000)}\n }`, {}, BAD],
    [
      '2 000 aliases of __typename',
      'stranger',
      `{ ${times(2_000, (i) => `a${i}: __typename`)} }`,
      {},
      ['GRAPHQL_PARSE_FAILED'],
    ],
    ['1 500 braces', 'stranger', '{ me '.repeat(1_500), {}, ['GRAPHQL_PARSE_FAILED']],
    [
      'lists nested 900 deep',
      'stranger',
      `{ wallets(filter: ${'['.repeat(900)}) }`,
      {},
      ['GRAPHQL_PARSE_FAILED'],
    ],
    [
      '240 variables that nobody needs',
      'stranger',
      `query (${times(240, (i) => `$a${i}: ID`)}) { me { id } }`,
      {},
      INVALID,
    ],
    [
      '900 values of a wrong enum',
      'stranger',
      `{ transactions(filter: { type: [${'DEPOSI '.repeat(900)}] }) { nodes { id } } }`,
      {},
      INVALID,
    ],
    [
      'a text of 30 kB for a number',
      'stranger',
      `{ wallets(first: "${'a'.repeat(30_000)}") { nodes { id } } }`,
      {},
      INVALID,
    ],
    ['a directive 130 times', 'stranger', `{ me ${'@skip(if: false) '.repeat(130)} { id } }`, {}, INVALID],
    [
      'the schema asked about itself in circles',
      'stranger',
      '{ __schema { types { fields { type { fields { type { fields { name } } } } } } } }',
      {},
      INVALID,
    ],
    [
      'introspection 90 times',
      'stranger',
      `{ ${times(90, (i) => `a${i}: __schema { types { name } }`)} }`,
      {},
      [...BAD, ...INVALID],
    ],
    ['defer', 'customer', '{ me { id ... @defer { email } } }', {}, INVALID],
    ['nothing', 'stranger', '', {}, BAD],
    ['a subscription where queries are', 'customer', 'subscription { walletChanges { id } }', {}, BAD],
  ];
}
