import type { Currency } from '../../ledger/money/currencies.js';
import { formatAmount } from '../../ledger/money/money.js';
import { entryConditions, type EntryFilter } from '../../ledger/queries/entries.js';
import { allOf, type Condition } from '../../ledger/queries/page.js';
import { selectRows } from '../../ledger/database/sql.js';
import { readInstant } from '../../ledger/database/snapshot.js';
import type { Export, ReadColumn } from './export.js';
import { slicesById } from './slices.js';

/** Conditions on entries, all of which must hold. */
export interface EntryExportFilter extends EntryFilter {
  readonly walletId?: string | undefined;
  readonly ownerId?: string | undefined;
  readonly currency?: Currency | undefined;
}

interface EntryRow {
  readonly id: string;
  readonly named_id: string;
  readonly shard: number;
  readonly kind: string;
  readonly owner_id: string | null;
  readonly sequence: number;
  readonly transaction_id: string;
  readonly type: string;
  readonly amount: number;
  readonly balance_after: number;
  readonly currency: Currency;
  readonly created_at: number;
  readonly reference: string | null;
  readonly description: string | null;
}

// prettier-ignore
export const ENTRY_COLUMNS: readonly ReadColumn<EntryRow>[] = [
  { name: 'id', kind: 'id', description: 'What an export is continued after.', read: (row) => row.id },
  { name: 'walletId', kind: 'id', read: (row) => row.named_id },
  { name: 'walletKind', kind: 'word', read: (row) => row.kind },
  { name: 'ownerId', kind: 'id', nullable: true, description: 'Null for the treasury and the escrow of a currency.', read: (row) => row.owner_id },
  { name: 'sequence', kind: 'integer', description: 'Counts the wallet’s entries from 1, without a gap.', read: (row) => row.sequence },
  { name: 'transactionId', kind: 'id', read: (row) => row.transaction_id },
  { name: 'type', kind: 'word', description: 'Of the transaction.', read: (row) => row.type },
  { name: 'amount', kind: 'amount', description: 'Signed: a debit is negative, a credit positive.', read: (row) => formatAmount(row.amount, row.currency) },
  { name: 'balanceAfter', kind: 'amount', description: 'The wallet’s posted balance right after this entry.', read: (row) => formatAmount(row.balance_after, row.currency) },
  { name: 'currency', kind: 'word', read: (row) => row.currency },
  { name: 'minorUnits', kind: 'amount', description: 'Of the amount.', read: (row) => String(row.amount) },
  { name: 'balanceAfterMinorUnits', kind: 'amount', read: (row) => String(row.balance_after) },
  { name: 'createdAt', kind: 'instant', read: (row) => readInstant(row.created_at).toISOString() },
  { name: 'reference', kind: 'text', nullable: true, description: 'Of the transaction.', read: (row) => row.reference },
  { name: 'description', kind: 'text', nullable: true, description: 'Of the transaction.', read: (row) => row.description },
  { name: 'shard', kind: 'integer', description: 'Of a treasury that has several; sequence and balanceAfter run within one. 0 for every other wallet.', read: (row) => row.shard },
];

/**
 * Exports the entries of all wallets that match the filter, oldest first. Entries never change, so the same export
 * gives the same lines.
 */
export function entryExport(filter: EntryExportFilter): Export {
  const { sql, params } = allOf([...entryConditions(filter), ...walletConditions(filter)]);
  return {
    columns: ENTRY_COLUMNS,
    slices: (em, after = '') =>
      slicesById(em, 'entries', after, ENTRY_COLUMNS, async (from, upTo) =>
        selectRows<EntryRow>(
          em,
          // The slice is materialized first; otherwise the planner may choose an index for the conditions and read it
          // anew for every slice.
          `with slice as materialized (select * from entries where id > ? and id <= ?)
           select e.*, coalesce(w.shard_of, w.id) as named_id, w.shard, w.kind, w.owner_id, w.currency, t.type, t.reference, t.description
           from slice e cross join wallets w cross join transactions t
           where w.id = e.wallet_id and t.id = e.transaction_id${sql} order by e.id`,
          [from, upTo, ...params],
        ),
      ),
  };
}

function walletConditions({ walletId, ownerId, currency }: EntryExportFilter): Condition[] {
  const conditions: Condition[] = [];
  if (walletId !== undefined) conditions.push({ sql: 'coalesce(w.shard_of, w.id) = ?', params: [walletId] });
  if (ownerId !== undefined) conditions.push({ sql: 'w.owner_id = ?', params: [ownerId] });
  if (currency !== undefined) conditions.push({ sql: 'w.currency = ?', params: [currency] });
  return conditions;
}
