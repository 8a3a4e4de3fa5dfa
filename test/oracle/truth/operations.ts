import type { AuditRow, RecordRow } from '../../support/book-rows.js';
import { compareText, iso, isStaff, type Facts, type Viewer } from './facts.js';
import type { BatchRow, KeyUseRow } from './rows.js';
import { hasPart, isId, searchOf } from './text.js';
import { within } from './time.js';

/** Records of the ledger's own commands have its names; the interfaces spell an operation as the mutation. */
const OPERATIONS: Readonly<Record<string, string>> = {
  post: 'postTransaction',
  void: 'voidTransaction',
  reverse: 'reverseTransaction',
  freeze: 'freezeWallet',
  unfreeze: 'unfreezeWallet',
  close: 'closeWallet',
};

function operationOf({ operation }: RecordRow): string {
  return OPERATIONS[operation] ?? operation;
}

export interface DeclineFilter {
  readonly code?: readonly string[] | undefined;
  readonly userId?: string | undefined;
  readonly from?: number | undefined;
  readonly to?: number | undefined;
}

/** Lists the commands that the ledger refused: the keys that a rejection is pinned to. Newest first. */
export function declinesFor(facts: Facts, filter: DeclineFilter): RecordRow[] {
  return facts.tables.records
    .filter(
      ({ rejection_code: code, principal_id: userId, created_at: at }) =>
        code !== null &&
        (filter.code?.includes(code) ?? true) &&
        (filter.userId === undefined || userId === filter.userId) &&
        within(at, filter.from, filter.to),
    )
    .sort((a, b) => b.created_at - a.created_at);
}

/** Counts the refusals of each code, the most frequent first. */
export function declineCounts(facts: Facts, filter: DeclineFilter) {
  const codes = declinesFor(facts, filter).map(({ rejection_code: code }) => String(code));
  return [...new Set(codes)]
    .map((code) => ({ code, count: codes.filter((each) => each === code).length }))
    .sort((a, b) => b.count - a.count || compareText(a.code, b.code));
}

export function viewOfDecline(facts: Facts, row: RecordRow) {
  return {
    key: row.key,
    operation: operationOf(row),
    createdAt: iso(row.created_at),
    user: { id: row.principal_id, displayName: facts.user(row.principal_id).display_name },
    rejection: rejectionOf(row),
  };
}

function rejectionOf(row: RecordRow) {
  return row.rejection_code === null
    ? null
    : {
        code: row.rejection_code,
        message: row.rejection_message,
        details: JSON.parse(row.rejection_details ?? '{}') as unknown,
      };
}

export interface ReusedKeyFilter {
  readonly conflicting?: boolean | undefined;
  readonly userId?: string | undefined;
  readonly from?: number | undefined;
  readonly to?: number | undefined;
}

/** Keys that came again, the one that came last first. */
export function reusedKeysFor(facts: Facts, filter: ReusedKeyFilter): KeyUseRow[] {
  return facts.tables.keyUses
    .filter(
      (use) =>
        (filter.conflicting !== true || use.conflicts > 0) &&
        (filter.userId === undefined || use.principal_id === filter.userId) &&
        within(use.last_at, filter.from, filter.to),
    )
    .sort((a, b) => b.last_at - a.last_at);
}

export function viewOfReusedKey(facts: Facts, use: KeyUseRow) {
  const record = facts.tables.records.find(
    (row) => row.key === use.key && row.principal_id === use.principal_id,
  );
  if (!record) throw new Error(`The key ${use.key} came again and stands for nothing`);
  return {
    key: use.key,
    replays: use.replays,
    conflicts: use.conflicts,
    lastAt: iso(use.last_at),
    user: { id: use.principal_id },
    record: {
      operation: operationOf(record),
      createdAt: iso(record.created_at),
      transaction: record.transaction_id === null ? null : { id: record.transaction_id },
      wallet: record.wallet_id === null ? null : { id: record.wallet_id },
      batch: record.batch_id === null ? null : { id: record.batch_id },
      rejection: rejectionOf(record),
    },
  };
}

export interface AuditFilter {
  readonly action?: readonly string[] | undefined;
  readonly actorId?: string | undefined;
  readonly transactionId?: string | undefined;
  readonly walletId?: string | undefined;
  readonly userId?: string | undefined;
  readonly from?: number | undefined;
  readonly to?: number | undefined;
}

/** Lists the changes of operators, customers and the system, the last first. */
export function auditEventsFor(facts: Facts, filter: AuditFilter): AuditRow[] {
  return facts.tables.auditEvents
    .filter(
      (row) =>
        (filter.action?.includes(row.action) ?? true) &&
        (filter.actorId === undefined || row.actor_id === filter.actorId) &&
        (filter.transactionId === undefined || row.transaction_id === filter.transactionId) &&
        (filter.walletId === undefined || row.wallet_id === filter.walletId) &&
        (filter.userId === undefined || row.user_id === filter.userId) &&
        within(row.at, filter.from, filter.to),
    )
    .sort((a, b) => b.sequence - a.sequence);
}

export function viewOfAuditEvent(row: AuditRow) {
  const named = (id: string | null) => (id === null ? null : { id });
  return {
    sequence: row.sequence,
    at: iso(row.at),
    action: row.action,
    reason: row.reason,
    details: row.details === null ? null : (JSON.parse(row.details) as unknown),
    hash: row.hash,
    actor: named(row.actor_id),
    transaction: named(row.transaction_id),
    wallet: named(row.wallet_id),
    user: named(row.user_id),
  };
}

export interface BatchFilter {
  readonly userId?: string | undefined;
  readonly from?: number | undefined;
  readonly to?: number | undefined;
  readonly search?: string | undefined;
}

/** A customer's own batches; for analysts and operators those of everybody. Newest first. */
export function batchesFor(facts: Facts, viewer: Viewer, filter: BatchFilter = {}): BatchRow[] {
  const search = searchOf(filter.search);
  return facts.tables.batches
    .filter(
      (row) =>
        (isStaff(viewer) || row.initiated_by_id === viewer.id) &&
        (filter.userId === undefined || row.initiated_by_id === filter.userId) &&
        within(row.created_at, filter.from, filter.to) &&
        (search === undefined || batchIsFound(facts, viewer, row, search)),
    )
    .sort((a, b) => b.created_at - a.created_at || compareText(b.id, a.id));
}

/** An id; for analysts and operators also the id or a part of the name or email of who asked for it. */
function batchIsFound(
  facts: Facts,
  viewer: Viewer,
  { id, initiated_by_id: by }: BatchRow,
  search: string,
): boolean {
  const { email, display_name: name } = facts.user(by);
  const isTheirs = isId(by, search) || hasPart(email, search) || hasPart(name, search);
  return isId(id, search) || (isStaff(viewer) && isTheirs);
}

/** With its items in the order of the request: those from an index on, as many as are asked for. */
export function viewOfBatch(facts: Facts, batch: BatchRow, from = 0, first = Infinity) {
  const items = facts.tables.batchItems
    .filter((item) => item.batch_id === batch.id)
    .sort((a, b) => a.position - b.position);
  return {
    id: batch.id,
    mode: batch.mode,
    itemCount: batch.item_count,
    createdAt: iso(batch.created_at),
    transferred: items.filter((item) => item.transaction_id !== null).length,
    items: items.slice(from, from + first).map((item) => ({
      index: item.position,
      transaction: item.transaction_id === null ? null : { id: item.transaction_id },
      error:
        item.error_code === null
          ? null
          : {
              code: item.error_code,
              message: item.error_message,
              details: JSON.parse(item.error_details ?? '{}') as unknown,
            },
    })),
  };
}
