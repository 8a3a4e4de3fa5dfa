import { formatAmount } from '../../ledger/money/money.js';
import { selectRows } from '../../ledger/database/sql.js';
import type { BatchRequest } from '../../ledger/model/transfer-batch.js';
import { listSection, parsed, SLICE_ROWS, timeOf, type Instant, type Section } from './section.js';

interface KeyRow {
  readonly key: string;
  readonly operation: string;
  readonly transaction_id: string | null;
  readonly wallet_id: string | null;
  readonly batch_id: string | null;
  readonly user_id: string | null;
  readonly audit_sequence: number | null;
  readonly rejection_code: string | null;
  readonly rejection_message: string | null;
  readonly rejection_details: string | null;
  readonly replays: number | null;
  readonly conflicts: number | null;
  readonly last_at: Instant | null;
  readonly created_at: Instant;
}

// prettier-ignore
const idempotencyKeys = listSection<KeyRow>(
  {
    name: 'idempotencyKeys', description: 'The keys that your requests carried, and what each stands for.',
    columns: [
      { name: 'key', kind: 'text', read: (row) => row.key },
      { name: 'operation', kind: 'word', read: (row) => row.operation },
      { name: 'createdAt', kind: 'instant', read: (row) => timeOf(row.created_at) },
      { name: 'transactionId', kind: 'id', nullable: true, read: (row) => row.transaction_id },
      { name: 'walletId', kind: 'id', nullable: true, read: (row) => row.wallet_id },
      { name: 'batchId', kind: 'id', nullable: true, read: (row) => row.batch_id },
      { name: 'userId', kind: 'id', nullable: true, read: (row) => row.user_id },
      { name: 'auditSequence', kind: 'integer', nullable: true, read: (row) => row.audit_sequence },
      { name: 'rejectionCode', kind: 'word', nullable: true, read: (row) => row.rejection_code },
      { name: 'rejectionMessage', kind: 'text', nullable: true, read: (row) => row.rejection_message },
      { name: 'rejectionDetails', kind: 'json', nullable: true, read: (row) => parsed(row.rejection_details) },
      { name: 'replays', kind: 'integer', description: 'How often it came again.', read: (row) => row.replays ?? 0 },
      { name: 'conflicts', kind: 'integer', description: 'How often it came again with another request.', read: (row) => row.conflicts ?? 0 },
      { name: 'lastReusedAt', kind: 'instant', nullable: true, read: (row) => timeOf(row.last_at) },
    ],
  },
  async (em, { userId }, behind) =>
    selectRows(
      em,
      `select r.key, r.operation, r.transaction_id, r.wallet_id, r.batch_id, r.user_id, r.audit_sequence, r.rejection_code,
         r.rejection_message, r.rejection_details, r.created_at, u.replays, u.conflicts, u.last_at
       from idempotency_records r left join idempotency_uses u on u.principal_id = r.principal_id and u.key = r.key
       where r.principal_id = ? and r.key > ? order by r.key limit ?`,
      [userId, behind?.key ?? '', SLICE_ROWS],
    ),
);

interface BatchRow {
  readonly id: string;
  readonly mode: string;
  readonly label: string | null;
  readonly item_count: number;
  readonly created_at: Instant;
}

// prettier-ignore
const transferBatches = listSection<BatchRow>(
  {
    name: 'transferBatches', description: 'Batches that you have sent.',
    columns: [
      { name: 'id', kind: 'id', read: (row) => row.id },
      { name: 'mode', kind: 'word', read: (row) => row.mode },
      { name: 'label', kind: 'text', nullable: true, read: (row) => row.label },
      { name: 'transfers', kind: 'integer', read: (row) => row.item_count },
      { name: 'createdAt', kind: 'instant', read: (row) => timeOf(row.created_at) },
    ],
  },
  async (em, { userId }, behind) =>
    selectRows(
      em,
      `select id, mode, label, item_count, created_at from transfer_batches
       where initiated_by_id = ? and id > ? order by id limit ?`,
      [userId, behind?.id ?? '', SLICE_ROWS],
    ),
);

interface ItemRow {
  readonly batch_id: string;
  readonly position: number;
  readonly request: string | null;
  readonly transaction_id: string | null;
  readonly error_code: string | null;
  readonly error_message: string | null;
  readonly error_details: string | null;
}

