import { v4 } from 'uuid';

/** Whoever sends it: nobody who is signed in, a customer, or an analyst. */
export type Attacker = 'stranger' | 'customer' | 'analyst';

/** A request that nobody sends who means well. */
export interface HostileInput {
  readonly name: string;
  readonly who: Attacker;
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** What it is answered with; several where it depends on what is looked at first. */
  readonly codes: readonly string[];
}

/** What the inputs are about: wallets of the customer, and one of somebody else. */
export interface Victims {
  readonly wallet: string;
  readonly otherWallet: string;
  readonly strangersWallet: string;
}

const BAD = ['BAD_USER_INPUT'];
const INVALID = ['GRAPHQL_VALIDATION_FAILED'];
const TOO_LARGE = ['PAYLOAD_TOO_LARGE'];

const times = (count: number, make: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => make(index)).join(' ');

/** An object of unknown fields, so many bytes of JSON. */
function junk(bytes: number): Record<string, number> {
  const fields: Record<string, number> = {};
  for (let index = 0, length = 0; length < bytes; index += 1) {
    const name = `field${String(index)}`;
    fields[name] = 1;
    length += name.length + 5;
  }
  return fields;
}

function nested(depth: number, inner = '1'): string {
  return `${'{"a":'.repeat(depth)}${inner}${'}'.repeat(depth)}`;
}

type GraphqlCase = readonly [
  name: string,
  who: Attacker,
  query: string,
  variables: unknown,
  codes: readonly string[],
];

const LOGIN = 'mutation ($i: LoginInput!) { login(input: $i) { token } }';
const REGISTER = 'mutation ($i: RegisterInput!) { register(input: $i) { token } }';
const BATCH =
  'mutation ($i: [TransferInput!]!) { transferBatch(input: $i, mode: EACH, idempotencyKey: "k") { replayed } }';
const LIKE = 'query ($i: [TransferInput!]!) { transferBatchesLike(input: $i) { id } }';
const DEPOSIT = 'mutation ($i: DepositInput!) { deposit(input: $i, idempotencyKey: "k") { replayed } }';
const FILTER = 'query ($f: TransactionFilter) { transactions(filter: $f) { nodes { id } } }';

