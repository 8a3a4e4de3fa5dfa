import type { Answer } from '../../support/answer.js';
import type { TestApi, User } from '../../support/api.js';

let amina: User;
let brian: User;
let analyst: User;
let savings: string;

/** The people who make the requests, and a wallet of theirs. */
export const people = () => ({ amina, analyst, savings });

/** Every Relay list, with at least five nodes of each: who asks, what for, the path to it, and whether it goes newest first. */
export interface Listed {
  readonly asker: () => User;
  readonly query: (args: string) => string;
  readonly path: string;
  readonly key: string;
  readonly usual: 'NEWEST_FIRST' | 'OLDEST_FIRST';
}

const VARIABLES = ['first: Int', 'last: Int', 'after: String', 'before: String'];

function listed(
  field: (args: string) => string,
  path: string,
  usual: Listed['usual'],
  key = 'id',
  asker = () => analyst,
): Listed {
  return { asker, query: field, path: `data.${path}`, key, usual };
}

const BODY = (key: string) =>
  `edges { cursor node { ${key} } } nodes { ${key} } pageInfo { hasNextPage hasPreviousPage startCursor endCursor }`;

export const LISTS: Readonly<Record<string, Listed>> = {
  transactions: listed((args) => `transactions${args} { ${BODY('id')} }`, 'transactions', 'NEWEST_FIRST'),
  'transactions of a customer': listed(
    (args) => `transactions${args} { ${BODY('id')} }`,
    'transactions',
    'NEWEST_FIRST',
    'id',
    () => amina,
  ),
  'transactions of a wallet': listed(
    (args) => `wallet(id: "${savings}") { transactions${args} { ${BODY('id')} } }`,
    'wallet.transactions',
    'NEWEST_FIRST',
  ),
  'entries of a wallet': listed(
    (args) => `wallet(id: "${savings}") { entries${args} { ${BODY('sequence')} } }`,
    'wallet.entries',
    'NEWEST_FIRST',
    'sequence',
  ),
  'entries of a statement': listed(
    (args) =>
      `statement(walletId: "${savings}", from: "2000-01-01T00:00:00Z", to: "2100-01-01T00:00:00Z") { entries${args} { ${BODY('sequence')} } }`,
    'statement.entries',
    'OLDEST_FIRST',
    'sequence',
  ),
  wallets: listed((args) => `wallets${args} { ${BODY('id')} }`, 'wallets', 'OLDEST_FIRST'),
  'wallets of a user': listed(
    (args) => `user(id: "${amina.id}") { wallets${args} { ${BODY('id')} } }`,
    'user.wallets',
    'OLDEST_FIRST',
  ),
  users: listed((args) => `users${args} { ${BODY('id')} }`, 'users', 'OLDEST_FIRST'),
  'API tokens': listed(
    (args) => `me { apiTokens${args} { ${BODY('id')} } }`,
    'me.apiTokens',
    'NEWEST_FIRST',
    'id',
    () => amina,
  ),
  declines: listed((args) => `declines${args} { ${BODY('id')} }`, 'declines', 'NEWEST_FIRST'),
  'reused keys': listed(
    (args) => `reusedKeys${args} { ${BODY('key')} }`,
    'reusedKeys',
    'NEWEST_FIRST',
    'key',
  ),
  'audit events': listed(
    (args) => `auditEvents${args} { ${BODY('sequence')} }`,
    'auditEvents',
    'NEWEST_FIRST',
    'sequence',
  ),
  'transfer batches': listed(
    (args) => `transferBatches${args} { ${BODY('id')} }`,
    'transferBatches',
    'NEWEST_FIRST',
  ),
};

/** Makes at least five of everything. */
export async function fillLists(api: TestApi): Promise<void> {
  [amina, brian] = [await api.customer('Amina'), await api.customer('Brian')];
  analyst = await api.staff('ANALYST');
  const operator = await api.staff('OPERATOR');
  await api.customer('Carol');
  savings = await amina.wallet({ balance: '100.00' });
  const rent = await brian.wallet();
  for (let count = 0; count < 5; count += 1) {
    await amina.transfer(savings, rent, '1.00');
    await amina.wallet();
    for (let attempt = 0; attempt < 2; attempt += 1) {
      await amina.withdraw(savings, '5000.00', { key: `refused-${count}` });
    }
    await amina.graphql(
      'mutation ($name: String!) { createApiToken(input: { name: $name }) { apiToken { id } } }',
      { name: `Token ${String(count)}` },
    );
    await amina.graphql(
      `mutation ($input: [TransferInput!]!, $key: String!) {
        transferBatch(input: $input, mode: ATOMIC, idempotencyKey: $key) { batch { id } }
      }`,
      {
        input: [{ fromWalletId: savings, toWalletId: rent, amount: '1.00', currency: 'KES' }],
        key: `batch-${String(count)}`,
      },
    );
    const operation = count % 2 === 0 ? 'freezeWallet' : 'unfreezeWallet';
    await operator.graphql(`mutation ($id: ID!) { ${operation}(id: $id, reason: "For a test.") { id } }`, {
      id: rent,
    });
    if (count % 2 === 0) {
      await operator.graphql(
        'mutation ($id: ID!) { unfreezeWallet(id: $id, reason: "For a test.") { id } }',
        {
          id: rent,
        },
      );
    }
  }
}

export type Args = Readonly<Record<string, unknown>>;

export async function ask({ asker, query }: Listed, args: Args): Promise<Answer> {
  const { orderBy, ...given } = args;
  const names = Object.keys(given);
  const declared = VARIABLES.filter((variable) => names.includes(variable.split(':')[0] ?? ''));
  const passed = [
    ...names.map((name) => `${name}: $${name}`),
    ...(typeof orderBy === 'string' ? [`orderBy: ${orderBy}`] : []),
  ];
  const head = declared.length > 0 ? `query (${declared.map((variable) => `$${variable}`).join(', ')})` : '';
  return asker().graphql(`${head} { ${query(passed.length > 0 ? `(${passed.join(', ')})` : '')} }`, given);
}

export async function keys(list: Listed, args: Args): Promise<unknown[]> {
  const answer = await ask(list, args);
  return answer
    .list(`${list.path}.nodes`)
    .map((_, at) => answer.at(`${list.path}.nodes.${String(at)}.${list.key}`));
}
