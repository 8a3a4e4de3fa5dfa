import { setTimeout as sleep } from 'node:timers/promises';
import { v4 } from 'uuid';
import type { SeededRandom } from '../../server/demo/seeded-random.js';
import type { Answer } from '../support/answer.js';
import { Client, User } from '../support/api.js';

/** One request of a client, with its permanent key. */
export interface Order {
  readonly key: string;
  readonly kind: 'deposit' | 'transfer' | 'withdraw';
  readonly owner: number;
  readonly from: string;
  /** For a transfer. */
  readonly to: string;
  /** Minor units. */
  readonly amount: number;
  /** First answer; every later one must be the same. */
  outcome?: Outcome;
  /** True once it may have happened without an answer that says so. */
  open?: boolean;
}

/** The id of the transaction, or the code of the ledger's decision against it. */
export interface Outcome {
  readonly id?: string;
  readonly code?: string;
}

/** Somebody with a session that outlives the server, and a wallet. */
export interface Saver {
  readonly id: string;
  readonly email: string;
  readonly token: string;
  readonly walletId: string;
}

const MUTATIONS = {
  deposit:
    'mutation ($input: DepositInput!, $key: String!) { done: deposit(input: $input, idempotencyKey: $key) { replayed transaction { id } } }',
  transfer:
    'mutation ($input: TransferInput!, $key: String!) { done: transfer(input: $input, idempotencyKey: $key) { replayed transaction { id } } }',
  withdraw:
    'mutation ($input: WithdrawInput!, $key: String!) { done: withdraw(input: $input, idempotencyKey: $key) { replayed transaction { id } } }',
} as const;

export function newOrder(savers: readonly Saver[], random: SeededRandom): Order {
  const owner = random.whole(0, savers.length - 1);
  const other = savers[(owner + random.whole(1, savers.length - 1)) % savers.length];
  return {
    key: v4(),
    kind: random.pick(['deposit', 'transfer', 'transfer', 'withdraw']),
    owner,
    from: savers[owner]?.walletId ?? '',
    to: other?.walletId ?? '',
    amount: random.whole(1, 400),
  };
}

/**
 * Sends an order, by either API, again and again where the server has too much to do, and holds the answer against what was
 * answered before.
 *
 * @returns True when there was an answer; the connection breaks when the server is killed.
 * @throws Error when the answer is not the same as before.
 */
export async function send(order: Order, user: User, byGraphql: boolean): Promise<boolean> {
  let answer = await ask(order, user, byGraphql).catch(() => undefined);
  while (answer?.code === 'UNAVAILABLE') {
    await sleep(20);
    answer = await ask(order, user, byGraphql).catch(() => undefined);
  }
  if (!answer) return false;
  const { replayed, ...outcome } = answer;
  if (outcome.id === undefined && outcome.code !== 'INSUFFICIENT_FUNDS') {
    throw new Error(`${order.key} was answered ${JSON.stringify(outcome)}`);
  }
  const before = order.outcome;
  if (before && (before.id !== outcome.id || before.code !== outcome.code || !replayed)) {
    throw new Error(`${order.key} was ${JSON.stringify(before)} and now is ${JSON.stringify(answer)}`);
  }
  order.outcome = outcome;
  return true;
}

export type Heard = Outcome & { readonly replayed: boolean };

/** Sends an order, by either API. It fails when the connection breaks. */
export async function ask(order: Order, user: User, byGraphql: boolean): Promise<Heard> {
  return byGraphql ? askGraphql(order, user) : askRest(order, user);
}

/** Customers of a server, each with an empty wallet. */
export async function makeSavers(server: { readonly url: string }, count: number): Promise<Saver[]> {
  return Promise.all(
    Array.from({ length: count }, async (_, index) => {
      const email = `saver${index}@example.com`;
      const registration = { email, displayName: `Saver ${index}`, password: 'correct horse battery' };
      const session = await new Client(server).post('/api/auth/register', registration);
      const user = new User(server, session.text('user.id'), email, session.text('token'));
      return { id: user.id, email, token: user.token, walletId: await user.wallet() };
    }),
  );
}

/** A saver as a server's client: the one who gives an order. */
export function userOf(
  server: { readonly url: string },
  savers: readonly Saver[],
  { owner }: Pick<Order, 'owner'>,
): User {
  const saver = savers[owner];
  if (!saver) throw new Error(`There is no saver ${owner}`);
  return new User(server, saver.id, saver.email, saver.token);
}

async function askRest({ key, kind, from, to, amount }: Order, user: User): Promise<Heard> {
  const sum = (amount / 100).toFixed(2);
  const answer =
    kind === 'transfer' ? await user.transfer(from, to, sum, { key }) : await user[kind](from, sum, { key });
  const replayed = answer.headers.get('idempotency-replayed') === 'true';
  return answer.status === 201 ? { id: answer.id, replayed } : { code: answer.text('code'), replayed };
}

async function askGraphql({ key, kind, from, to, amount }: Order, user: User): Promise<Heard> {
  const sum = { amount: (amount / 100).toFixed(2), currency: 'KES' };
  const parties = kind === 'transfer' ? { fromWalletId: from, toWalletId: to } : { walletId: from };
  const answer: Answer = await user.graphql(MUTATIONS[kind], { input: { ...sum, ...parties }, key });
  if (answer.at('errors') === undefined) {
    const replayed = answer.at('data.done.replayed') === true;
    return { id: answer.text('data.done.transaction.id'), replayed };
  }
  const replayed = answer.at('errors.0.extensions.replayed') === true;
  return { code: answer.text('errors.0.extensions.code'), replayed };
}

/** Computes the balance of each wallet from the answered transactions alone. */
export function expectedBalances(orders: readonly Order[], savers: readonly Saver[]): Record<string, number> {
  const balances: Record<string, number> = Object.fromEntries(savers.map(({ walletId }) => [walletId, 0]));
  const add = (wallet: string, amount: number) => (balances[wallet] = (balances[wallet] ?? 0) + amount);
  for (const { kind, from, to, amount, outcome } of orders) {
    if (outcome?.id === undefined) continue;
    add(from, kind === 'deposit' ? amount : -amount);
    if (kind === 'transfer') add(to, amount);
  }
  return balances;
}
