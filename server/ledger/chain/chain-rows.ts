import { digestOfTransaction, type WalletContent } from './chain.js';
import type { EntryContent } from './contents.js';
import type { JsonValue } from '../model/transaction.js';

/**
 * A chained row, read without entities and with all columns as text, so that a tampered row is hashed as it is, however
 * large or odd its values are.
 */
type Row<Column extends string> = Readonly<Record<Column, string | null>>;

const WALLET_COLUMNS = ['id', 'owner_id', 'kind', 'currency', 'created_at'] as const;
const ENTRY_COLUMNS = [
  'id',
  'wallet_id',
  'sequence',
  'transaction_id',
  'amount',
  'balance_after',
  'created_at',
] as const;
const TRANSACTION_COLUMNS = [
  'id',
  'type',
  'amount',
  'currency',
  'source_wallet_id',
  'destination_wallet_id',
  'initiated_by_id',
  'reference',
  'description',
  'metadata',
  'created_at',
  'reversal_of_id',
] as const;

export type WalletRow = Row<(typeof WALLET_COLUMNS)[number]>;
export type EntryRow = Row<(typeof ENTRY_COLUMNS)[number]> & Row<`t_${(typeof TRANSACTION_COLUMNS)[number]}`>;

/** For a SELECT from `wallets`. */
export const WALLET_FIELDS = WALLET_COLUMNS.map((column) => `cast(${column} as text) as ${column}`).join(
  ', ',
);

/** For a SELECT from entries `e`, joined with their transactions `t`. */
export const ENTRY_FIELDS = [
  ...ENTRY_COLUMNS.map((column) => `cast(e.${column} as text) as ${column}`),
  ...TRANSACTION_COLUMNS.map((column) => `cast(t.${column} as text) as t_${column}`),
].join(', ');

export function contentOfWalletRow(row: WalletRow): WalletContent {
  return {
    createdAt: instant(row.created_at),
    currency: row.currency ?? '',
    id: row.id ?? '',
    kind: row.kind ?? '',
    ownerId: row.owner_id,
    v: 1,
  };
}

/** @param transaction Digest of the row's transaction, for a caller who has computed it already. */
export function contentOfEntryRow(row: EntryRow, transaction = digestOfTransactionRow(row)): EntryContent {
  return {
    amount: row.amount ?? '',
    balanceAfter: row.balance_after ?? '',
    createdAt: instant(row.created_at),
    // The wallet has the same currency.
    currency: row.t_currency ?? '',
    id: row.id ?? '',
    sequence: Number(row.sequence),
    transaction,
    transactionId: row.transaction_id ?? '',
    walletId: row.wallet_id ?? '',
  };
}

export function digestOfTransactionRow(row: EntryRow): string {
  return digestOfTransaction({
    amount: row.t_amount ?? '',
    createdAt: instant(row.t_created_at),
    currency: row.t_currency ?? '',
    description: row.t_description,
    destinationWalletId: row.t_destination_wallet_id ?? '',
    id: row.t_id ?? '',
    initiatedById: row.t_initiated_by_id ?? '',
    metadata: parseStoredJson(row.t_metadata),
    reference: row.t_reference,
    reversalOfId: row.t_reversal_of_id,
    sourceWalletId: row.t_source_wallet_id ?? '',
    type: row.t_type ?? '',
    v: 1,
  });
}

/**
 * Formats a moment. A number that is not a valid date is kept as text, so that a verification goes on and finds another
 * digest.
 */
export function instant(milliseconds: string | number | null): string {
  if (milliseconds !== last.milliseconds) {
    const at = new Date(Number(milliseconds ?? Number.NaN));
    const text = Number.isNaN(at.getTime()) ? `no time: ${String(milliseconds)}` : at.toISOString();
    last = { milliseconds, text };
  }
  return last.text;
}

/** The last formatted moment, because a transaction and its entries have the same one. */
let last = { milliseconds: null as string | number | null, text: 'no time: null' };

/**
 * Parses stored JSON, and only in the spelling that the ledger writes: another one, such as with a key twice, could be
 * read in two ways.
 */
export function parseStoredJson(text: string | null): JsonValue {
  if (text === null) return null;
  try {
    const value = JSON.parse(text) as JsonValue;
    return JSON.stringify(value) === text ? value : text;
  } catch {
    return text;
  }
}
