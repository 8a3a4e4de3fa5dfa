import { PINNED_CODES } from '../errors.js';
import { actionsOn, OPERATIONS, TYPES_MADE, type OutcomeKind } from '../model/operations.js';
import { textsIn, translated } from '../database/sql.js';
import type { Snapshot } from '../database/snapshot.js';
import type { Problem, Problems } from './problems.js';
import { checkPage, checkRows, type RowCheck } from './row-check.js';
import type { Scope } from './scope.js';

/** Column and word for each kind of outcome of a key. */
const OUTCOME_KINDS: Readonly<Record<OutcomeKind, { readonly column: string; readonly word: string }>> = {
  TRANSACTION: { column: 'transaction_id', word: 'a transaction' },
  BATCH: { column: 'batch_id', word: 'a batch' },
  WALLET: { column: 'wallet_id', word: 'a wallet' },
  USER: { column: 'user_id', word: 'a user' },
  ACT: { column: 'audit_sequence', word: 'an act' },
};

/** The operations that make a transaction of their principal's own, and its type. */
const TYPE_MADE = translated('r.operation', TYPES_MADE);
/** SQL for the kind of a key's outcome, and for the kind that its operation should have, unless it was rejected. */
const OUTCOME = `case ${Object.values(OUTCOME_KINDS)
  .map(({ column, word }) => `when r.${column} is not null then '${word}'`)
  .join(' ')} end`;
const OUTCOME_DUE = `coalesce(${translated(
  'r.operation',
  Object.entries(OPERATIONS).map(([operation, { outcome }]) => [operation, OUTCOME_KINDS[outcome].word]),
)}, 'something else')`;
/** SQL for the number of outcomes of a key, which must be one. */
const OUTCOMES = [...Object.values(OUTCOME_KINDS).map(({ column }) => column), 'rejection_code']
  .map((column) => `case when r.${column} is null then 0 else 1 end`)
  .join(' + ');
/** The transactions that keys stand for: each by a record of its own, or as an item of a batch that has one. */
const MADE_BY_KEYS = `select transaction_id from idempotency_records
    where operation in (${textsIn(TYPES_MADE.map(([operation]) => operation))}) and transaction_id is not null
  union all select i.transaction_id from transfer_batch_items i join idempotency_records r on r.batch_id = i.batch_id
    where i.transaction_id is not null`;
/** The operations that settle a transaction and make none, and what the audit log calls them. */
const SETTLEMENTS = actionsOn('TRANSACTION').filter(
  ([operation]) => !TYPES_MADE.some(([making]) => making === operation),
);

const RECORDS: RowCheck = {
  table: 'idempotency_records',
  key: ['principal_id', 'key'],
  order: 'transaction_id',
  source: (page) => `
    select r.principal_id, r.key, r.operation, r.transaction_id, t.id as found_id, t.type,
      r.rejection_code, r.rejection_message, r.rejection_details, r.created_at, w.owner_id,
      coalesce(b.initiated_by_id, case when ${TYPE_MADE} is not null then t.initiated_by_id end) as asked_by,
      case when r.operation = 'createWallet' then w.created_at when b.id is not null then b.created_at when ${TYPE_MADE} is not null then t.created_at end
        as asked_at,
      ${OUTCOMES} as outcomes, ${OUTCOME} as outcome, ${OUTCOME_DUE} as outcome_due, ${TYPE_MADE} as type_made
    from ${page} r left join transactions t on t.id = r.transaction_id left join wallets w on w.id = r.wallet_id
    left join transfer_batches b on b.id = r.batch_id`,
  shown: [
    'rejection_code',
    'created_at',
    'asked_at',
    'outcomes',
    'outcome',
    'outcome_due',
    'owner_id',
    'transaction_id',
    'asked_by',
    'type',
    'type_made',
  ],
  rules: [
    {
      code: 'RECORD_TRANSACTION_MISSING',
      broken: 'transaction_id is not null and found_id is null',
      message: 'The transaction that a key stands for exists',
      expected: (row) => row.transaction_id,
      found: () => null,
    },
    {
      code: 'RECORD_PRINCIPAL',
      broken: 'asked_by <> principal_id',
      message: 'What a key stands for was asked for by the owner of the key',
      expected: (row) => row.principal_id,
      found: (row) => row.asked_by,
    },
    {
      code: 'RECORD_OPERATION',
      broken: 'type <> type_made',
      message: 'The transaction that a key stands for is what the operation makes',
      expected: (row) => row.type_made,
      found: (row) => row.type,
    },
    {
      code: 'RECORD_OUTCOME',
      broken: 'outcome <> outcome_due',
      message: 'A key stands for what its operation comes to',
      expected: (row) => row.outcome_due,
      found: (row) => row.outcome,
    },
    {
      code: 'RECORD_OUTCOME',
      broken: 'outcomes <> 1',
      message: 'A key stands for one thing',
      expected: () => '1',
      found: (row) => row.outcomes,
    },
    {
      code: 'RECORD_TIME',
      broken: 'created_at <> asked_at',
      message: 'A key was used when what it stands for was asked for',
      expected: (row) => row.asked_at,
      found: (row) => row.created_at,
    },
    {
      code: 'RECORD_WALLET',
      broken: `operation = 'createWallet' and owner_id is not null and owner_id <> principal_id`,
      message: 'The wallet that a key stands for belongs to the owner of the key',
      expected: (row) => row.principal_id,
      found: (row) => row.owner_id,
    },
    {
      code: 'RECORD_REJECTION',
      broken: `rejection_code not in (${textsIn(PINNED_CODES)})
        or (rejection_code is null and (rejection_message is not null or rejection_details is not null))`,
      message: 'A pinned rejection has a code that the ledger rejects with',
      expected: () => 'a code of the ledger',
      found: (row) => row.rejection_code,
    },
  ],
};

