import fc from 'fast-check';
import { PAGE_INFO } from '../product/walking.js';
import { searches } from '../product/texts.js';
import type { World } from '../product/world.js';
import type { Facts } from '../truth/facts.js';
import {
  transactionsFor,
  transactionTotals,
  viewOfTransaction,
  type TransactionFilter,
} from '../truth/transactions.js';
import {
  door,
  given,
  listQuestion,
  moments,
  maybe,
  way,
  someOf,
  staffOf,
  valueAtDoor,
  viewers,
  worded,
  type Question,
} from './question.js';

const MONEY = '{ amount currency minorUnits }';
const PARTY = '{ walletId kind name ownerName }';
const NODE = `{
  id type status amount ${MONEY} source ${PARTY} destination ${PARTY} reference description
  createdAt postedAt voidedAt expiresAt reversalOf { id } reversedBy { id } entries { id amount ${MONEY} }
}`;

/** Filters of transactions: any of their conditions, together. */
export function transactionFilters(facts: Facts): fc.Arbitrary<TransactionFilter> {
  const { transactions, users, wallets } = facts.tables;
  const notes = transactions.flatMap((row) => [row.description, row.reference]);
  const names = users.flatMap((user) => [user.display_name, user.email]);
  const ids = transactions.map(({ id }) => id);
  const amounts = transactions.map(({ amount }) => amount);
  const owners = users.map(({ id }) => id);
  return fc
    .record({
      type: maybe(someOf('DEPOSIT', 'TRANSFER', 'WITHDRAWAL', 'REVERSAL')),
      status: maybe(someOf('PENDING', 'POSTED', 'VOIDED')),
      currency: maybe(fc.constantFrom('KES', 'JPY', 'KWD', 'USD')),
      walletId: maybe(fc.constantFrom(...wallets.map(({ id }) => id))),
      ownerId: maybe(fc.constantFrom(...owners)),
      from: maybe(moments(facts)),
      to: maybe(moments(facts)),
      postedFrom: maybe(moments(facts)),
      postedTo: maybe(moments(facts)),
      reference: maybe(fc.constantFrom(...notes.flatMap((text) => text ?? []))),
      search: maybe(fc.oneof(searches(notes), searches(names), fc.constantFrom(...ids, ...owners))),
      minAmount: maybe(fc.constantFrom(...amounts)),
      maxAmount: maybe(fc.constantFrom(...amounts)),
      counterpartyWalletId: maybe(fc.constantFrom(...wallets.map(({ id }) => id))),
      counterpartyId: maybe(fc.constantFrom(...owners)),
    })
    .map(({ minAmount, maxAmount, ...filter }) =>
      // Amounts are of a currency.
      given(filter.currency === undefined ? filter : { ...filter, minAmount, maxAmount }),
    );
}

/** The lists `transactions` and `wallet.transactions`. */
export function transactionQuestions(world: World): fc.Arbitrary<Question> {
  const { facts } = world;
  return fc
    .record({
      ...{ person: viewers(world), door, way },
      filter: transactionFilters(facts),
      /** Index of the wallet, where the person sees one. */
      ofWallet: maybe(fc.nat()),
    })
    .map(({ filter, ofWallet, ...asking }) => {
      const { person } = asking;
      const query = worded(filter);
      const seen = facts.tables.wallets.filter(({ id }) => facts.maySeeWallet(person, id));
      const id = ofWallet === undefined ? undefined : seen[ofWallet % seen.length]?.id;
      const rows = transactionsFor(facts, person, filter, id);
      const list =
        id === undefined
          ? { document, path: 'transactions', rest: '/api/transactions' }
          : {
              document: walletDocument,
              path: 'wallet.transactions',
              rest: `/api/wallets/${id}/transactions`,
            };
      return listQuestion(
        asking,
        {
          ...list,
          order: 'TransactionOrder',
          natural: 'NEWEST_FIRST',
          variables: { filter: query, id },
          query,
        },
        rows.map((row) => viewOfTransaction(facts, person, row)),
      );
    });
}

function document(variables: string, paging: string): string {
  return `query (${variables}, $filter: TransactionFilter) {
    transactions(${paging}, filter: $filter) { nodes ${NODE} ${PAGE_INFO} } }`;
}

function walletDocument(variables: string, paging: string): string {
  return `query (${variables}, $filter: TransactionFilter, $id: ID!) {
    wallet(id: $id) { transactions(${paging}, filter: $filter) { nodes ${NODE} ${PAGE_INFO} } } }`;
}

export function transactionTotalQuestions(world: World): fc.Arbitrary<Question> {
  const query = `query ($filter: TransactionFilter) {
    transactionTotals(filter: $filter) { complete totals { currency count amount ${MONEY} } } }`;
  return fc.tuple(staffOf(world), door, transactionFilters(world.facts)).map(([person, door, filter]) =>
    valueAtDoor(person, door, {
      query,
      variables: { filter: worded(filter) },
      path: 'transactionTotals',
      rest: '/api/transaction-totals',
      asked: worded(filter),
      expected: transactionTotals(world.facts, person, filter),
    }),
  );
}