// prettier-ignore
const transferBatchItems = listSection<ItemRow>(
  {
    name: 'transferBatchItems', description: 'The transfers of your batches as you asked for them, and what became of each.',
    columns: [
      { name: 'batchId', kind: 'id', read: (row) => row.batch_id },
      { name: 'position', kind: 'integer', description: 'Counted from 0.', read: (row) => row.position },
      { name: 'request', kind: 'json', nullable: true, description: 'None in batches of earlier versions.', read: (row) => asAsked(row.request) },
      { name: 'transactionId', kind: 'id', nullable: true, read: (row) => row.transaction_id },
      { name: 'errorCode', kind: 'word', nullable: true, read: (row) => row.error_code },
      { name: 'errorMessage', kind: 'text', nullable: true, read: (row) => row.error_message },
      { name: 'errorDetails', kind: 'json', nullable: true, read: (row) => parsed(row.error_details) },
    ],
  },
  async (em, { userId }, behind) =>
    selectRows(
      em,
      `select i.* from transfer_batches b cross join transfer_batch_items i
       where b.initiated_by_id = ? and b.id >= ? and i.batch_id = b.id and (i.batch_id, i.position) > (?, ?)
       order by b.id, i.position limit ?`,
      [userId, behind?.batch_id ?? '', behind?.batch_id ?? '', behind?.position ?? 0, SLICE_ROWS],
    ),
);

/** Shows a stored request with its amount as a decimal, as in the APIs, and not in minor units. */
function asAsked(request: string | null): object | null {
  if (request === null) return null;
  const asked = JSON.parse(request) as BatchRequest;
  return { ...asked, amount: formatAmount(asked.amount, asked.currency) };
}

interface EventRow {
  readonly sequence: number;
  readonly at: Instant;
  readonly action: string;
  readonly by: string;
  readonly transaction_id: string | null;
  readonly wallet_id: string | null;
  readonly user_id: string | null;
  readonly batch_id: string | null;
  readonly reason: string | null;
  readonly details: string | null;
  readonly personal: string | null;
}

// prettier-ignore
const auditEvents = listSection<EventRow>(
  {
    name: 'auditEvents', description: 'What the audit log has of what you did, and of what was done to your account and your wallets.',
    columns: [
      { name: 'sequence', kind: 'integer', read: (row) => row.sequence },
      { name: 'at', kind: 'instant', read: (row) => timeOf(row.at) },
      { name: 'action', kind: 'word', read: (row) => row.action },
      { name: 'by', kind: 'word', description: 'YOU, SOMEBODY_ELSE or SYSTEM.', read: (row) => row.by },
      { name: 'transactionId', kind: 'id', nullable: true, read: (row) => row.transaction_id },
      { name: 'walletId', kind: 'id', nullable: true, read: (row) => row.wallet_id },
      { name: 'userId', kind: 'id', nullable: true, read: (row) => row.user_id },
      { name: 'batchId', kind: 'id', nullable: true, read: (row) => row.batch_id },
      { name: 'reason', kind: 'text', nullable: true, read: (row) => row.reason },
      { name: 'details', kind: 'json', nullable: true, read: (row) => withoutDigest(row.details) },
      { name: 'personal', kind: 'json', nullable: true, description: 'The address and the device, for a year.', read: (row) => parsed(row.personal) },
    ],
  },
  async (em, { userId }, behind) => {
    const from = behind?.sequence ?? 0;
    // Each column uses its own index, so that events of others are not read.
    const side = (column: string) =>
      `select sequence from (select sequence from audit_events where ${column} = ? and sequence > ? order by sequence limit ${String(SLICE_ROWS)}) as ${column}s`;
    return selectRows(
      em,
      `with found (sequence) as (
         ${side('actor_id')} union ${side('user_id')} union
         select a.sequence from wallets w join audit_events a on a.sequence in (
           select e.sequence from audit_events e where e.wallet_id = w.id and e.sequence > ? order by e.sequence limit ${String(SLICE_ROWS)})
         where w.owner_id = ?)
       select a.sequence, a.at, a.action, a.transaction_id, a.wallet_id, a.user_id, a.batch_id, a.reason, a.details,
         case when a.actor_id is null then 'SYSTEM' when a.actor_id = ? then 'YOU' else 'SOMEBODY_ELSE' end as "by",
         case when a.actor_id is null or a.actor_id = ? then p.details end as personal
       from audit_events a left join audit_personal_details p on p.sequence = a.sequence
       where a.sequence in (select sequence from found order by sequence limit ?) order by a.sequence`,
      [userId, from, userId, from, from, userId, userId, userId, SLICE_ROWS],
    );
  },
);

/** Leaves out the digest that proves the log, which tells its reader nothing. */
function withoutDigest(details: string | null): object | null {
  const all = parsed(details);
  return all && Object.fromEntries(Object.entries(all).filter(([name]) => name !== 'personalDigest'));
}

/** Sections on a person's requests, and on the audit log's events about them. */
export const ACT_SECTIONS: readonly Section[] = [
  idempotencyKeys,
  transferBatches,
  transferBatchItems,
  auditEvents,
];
