import { setImmediate as nextTurn } from 'node:timers/promises';
import { parseStoredJson } from '../chain/chain-rows.js';
import { digestOfCanonical } from '../chain/digest.js';
import { fingerprintOf } from '../idempotency/idempotency.js';
import { actionsOn, TYPES_MADE } from '../model/operations.js';
import type { JsonValue } from '../model/transaction.js';
import { MOVEMENTS, type MovementOperation, type MovementRequests } from '../model/transaction-types.js';
import { translated } from '../database/sql.js';
import type { Snapshot } from '../database/snapshot.js';
import { Problems } from './problems.js';
import { checkRecordsOf, reportKeys } from './records.js';
import type { Scope } from './scope.js';

/** A transaction with one of its keys. */
interface Row {
  readonly id: string;
  /** Number of keys of the batch that it was asked for with. */
  readonly batch_keys: number;
  /** Null like the rest of the key when it has none of its own. */
  readonly principal_id: string | null;
  readonly key: string;
  readonly operation: string;
  readonly fingerprint: string;
  readonly amount: string;
  readonly currency: string;
  readonly reference: string | null;
  readonly description: string | null;
  readonly metadata: string | null;
  readonly source_wallet_id: string;
  readonly destination_wallet_id: string;
  /** Of the destination wallet. */
  readonly owner_id: string | null;
  /** Of a settlement: what it was done to, and why. */
  readonly settled_id: string | null;
  readonly reason: string | null;
  readonly settled_at: string | null;
  readonly created_at: string;
}

type Asked = Partial<MovementRequests['deposit'] & MovementRequests['transfer']>;
type Request = Readonly<Record<string, unknown>> & { readonly metadata?: JsonValue };

/** SQL for the audit action of a key that settled a transaction. */
const SETTLEMENT_ACTION = translated('r.operation', actionsOn('TRANSACTION'));
const MAKING: ReadonlySet<string> = new Set(TYPES_MADE.map(([operation]) => operation));

const PAGE = `
  select t.id, r.principal_id, r.key, r.operation, r.fingerprint, cast(t.amount as text) as amount, t.currency,
    t.reference, t.description, t.metadata, t.source_wallet_id, t.destination_wallet_id, d.owner_id,
    a.transaction_id as settled_id, a.reason, cast(a.at as text) as settled_at, cast(r.created_at as text) as created_at,
    (select count(*) from transfer_batch_items i join idempotency_records b on b.batch_id = i.batch_id
      where i.transaction_id = t.id) as batch_keys
  from (select * from transactions where id > ? order by id limit $rows) t
  left join idempotency_records r on r.transaction_id = t.id
  left join wallets d on d.id = t.destination_wallet_id
  left join audit_events a on a.action = ${SETTLEMENT_ACTION}
    and a.transaction_id = case when r.operation = 'reverse' then t.reversal_of_id else t.id end
  order by t.id`;

/**
 * Each transaction against its keys: it has exactly one that it was asked for with, without which a retry would move the
 * money again; and as a customer's own request is all in its transaction, the key's fingerprint can be made again. This is
 * what finds a change of a transaction that has no entries yet.
 */
export async function checkTransactionKeys(
  snapshot: Snapshot,
  problems: Problems,
  { pageRows, since }: Scope,
): Promise<void> {
  // No index leads from new transactions to their keys.
  if (since) return;
  const ofRecords = new Problems();
  let haveOneKey = true;
  let after = '';
  for (let full = true; full;) {
    const page = await snapshot.rows<Row>(PAGE.replace('$rows', String(pageRows)), [after]);
    const transactions = Map.groupBy(page, ({ id }) => id);
    for (const keys of transactions.values()) {
      haveOneKey &&= haveOne(keys);
      for (const key of keys) checkKey(problems, key);
    }
    full = transactions.size === pageRows;
    const upTo = full ? page.at(-1)?.id : undefined;
    // While they are in memory.
    await checkRecordsOf(snapshot, ofRecords, { after, upTo });
    after = upTo ?? '';
    await nextTurn();
  }
  problems.addAll(ofRecords);
  if (!haveOneKey) await reportKeys(snapshot, problems);
}

function haveOne(keys: readonly Row[]): boolean {
  const own = keys.filter(({ operation }) => MAKING.has(operation)).length;
  return own + (keys[0]?.batch_keys ?? 0) === 1;
}

function checkKey(problems: Problems, row: Row): void {
  if (row.principal_id === null) return;
  const subject = { table: 'idempotency_records', id: `${row.principal_id} ${row.key}` };
  if (row.settled_at !== null && row.settled_at !== row.created_at) {
    problems.add({
      code: 'RECORD_TIME',
      subject,
      message: 'A key was used when what it stands for was asked for',
      expected: row.settled_at,
      found: row.created_at,
    });
  }
  const [due, ...others] = requestsOf(row);
  if (due === undefined || [due, ...others].some((asked) => digestOf(asked) === row.fingerprint)) return;
  problems.add({
    code: 'RECORD_FINGERPRINT',
    subject,
    message: 'The fingerprint of a key is that of the transaction it stands for',
    expected: digestOf(due),
    found: row.fingerprint,
  });
}

/** The possible requests for a transaction, with their keys sorted; none when it does not hold the whole request. */
function requestsOf(row: Row): Request[] {
  const { operation, currency, reference, description } = row;
  if (isMovement(operation)) {
    const [amount, metadata] = [Number(row.amount), parseStoredJson(row.metadata)];
    const sides = {
      sourceWalletId: row.source_wallet_id,
      destinationWalletId: row.destination_wallet_id,
      destinationOwnerId: row.owner_id,
    };
    return MOVEMENTS[operation].asked(sides).map(({ fromWalletId, to, walletId }: Asked) => ({
      amount,
      currency,
      description,
      fromWalletId,
      metadata,
      operation,
      reference,
      to,
      walletId,
    }));
  }
  return row.settled_id === null ? [] : [{ operation, reason: row.reason, transactionId: row.settled_id }];
}

function digestOf(request: Request): string {
  // Metadata has keys in whatever order the client sent them.
  return request.metadata ? fingerprintOf(request) : digestOfCanonical(JSON.stringify(request));
}

function isMovement(operation: string): operation is MovementOperation {
  return Object.hasOwn(MOVEMENTS, operation);
}
