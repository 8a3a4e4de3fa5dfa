import type { ResultOf, VariablesOf } from '../../../shared/graphql/tada';
import type { WalletEntriesQuery } from './wallet-entries.query';
import type { WalletTransactionsQuery } from './wallet-transactions.query';
import { isDay, spanOf } from '../../../shared/time/days';
import type { Amount } from '../../../shared/money/money';
import type { TransactionData } from '../../../shared/ledger/movement';
import { TYPES } from '../../../shared/ledger/transaction-types';

/** The filters of a wallet's history, as its URL has them. */
export const ACTIVITY_DEFAULTS = { type: '', status: '', from: '', to: '', search: '' };
export type ActivityFilters = typeof ACTIVITY_DEFAULTS;

/** A movement of a wallet. Only posted ones have a balance after them. */
export interface ActivityRow {
  readonly id: string;
  /** The time when it was posted or voided; for pending ones, when it was asked for. */
  readonly at: string;
  /** Its time in the list that it is read from, by which that list is ordered. */
  readonly askedAt: string;
  readonly transaction: TransactionData;
  readonly balanceAfter?: Amount;
}

type EntryNode = NonNullable<ResultOf<typeof WalletEntriesQuery>['wallet']>['entries']['nodes'][number];
type TransactionFilter = NonNullable<VariablesOf<typeof WalletTransactionsQuery>['filter']>;
type EntryFilter = NonNullable<VariablesOf<typeof WalletEntriesQuery>['filter']>;

const STATUSES = ['PENDING', 'VOIDED'] as const;

/** Returns true when the filters let posted movements through: they are read from the entries, with their balances. */
export function isOfEntries({ status }: ActivityFilters): boolean {
  return !STATUSES.some((known) => known === status);
}

/** Returns true when the filters let pending or voided movements through: they are read from the transactions. */
export function isOfTransactions({ status }: ActivityFilters): boolean {
  return status !== 'POSTED';
}

export function entryFilterOf({ type, from, to, search }: ActivityFilters): EntryFilter {
  const known = TYPES.find((each) => each === type);
  return {
    ...(known && { type: [known] }),
    ...(isDay(from) && { from: spanOf({ from, to: from }).from }),
    ...(isDay(to) && { to: spanOf({ from: to, to }).to }),
    ...(search.trim() && { search: search.trim() }),
  };
}

export function transactionFilterOf(filters: ActivityFilters): TransactionFilter {
  const status = STATUSES.find((each) => each === filters.status);
  return { ...entryFilterOf(filters), status: status ? [status] : [...STATUSES] };
}

export function rowOfEntry({ id, createdAt, transaction, balanceAfter }: EntryNode): ActivityRow {
  return { id, at: createdAt, askedAt: createdAt, transaction, balanceAfter };
}

export function rowOfTransaction(transaction: TransactionData): ActivityRow {
  const { id, createdAt, voidedAt } = transaction;
  return { id, at: voidedAt ?? createdAt, askedAt: createdAt, transaction };
}

/** Merges rows of both kinds, the latest first. Each kind keeps its own order, whatever the clock said. */
export function inTime(entries: readonly ActivityRow[], others: readonly ActivityRow[]): ActivityRow[] {
  const rest = others.toSorted((a, b) => Date.parse(b.at) - Date.parse(a.at));
  const rows: ActivityRow[] = [];
  for (const entry of entries) {
    while (rest[0] && Date.parse(rest[0].at) > Date.parse(entry.at)) rows.push(...rest.splice(0, 1));
    rows.push(entry);
  }
  return [...rows, ...rest];
}
