import type { Customer } from './sessions.js';
import { KEY, type RequestTemplate } from './requests.js';

/** Number of requests that are made beforehand: pairs of wallets at random. Keys are made anew for each sending. */
const REQUESTS = 8192;

const TRANSFER = `mutation ($input: TransferInput!, $key: String!) {
  transfer(input: $input, idempotencyKey: $key) { replayed transaction { id status postedAt } }
}`;

const DEPOSIT = `mutation ($input: DepositInput!, $key: String!) {
  deposit(input: $input, idempotencyKey: $key) { replayed transaction { id status postedAt } }
}`;

const WITHDRAWAL = `mutation ($input: WithdrawInput!, $key: String!) {
  withdraw(input: $input, idempotencyKey: $key) { replayed transaction { id status postedAt } }
}`;

export function graphqlTransfers(customers: readonly Customer[]): RequestTemplate[] {
  return pairs(customers).map(([from, to]) =>
    graphql(from.token, TRANSFER, { input: transferInput(from, to), key: KEY }),
  );
}

/** Deposits and withdrawals by turns: each touches the treasury of the one currency. */
export function graphqlCash(customers: readonly Customer[]): RequestTemplate[] {
  return Array.from({ length: REQUESTS }, (_, index) => {
    const customer = customers[Math.floor(Math.random() * customers.length)];
    if (!customer) throw new RangeError('There are no customers');
    const { token, walletId } = customer;
    const input = { walletId, amount: '0.01', currency: 'KES', reference: 'INV-2024-0042' };
    return graphql(token, index % 2 === 0 ? DEPOSIT : WITHDRAWAL, { input, key: KEY });
  });
}

export function restTransfers(customers: readonly Customer[]): RequestTemplate[] {
  return pairs(customers).map(([from, to]) => ({
    method: 'POST',
    path: '/api/transfers',
    headers: { ...jsonOf(from.token), 'idempotency-key': KEY },
    body: JSON.stringify(transferInput(from, to)),
  }));
}

/** Requests that ask for nothing, each with another session: the cost of a request before its work. */
export function emptyRequests(customers: readonly Customer[]): RequestTemplate[] {
  return customers.map(({ token }) => graphql(token, '{ __typename }'));
}

export function graphql(token: string, query: string, variables: object = {}): RequestTemplate {
  return {
    method: 'POST',
    path: '/graphql',
    headers: jsonOf(token),
    body: JSON.stringify({ query, variables }),
  };
}

function jsonOf(token: string): Record<string, string> {
  return { 'content-type': 'application/json', authorization: `Bearer ${token}` };
}

function transferInput(from: Customer, to: Customer): object {
  return {
    ...{ fromWalletId: from.walletId, toWalletId: to.walletId, amount: '0.01', currency: 'KES' },
    ...{ reference: 'INV-2024-0042', description: 'Lunch on Friday' },
  };
}

function pairs(customers: readonly Customer[]): [Customer, Customer][] {
  return Array.from({ length: REQUESTS }, () => {
    const from = Math.floor(Math.random() * customers.length);
    const to = (from + 1 + Math.floor(Math.random() * (customers.length - 1))) % customers.length;
    const [sender, recipient] = [customers[from], customers[to]];
    if (!sender || !recipient) throw new RangeError('There are too few customers for a transfer');
    return [sender, recipient];
  });
}