/**
 * Each idempotency record that stands for no transaction against what it stands for instead. Those of transactions are
 * checked with these.
 */
export async function checkRecords(
  snapshot: Snapshot,
  problems: Problems,
  { pageRows, since }: Scope,
): Promise<void> {
  // No index leads from new transactions to their keys.
  if (since) return;
  await checkRows(snapshot, problems, RECORDS, pageRows, {
    only: { sql: 'transaction_id is null', params: [] },
  });
}

/** Each idempotency record of the transactions with these ids, and of missing ones between them. */
export async function checkRecordsOf(
  snapshot: Snapshot,
  problems: Problems,
  { after, upTo }: { readonly after: string; readonly upTo: string | undefined },
): Promise<void> {
  const [sql, params] = upTo === undefined ? ['', [after]] : [' and transaction_id <= ?', [after, upTo]];
  await checkPage(snapshot, problems, RECORDS, { sql: `transaction_id > ?${sql}`, params });
}

/**
 * Names the transactions that have no key or several. The database sorts for this, and spills to a file of its own when there
 * is much, so it is only asked when there are such transactions.
 */
export async function reportKeys(snapshot: Snapshot, problems: Problems): Promise<void> {
  const keys = `from (${MADE_BY_KEYS}) as made group by transaction_id having count(*) > 1`;
  await report(snapshot, problems, `select transaction_id as id, count(*) as found ${keys}`, {
    code: 'RECORD_TRANSACTION_SHARED',
    message: 'A transaction belongs to one key',
  });
  await report(
    snapshot,
    problems,
    `select id, 0 as found from transactions except select transaction_id, 0 from (${MADE_BY_KEYS}) as made`,
    { code: 'TRANSACTION_WITHOUT_RECORD', message: 'A transaction has the key that it was asked for with' },
  );
}

/** Checks that each settlement and each batch has its key. */
export async function checkKeys(snapshot: Snapshot, problems: Problems, { since }: Scope): Promise<void> {
  if (since) return;
  await report(
    snapshot,
    problems,
    `select transaction_id as id, 0 as found from audit_events
      where action in (${textsIn(SETTLEMENTS.map(([, action]) => action))})
    except select transaction_id, 0 from idempotency_records
      where operation in (${textsIn(SETTLEMENTS.map(([operation]) => operation))})`,
    { code: 'SETTLEMENT_WITHOUT_RECORD', message: 'A settlement has the key that it was asked for with' },
  );
  await report(
    snapshot,
    problems,
    `select b.id, count(r.batch_id) as found from transfer_batches b
      left join (select batch_id from idempotency_records where batch_id is not null) as r on r.batch_id = b.id
      group by b.id having count(r.batch_id) <> 1`,
    { code: 'BATCH_RECORD', message: 'A batch has the one key that it was asked for with' },
    'transfer_batches',
  );
}

async function report(
  snapshot: Snapshot,
  problems: Problems,
  select: string,
  about: Pick<Problem, 'code' | 'message'>,
  table = 'transactions',
): Promise<void> {
  const [count] = await snapshot.rows<{ total: number | string }>(
    `select count(*) as total from (${select}) as broken`,
  );
  const total = Number(count?.total);
  if (total === 0) return;
  const rows = await snapshot.rows<{ id: string; found: number | string }>(
    `select id, found from (${select}) as broken order by id limit ${problems.room}`,
  );
  for (const { id, found } of rows) {
    problems.add({ ...about, subject: { table, id }, expected: '1', found: String(found) });
  }
  problems.addUnlisted(total - rows.length);
}