function graphqlCases({ wallet, otherWallet, strangersWallet }: Victims): readonly GraphqlCase[] {
  const good = { fromWalletId: wallet, toWalletId: otherWallet, amount: '0.01', currency: 'KES' };
  const deposit = { walletId: wallet, amount: '1.00', currency: 'KES' };
  const ring = (count: number, fields: string) =>
    `{ ...F0 } ${times(count, (index) => `fragment F${index} on Query { ${fields} ...F${(index + 1) % count} }`)}`;
  return [
    // Variables with many mistakes.
    ...[1, 10, 30].map((kb): GraphqlCase => [
      `${kb} kB of unknown fields to sign in with`,
      'stranger',
      LOGIN,
      { i: junk(kb * 1024) },
      BAD,
    ]),
    [
      '70 kB of unknown fields to sign in with',
      'stranger',
      LOGIN,
      { i: junk(70 * 1024) },
      [...BAD, ...TOO_LARGE],
    ],
    ['200 kB of unknown fields to sign in with', 'stranger', LOGIN, { i: junk(200 * 1024) }, TOO_LARGE],
    ['30 kB of unknown fields to register with', 'stranger', REGISTER, { i: junk(30 * 1024) }, BAD],
    ['30 kB of unknown fields to deposit', 'customer', DEPOSIT, { i: junk(30 * 1024) }, BAD],
    ['30 kB of unknown fields in a filter', 'customer', FILTER, { f: junk(30 * 1024) }, BAD],
    ['a field name of 30 kB', 'stranger', LOGIN, { i: { ['x'.repeat(30_000)]: 1 } }, BAD],
    [
      'a variable of 31 kB that nobody declared',
      'stranger',
      '{ service { name } }',
      { x: 'x'.repeat(31_000) },
      [...BAD, ...INVALID],
    ],
    [
      'an email of 31 kB',
      'stranger',
      LOGIN,
      { i: { email: `${'a'.repeat(31_000)}@example.com`, password: 'x' } },
      ['UNAUTHENTICATED', ...BAD],
    ],
    [
      'a password of 31 kB',
      'stranger',
      LOGIN,
      { i: { email: 'a@example.com', password: 'x'.repeat(31_000) } },
      [...BAD, 'UNAUTHENTICATED'],
    ],
    ['ten thousand empty transfers', 'customer', BATCH, { i: Array(10_000).fill({}) }, BAD],
    ['ten thousand nulls as transfers', 'customer', BATCH, { i: Array(10_000).fill(null) }, BAD],
    ['a thousand empty transfers', 'customer', BATCH, { i: Array(1_000).fill({}) }, BAD],
    ['one transfer of 500 kB of unknown fields', 'customer', BATCH, { i: [junk(500_000)] }, BAD],
    [
      'a batch whose last transfer is wrong',
      'customer',
      BATCH,
      { i: [...Array<unknown>(999).fill(good), { ...good, amount: 'x' }] },
      ['INVALID_AMOUNT'],
    ],
    ['one transfer too many', 'customer', BATCH, { i: Array(1_001).fill(good) }, BAD],
    ['no transfers', 'customer', BATCH, { i: [] }, BAD],
    ['a list of 5 000 to be recognised', 'customer', LIKE, { i: Array(5_000).fill(good) }, BAD],
    ['an object for the list of a batch', 'customer', BATCH, { i: junk(30 * 1024) }, BAD],
    ['a text of 500 kB for the list of a batch', 'customer', BATCH, { i: 'x'.repeat(500_000) }, BAD],
    [
      'a batch by somebody who is not signed in',
      'stranger',
      BATCH,
      { i: Array(300).fill(good) },
      ['UNAUTHENTICATED'],
    ],
    ['a list of 4 000 types', 'customer', FILTER, { f: { type: Array(4_000).fill('DEPOSIT') } }, BAD],
    ['a search of 31 kB', 'customer', FILTER, { f: { search: 'x'.repeat(31_000) } }, BAD],
    ['a search of half a character', 'customer', FILTER, { f: { search: '\ud800' } }, BAD],
    ['a wallet of half a character', 'customer', FILTER, { f: { walletId: '\ud800' } }, BAD],
    [
      'metadata of 20 kB',
      'customer',
      DEPOSIT,
      { i: { ...deposit, metadata: { x: 'x'.repeat(20_000) } } },
      BAD,
    ],
    [
      'metadata nested 3 000 deep',
      'customer',
      DEPOSIT,
      { i: { ...deposit, metadata: JSON.parse(nested(3_000)) as unknown } },
      BAD,
    ],
    [
      'an amount of 30 000 digits',
      'customer',
      DEPOSIT,
      { i: { ...deposit, amount: '9'.repeat(30_000) } },
      ['INVALID_AMOUNT'],
    ],
    [
      'an amount of 30 000 decimals',
      'customer',
      DEPOSIT,
      { i: { ...deposit, amount: `1.${'0'.repeat(30_000)}` } },
      ['INVALID_AMOUNT'],
    ],
    ['an amount in exponents', 'customer', DEPOSIT, { i: { ...deposit, amount: '1e9' } }, ['INVALID_AMOUNT']],
    ['a negative amount', 'customer', DEPOSIT, { i: { ...deposit, amount: '-1.00' } }, ['INVALID_AMOUNT']],
    [
      'a description of 30 kB',
      'customer',
      DEPOSIT,
      { i: { ...deposit, description: 'x'.repeat(30_000) } },
      BAD,
    ],
    ['a NUL in a description', 'customer', DEPOSIT, { i: { ...deposit, description: 'a\u0000b' } }, BAD],
    [
      'somebody else’s wallet to deposit into',
      'customer',
      DEPOSIT,
      { i: { ...deposit, walletId: strangersWallet } },
      ['NOT_FOUND'],
    ],
    [
      'a constructor among the metadata',
      'customer',
      DEPOSIT,
      { i: { ...deposit, metadata: { constructor: { prototype: { x: 1 } } } } },
      BAD,
    ],

    // Documents.
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

    // Answers and rows.
    [
      '290 aliases of metadata',
      'customer',
      `{ transactions(first: 100) { nodes { ${times(290, (i) => `a${i}: metadata`)} } } }`,
      {},
      BAD,
    ],
    [
      'pages of pages',
      'customer',
      '{ wallets(first: 100) { nodes { transactions(first: 100) { nodes { id type status } } } } }',
      {},
      BAD,
    ],
    ['a page of 2 147 483 647', 'customer', '{ transactions(first: 2147483647) { nodes { id } } }', {}, BAD],
    ['a page of -1', 'customer', '{ transactions(first: -1) { nodes { id } } }', {}, BAD],
    [
      'a cursor of another list',
      'customer',
      '{ transactions(after: "d2FsbGV0IDE") { nodes { id } } }',
      {},
      BAD,
    ],
    [
      'a cursor of 30 kB',
      'customer',
      `{ transactions(after: "${'A'.repeat(30_000)}") { nodes { id } } }`,
      {},
      BAD,
    ],
    [
      '40 statements',
      'customer',
      `{ ${times(40, (i) => `a${i}: statement(walletId: "${wallet}", from: "2020-01-01T00:00:00Z", to: "2030-01-01T00:00:00Z") { credits { count } }`)} }`,
      {},
      BAD,
    ],
    [
      '39 daily balances of years',
      'customer',
      `{ wallets { nodes { ${times(39, (i) => `a${i}: balanceSeries(from: "2026-01-01T00:00:00Z", to: "2026-12-25T00:00:00Z", bucket: DAY) { balance { amount } }`)} } } }`,
      {},
      BAD,
    ],
    [
      'a dozen summaries',
      'analyst',
      `{ ${times(12, (i) => `a${i}: adminSummary { series { count } }`)} }`,
      {},
      BAD,
    ],
    ['a dozen reports on risk', 'analyst', `{ ${times(12, (i) => `a${i}: riskSummary { asOf }`)} }`, {}, BAD],
    [
      'twenty totals',
      'analyst',
      `{ ${times(20, (i) => `a${i}: transactionTotals(filter: { search: "${i}" }) { complete }`)} }`,
      {},
      BAD,
    ],
    ['a summary by somebody who may not', 'customer', '{ adminSummary { asOf } }', {}, ['FORBIDDEN']],
    [
      'a list of users by somebody who may not',
      'customer',
      '{ users { nodes { email } } }',
      {},
      ['FORBIDDEN'],
    ],
    [
      'a wallet of somebody else',
      'customer',
      `{ wallet(id: "${strangersWallet}") { id } }`,
      {},
      ['NOT_FOUND'],
    ],
    [
      'a time in the year 275 760',
      'customer',
      `{ transactions(filter: { from: "+275760-09-13T00:00:00Z" }) { nodes { id } } }`,
      {},
      [...BAD, ...INVALID],
    ],
    [
      'a time zone of 10 kB',
      'customer',
      `{ wallets { nodes { monthlyFlows(months: 3, timeZone: "${'x'.repeat(10_000)}") { monthStart } } } }`,
      {},
      BAD,
    ],

    // Mutations.
    [
      'ten batches in one document',
      'customer',
      `mutation ($i: [TransferInput!]!) { ${times(10, (i) => `a${i}: transferBatch(input: $i, mode: EACH, idempotencyKey: "k${i}") { replayed }`)} }`,
      { i: Array(1_000).fill(good) },
      BAD,
    ],
    [
      'sixty deposits in one document',
      'customer',
      `mutation ($i: DepositInput!) { ${times(60, (i) => `a${i}: deposit(input: $i, idempotencyKey: "k${i}") { replayed }`)} }`,
      { i: deposit },
      BAD,
    ],
    [
      'two passwords in one document',
      'stranger',
      `mutation { ${times(2, (i) => `a${i}: login(input: { email: "a@example.com", password: "xxxxxxxx${i}" }) { token }`)} }`,
      {},
      BAD,
    ],
    [
      'forty registrations in one document',
      'stranger',
      `mutation { ${times(20, (i) => `a${i}: register(input: { email: "x${i}@example.com", displayName: "X", password: "a long password" }) { token }`)} }`,
      {},
      BAD,
    ],
    [
      'an idempotency key of 30 kB',
      'customer',
      `mutation ($i: DepositInput!) { deposit(input: $i, idempotencyKey: "${'k'.repeat(30_000)}") { replayed } }`,
      { i: deposit },
      ['IDEMPOTENCY_KEY_INVALID'],
    ],
    [
      'an idempotency key of a line feed',
      'customer',
      'mutation ($i: DepositInput!) { deposit(input: $i, idempotencyKey: "a\\nb") { replayed } }',
      { i: deposit },
      ['IDEMPOTENCY_KEY_INVALID'],
    ],
    [
      'an operator’s act by a customer',
      'customer',
      `mutation { freezeWallet(id: "${strangersWallet}", reason: "mine") { wallet { id } } }`,
      {},
      ['FORBIDDEN'],
    ],
    [
      'money out of somebody else’s wallet',
      'customer',
      `mutation { transfer(input: { fromWalletId: "${strangersWallet}", toWalletId: "${wallet}", amount: "1.00", currency: KES }, idempotencyKey: "steal") { replayed } }`,
      {},
      ['NOT_FOUND'],
    ],
    [
      'more than there is',
      'customer',
      `mutation { withdraw(input: { walletId: "${wallet}", amount: "999999999.00", currency: KES }, idempotencyKey: "more") { replayed } }`,
      {},
      ['INSUFFICIENT_FUNDS'],
    ],
  ];
}

