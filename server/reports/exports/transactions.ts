import type { Currency } from '../../ledger/money/currencies.js';
import { formatAmount } from '../../ledger/money/money.js';
import { EXPIRED_REASON, MAKING_OPERATIONS } from '../../ledger/queries/origins.js';
import { allOf, type Condition } from '../../ledger/queries/page.js';
import { selectRows } from '../../ledger/database/sql.js';
import {
  transactionConditions,
  type TransactionFilter,
} from '../../ledger/queries/transaction-conditions.js';
import { readInstant } from '../../ledger/database/snapshot.js';
import type { Export, ReadColumn } from './export.js';
import { slicesById } from './slices.js';

interface TransactionRow {
  readonly id: string;
  readonly type: string;
  readonly status: string;
  readonly amount: number;
  readonly currency: Currency;
  readonly source_wallet_id: string;
  readonly source_kind: string;
  readonly source_owner_id: string | null;
  readonly destination_wallet_id: string;
  readonly destination_kind: string;
  readonly destination_owner_id: string | null;
  readonly initiated_by_id: string;
  readonly reference: string | null;
  readonly description: string | null;
  readonly metadata: string | null;
  readonly created_at: number;
  readonly posted_at: number | null;
  readonly voided_at: number | null;
  readonly expires_at: number | null;
  readonly reversal_of_id: string | null;
  readonly made_with_key: string | null;
  readonly void_action: string | null;
  readonly void_reason: string | null;
}

const EXPIRED = 'TRANSACTION_EXPIRED';
const MADE_WITH_KEY = `coalesce(
  (select r.key from idempotency_records r where r.transaction_id = t.id and r.operation in (${MAKING_OPERATIONS})),
  (select r.key from transfer_batch_items i join idempotency_records r on r.batch_id = i.batch_id
    where i.transaction_id = t.id))`;

const HOUSE = 'Null for the treasury and the escrow of a currency.';

// prettier-ignore
export const TRANSACTION_COLUMNS: readonly ReadColumn<TransactionRow>[] = [
  { name: 'id', kind: 'id', description: 'What an export is continued after.', read: (row) => row.id },
  { name: 'type', kind: 'word', read: (row) => row.type },
  { name: 'status', kind: 'word', description: 'When the line was read.', read: (row) => row.status },
  { name: 'amount', kind: 'amount', read: (row) => formatAmount(row.amount, row.currency) },
  { name: 'currency', kind: 'word', read: (row) => row.currency },
  { name: 'minorUnits', kind: 'amount', read: (row) => String(row.amount) },
  { name: 'sourceWalletId', kind: 'id', read: (row) => row.source_wallet_id },
  { name: 'sourceKind', kind: 'word', read: (row) => row.source_kind },
  { name: 'sourceOwnerId', kind: 'id', nullable: true, description: HOUSE, read: (row) => row.source_owner_id },
  { name: 'destinationWalletId', kind: 'id', read: (row) => row.destination_wallet_id },
  { name: 'destinationKind', kind: 'word', read: (row) => row.destination_kind },
  { name: 'destinationOwnerId', kind: 'id', nullable: true, description: HOUSE, read: (row) => row.destination_owner_id },
  { name: 'initiatedById', kind: 'id', read: (row) => row.initiated_by_id },
  { name: 'reference', kind: 'text', nullable: true, read: (row) => row.reference },
  { name: 'description', kind: 'text', nullable: true, read: (row) => row.description },
  { name: 'metadata', kind: 'json', nullable: true, read: (row) => parsed(row.metadata) },
  { name: 'createdAt', kind: 'instant', read: (row) => timeOf(row.created_at) },
  { name: 'postedAt', kind: 'instant', nullable: true, read: (row) => timeOf(row.posted_at) },
  { name: 'voidedAt', kind: 'instant', nullable: true, read: (row) => timeOf(row.voided_at) },
  { name: 'expiresAt', kind: 'instant', nullable: true, description: 'Of one that waited for review.', read: (row) => timeOf(row.expires_at) },
  { name: 'reversalOfId', kind: 'id', nullable: true, read: (row) => row.reversal_of_id },
  { name: 'idempotencyKey', kind: 'text', nullable: true, description: 'It was made with; in a batch, the batch’s.', read: (row) => row.made_with_key },
  { name: 'voidReason', kind: 'text', nullable: true, read: (row) => (row.void_action === EXPIRED ? EXPIRED_REASON : row.void_reason) },
];

/** Exports the transactions that match the filter, oldest first. */
export function transactionExport(filter: TransactionFilter): Export {
  const { sql, params } = allOf(transactionConditions(filter, isOwnerOfSide));
  return {
    columns: TRANSACTION_COLUMNS,
    slices: (em, after = '') =>
      slicesById(em, 'transactions', after, TRANSACTION_COLUMNS, async (from, upTo) =>
        selectRows<TransactionRow>(
          em,
          // The slice is materialized first; otherwise the planner may choose an index for the conditions and read it
          // anew for every slice.
          `with slice as materialized (select * from transactions where id > ? and id <= ?)
           select t.*, s.kind as source_kind, s.owner_id as source_owner_id,
             d.kind as destination_kind, d.owner_id as destination_owner_id,
             ${MADE_WITH_KEY} as made_with_key, a.action as void_action, a.reason as void_reason
           from slice t cross join wallets s cross join wallets d
           left join audit_events a on t.status = 'VOIDED' and a.transaction_id = t.id
             and a.action in ('TRANSACTION_VOIDED', '${EXPIRED}')
           where s.id = t.source_wallet_id and d.id = t.destination_wallet_id${sql} order by t.id`,
          [from, upTo, ...params],
        ),
      ),
  };
}

/** Looks at the two owners of a row, and not for everybody whom the search means, which would be done again for each slice. */
function isOwnerOfSide({ sql, params }: Condition): Condition[] {
  return ['s', 'd'].map((side) => ({
    sql: `exists (select 1 from (${sql}) as people where people.id = ${side}.owner_id)`,
    params,
  }));
}

function timeOf(instant: number | null): string | null {
  return instant === null ? null : readInstant(instant).toISOString();
}

function parsed(json: string | null): object | null {
  return json === null ? null : (JSON.parse(json) as object);
}
