import type { EntityManager } from '@mikro-orm/core';
import type { Currency } from '../../ledger/money/currencies.js';
import { formatAmount } from '../../ledger/money/money.js';
import { selectRows } from '../../ledger/database/sql.js';
import type { EntrySpan } from '../../ledger/queries/statement-entries.js';
import { readInstant } from '../../ledger/database/snapshot.js';
import { isoIn, UTC } from '../shared/time-zone.js';
import type { Export, ReadColumn, Slice } from './export.js';
import { mergedSlices, slicesBySequence } from './slices.js';

interface StatementRow {
  readonly id: string;
  readonly sequence: number;
  readonly transaction_id: string;
  readonly type: string;
  readonly counterparty: string | null;
  readonly amount: number;
  readonly balance_after: number;
  readonly currency: Currency;
  readonly created_at: number;
  readonly reference: string | null;
  readonly description: string | null;
}

// prettier-ignore
const columnsIn = (timeZone: string): readonly ReadColumn<StatementRow>[] => [
  { name: 'sequence', kind: 'integer', read: (row) => row.sequence },
  { name: 'createdAt', kind: 'instant', description: 'By the clock of the time zone that was asked for.', read: (row) => isoIn(readInstant(row.created_at), timeZone) },
  { name: 'type', kind: 'word', read: (row) => row.type },
  { name: 'counterparty', kind: 'text', nullable: true, read: (row) => row.counterparty },
  { name: 'description', kind: 'text', nullable: true, read: (row) => row.description },
  { name: 'reference', kind: 'text', nullable: true, read: (row) => row.reference },
  { name: 'amount', kind: 'amount', read: (row) => formatAmount(row.amount, row.currency) },
  { name: 'balanceAfter', kind: 'amount', read: (row) => formatAmount(row.balance_after, row.currency) },
  { name: 'currency', kind: 'word', read: (row) => row.currency },
  { name: 'minorUnits', kind: 'amount', read: (row) => String(row.amount) },
  { name: 'balanceAfterMinorUnits', kind: 'amount', read: (row) => String(row.balance_after) },
  { name: 'transactionId', kind: 'id', read: (row) => row.transaction_id },
  { name: 'id', kind: 'id', read: (row) => row.id },
];

export const STATEMENT_COLUMNS = columnsIn(UTC);

/**
 * Exports the entries of a statement, oldest first, with times in a zone.
 *
 * @param spans Those of the wallet and its shards.
 */
export function statementExport(spans: readonly EntrySpan[], timeZone: string): Export {
  const columns = columnsIn(timeZone);
  return {
    columns,
    slices: (em) =>
      mergedSlices(
        spans.map((span) => slicesOf(em, span, columns)),
        columns,
      ),
  };
}

function slicesOf(
  em: EntityManager,
  span: EntrySpan,
  columns: readonly ReadColumn<StatementRow>[],
): AsyncGenerator<Slice> {
  return slicesBySequence(span, columns, async (from, upTo) =>
    // The counterparty is a person, or a wallet of the same owner by its name; a system wallet has no name here.
    selectRows<StatementRow>(
      em,
      `select e.*, w.currency, t.type, t.reference, t.description,
         case when o.kind <> 'CUSTOMER' then null when o.owner_id = w.owner_id then o.name else u.display_name end
           as counterparty
       from entries e join wallets w on w.id = e.wallet_id join transactions t on t.id = e.transaction_id
       join wallets o on o.id = case when t.source_wallet_id = coalesce(w.shard_of, w.id)
         then t.destination_wallet_id else t.source_wallet_id end
       left join users u on u.id = o.owner_id
       where e.wallet_id = ? and e.sequence > ? and e.sequence <= ? order by e.sequence`,
      [span.walletId, from, upTo],
    ),
  );
}
