import { TRANSACTION } from './documents.js';
import { graphql } from './calls.js';
import type { Client } from './client.js';
import type { RequestTemplate } from './requests.js';
import type { Served } from '../filled/served.js';

/** A list that is asked for a page of 20. */
interface List {
  /** The field, or the path to it through the wallet with the longest history. */
  readonly field: 'transactions' | 'wallets' | 'users' | 'declines' | 'entries';
  readonly filter?: object;
  /** Asks for the page before the last 200 rows instead of the first one. */
  readonly deep?: true;
  /** Asks as the owner of the wallet with the longest history, not as an analyst. */
  readonly asCustomer?: true;
}

const FILTER_TYPES: Readonly<Record<List['field'], string>> = {
  transactions: 'TransactionFilter',
  wallets: 'WalletFilter',
  users: 'UserFilter',
  declines: 'DeclineFilter',
  entries: 'EntryFilter',
};

const NODES: Readonly<Record<List['field'], string>> = {
  transactions: TRANSACTION,
  wallets: '{ id name currency kind status owner { id displayName } balance { posted { amount } } }',
  users: '{ id displayName email role status createdAt }',
  declines: '{ id key operation createdAt rejection { code } user { id displayName } }',
  entries: `{ id sequence createdAt amount { amount } balanceAfter { amount } transaction ${TRANSACTION} }`,
};

/** Lists, filters and searches, by what the table calls them. */
export const LISTS: Readonly<Record<string, List>> = {
  'transactions: first page': { field: 'transactions' },
  'transactions: deep page': { field: 'transactions', deep: true },
  'transactions: by type and amount': {
    field: 'transactions',
    filter: { type: ['TRANSFER'], minAmount: '9.90', currency: 'KES' },
  },
  'transactions: by type and amount, deep': {
    field: 'transactions',
    filter: { type: ['TRANSFER'], minAmount: '9.90', currency: 'KES' },
    deep: true,
  },
  'transactions: a type that is rare': { field: 'transactions', filter: { type: ['DEPOSIT'] } },
  'transactions: what waits (nothing)': { field: 'transactions', filter: { status: ['PENDING'] } },
  'transactions: search, common text': { field: 'transactions', filter: { search: 'lunch' } },
  'transactions: search, rare text': { field: 'transactions', filter: { search: 'harambee' } },
  'transactions: search, text of none': { field: 'transactions', filter: { search: 'zanzibar' } },
  'transactions: search, reference': { field: 'transactions', filter: { search: 'INV-77' } },
  'transactions: search, a name': { field: 'transactions', filter: { search: 'customer 77' } },
  'own transactions: first page': { field: 'transactions', asCustomer: true },
  'own transactions: deep page': { field: 'transactions', asCustomer: true, deep: true },
  'own transactions: search, text of none': {
    ...{ field: 'transactions', asCustomer: true, filter: { search: 'zanzibar' } },
  },
  'entries of a busy wallet: first page': { field: 'entries', asCustomer: true },
  'entries of a busy wallet: deep page': { field: 'entries', asCustomer: true, deep: true },
  'entries of a busy wallet: search, rare text': {
    ...{ field: 'entries', asCustomer: true, filter: { search: 'harambee' } },
  },
  'wallets: first page': { field: 'wallets' },
  'wallets: deep page': { field: 'wallets', deep: true },
  'wallets: search': { field: 'wallets', filter: { search: 'customer 77' } },
  'users: first page': { field: 'users' },
  'users: deep page': { field: 'users', deep: true },
  'users: search': { field: 'users', filter: { search: 'customer 77' } },
  'declines: first page': { field: 'declines' },
  'declines: search': { field: 'declines', filter: { search: 'customer 77' } },
};

/** Number of rows between a deep page and the end of its list: two requests' worth. */
const DEEP_ROWS = 100;

type Page = Readonly<Record<'nodes', readonly object[]>> & {
  readonly pageInfo: { readonly startCursor: string | null };
};

/** Makes the request of a list. For a deep page it asks for the end of the list, to know where the page is. */
export async function listRequest(
  list: List,
  { staff, customers }: Pick<Served, 'staff' | 'customers'>,
  client: Client,
): Promise<RequestTemplate> {
  const [shop] = customers;
  if (!shop) throw new RangeError('Nobody is signed in');
  const { field, filter = null, deep, asCustomer } = list;
  const ask = (paging: string, nodes: string): RequestTemplate => {
    const page = `page: ${field}(${paging}, filter: $filter) { nodes ${nodes} pageInfo { startCursor hasNextPage endCursor } }`;
    const variables = { filter, id: shop.walletId };
    const [head, body] =
      field === 'entries'
        ? [`query ($filter: ${FILTER_TYPES[field]}, $id: ID!)`, `wallet(id: $id) { ${page} }`]
        : [`query ($filter: ${FILTER_TYPES[field]})`, page];
    return graphql(asCustomer === true ? shop.token : staff, `${head} { ${body} }`, variables);
  };
  if (deep !== true) return ask('first: 20', NODES[field]);
  const { data } = await client.ask<{ data: { page?: Page; wallet?: { page: Page } } }>(
    ask(`last: ${String(DEEP_ROWS)}`, '{ __typename }'),
  );
  const cursor = (data.page ?? data.wallet?.page)?.pageInfo.startCursor;
  if (typeof cursor !== 'string') throw new RangeError(`${field} are too few for a deep page`);
  return ask(`first: 20, after: ${JSON.stringify(cursor)}`, NODES[field]);
}