function overGraphql(victims: Victims): HostileInput[] {
  return graphqlCases(victims).map(([name, who, query, variables, codes]) => ({
    name: `GraphQL: ${name}`,
    who,
    method: 'POST',
    path: '/graphql',
    body: JSON.stringify({ query, variables }),
    codes,
  }));
}

/** The same mistakes on the other ways to the schema. */
function overOtherWays(): HostileInput[] {
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

function overRest({ wallet, otherWallet, strangersWallet }: Victims): HostileInput[] {
  const post = (
    name: string,
    path: string,
    body: unknown,
    codes: readonly string[],
    who: Attacker = 'customer',
  ): HostileInput => ({
    name: `REST: ${name}`,
    who,
    method: 'POST',
    path,
    body: typeof body === 'string' ? body : JSON.stringify(body),
    headers: { 'idempotency-key': v4() },
    codes,
  });
  const get = (
    name: string,
    path: string,
    codes: readonly string[],
    who: Attacker = 'customer',
  ): HostileInput => ({ name: `REST: ${name}`, who, method: 'GET', path, codes });
  const deposit = { walletId: wallet, amount: '1.00', currency: 'KES' };
  const transfer = { fromWalletId: wallet, toWalletId: otherWallet, amount: '0.01', currency: 'KES' };
  const batch = (input: unknown) => ({ mode: 'EACH', input });
  return [
    post('30 kB of unknown fields', '/api/deposits', junk(20_000), BAD),
    post('100 kB of unknown fields', '/api/deposits', junk(100_000), TOO_LARGE),
    post('30 kB of unknown fields to sign in with', '/api/auth/login', junk(20_000), BAD, 'stranger'),
    post('a field name of 30 kB', '/api/deposits', { ['x'.repeat(30_000)]: 1 }, BAD),
    post('a batch of 30 000 empty transfers', '/api/transfer-batches', batch(Array(30_000).fill({})), BAD),
    post('a batch of 1 000 empty transfers', '/api/transfer-batches', batch(Array(1_000).fill({})), BAD),
    post('a transfer of 500 kB of unknown fields', '/api/transfer-batches', batch([junk(500_000)]), BAD),
    post(
      'a transfer with a field name of 900 kB',
      '/api/transfer-batches',
      batch([{ ...transfer, ['x'.repeat(900_000)]: 1 }]),
      BAD,
    ),
    post('a batch that is no list', '/api/transfer-batches', batch('x'.repeat(10_000)), BAD),
    post(
      'a batch to half a character',
      '/api/transfer-batches',
      '{"mode":"EACH","input":[{"toEmail":"\\ud800"}]}',
      BAD,
    ),
    post(
      'a batch of a stranger',
      '/api/transfer-batches',
      batch(Array(1_000).fill({})),
      ['UNAUTHENTICATED'],
      'stranger',
    ),
    post(
      'half a character for a wallet',
      '/api/deposits',
      `{"walletId":"\\ud800","amount":"1.00","currency":"KES"}`,
      BAD,
    ),
    post(
      'half a character for a recipient',
      '/api/transfers',
      `{"fromWalletId":"${wallet}","toWalletId":"\\udfff","amount":"1.00","currency":"KES"}`,
      BAD,
    ),
    post(
      'a field given twice',
      '/api/deposits',
      `{"walletId":"${wallet}","amount":"1.00","amount":"2.00","currency":"KES"}`,
      BAD,
    ),
    post('a body of a list', '/api/deposits', '[]', BAD),
    post('a body of 30 000 brackets', '/api/deposits', '['.repeat(30_000), BAD),
    post('a body nested 10 000 deep', '/api/deposits', nested(5_000), BAD),
    post(
      'metadata nested 4 000 deep',
      '/api/deposits',
      { ...deposit, metadata: JSON.parse(nested(4_000)) as unknown },
      BAD,
    ),
    post('a prototype', '/api/deposits', '{"__proto__":{"amount":"1.00"}}', BAD),
    post('a number for an amount', '/api/deposits', { ...deposit, amount: 1 }, BAD),
    post('an amount of 20 000 digits', '/api/deposits', { ...deposit, amount: '9'.repeat(20_000) }, BAD),
    post('somebody else’s wallet', '/api/withdrawals', { ...deposit, walletId: strangersWallet }, [
      'NOT_FOUND',
    ]),
    post('an operator’s act', `/api/wallets/${strangersWallet}/freeze`, { reason: 'mine' }, ['FORBIDDEN']),
    get('an id of half a character', '/api/wallets/%ed%a0%80', BAD),
    get('an id of 700 characters', `/api/wallets/${'a'.repeat(700)}`, ['NOT_FOUND', ...BAD]),
    get('an id of 8 kB', `/api/wallets/${'a'.repeat(8_000)}`, ['NOT_FOUND', ...BAD]),
    get('a path upwards', '/api/wallets/..%2f..%2fetc%2fpasswd', ['NOT_FOUND']),
    get('no UTF-8', '/api/transactions?search=%ff', BAD),
    get(
      '500 unknown parameters',
      `/api/transactions?${Array.from({ length: 500 }, (_, index) => `x${index}=1`).join('&')}`,
      BAD,
    ),
    get('a parameter 500 times', `/api/transactions?${'search=a&'.repeat(500)}`, BAD),
    get('a page of 1e9', '/api/transactions?first=1000000000', BAD),
    get('a page of text', '/api/transactions?first=abc', BAD),
    get('a search of 8 kB', `/api/transactions?search=${'x'.repeat(8_000)}`, BAD),
    get('a cursor of 8 kB', `/api/transactions?after=${'A'.repeat(8_000)}`, BAD),
    get(
      'an unknown time zone',
      `/api/wallets/${wallet}/statement?from=2026-01-01T00:00:00Z&to=2026-02-01T00:00:00Z&timeZone=x`,
      BAD,
    ),
    get(
      'a statement of nowhere',
      `/api/wallets/${strangersWallet}/statement?from=2026-01-01T00:00:00Z&to=2026-02-01T00:00:00Z`,
      ['NOT_FOUND'],
    ),
    get('users', '/api/users', ['FORBIDDEN']),
    get('the dashboard of operations', '/api/dashboard/admin', ['FORBIDDEN']),
    get('users of nobody', '/api/users', ['UNAUTHENTICATED'], 'stranger'),
    get('nothing', '/api/nothing', ['NOT_FOUND'], 'stranger'),
  ];
}

/** More than a hundred requests that are meant to cost us dearly, to learn what is not theirs, or to move money by a trick. */
export function hostileInputs(victims: Victims): HostileInput[] {
  return [...overGraphql(victims), ...overOtherWays(), ...overRest(victims)];
}
