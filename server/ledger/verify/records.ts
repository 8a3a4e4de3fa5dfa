import type { Snapshot } from '../snapshot.js';
import type { Problem, Problems } from './problems.js';
import { checkRows, type RowCheck } from './row-check.js';

/** The operations that make a transaction of their principal's own, and its type. */
const TYPE_MADE = `case r.operation when 'deposit' then 'DEPOSIT' when 'transfer' then 'TRANSFER'
  when 'withdraw' then 'WITHDRAWAL' end`;
const MAKING = `operation in ('deposit', 'transfer', 'withdraw') and transaction_id is not null`;
const MADE = `type in ('DEPOSIT', 'TRANSFER', 'WITHDRAWAL')`;

const RECORDS: RowCheck = {
  table: 'idempotency_records',
  key: ['principal_id', 'key'],
  source: (page) => `
    select r.principal_id, r.key, r.operation, r.transaction_id, t.id as found_id, t.initiated_by_id, t.type,
      ${TYPE_MADE} as type_made
    from ${page} r left join transactions t on t.id = r.transaction_id`,
  shown: ['transaction_id', 'initiated_by_id', 'type', 'type_made'],
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
      broken: 'type_made is not null and initiated_by_id <> principal_id',
      message: 'The transaction that a key stands for was asked for by the owner of the key',
      expected: (row) => row.principal_id,
      found: (row) => row.initiated_by_id,
    },
    {
      code: 'RECORD_OPERATION',
      broken: 'type <> type_made',
      message: 'The transaction that a key stands for is what the operation makes',
      expected: (row) => row.type_made,
      found: (row) => row.type,
    },
  ],
};

/** Each idempotency record against the transaction it stands for. */
export async function checkRecords(snapshot: Snapshot, problems: Problems, pageRows: number): Promise<void> {
  await checkRows(snapshot, problems, RECORDS, pageRows);
}

/**
 * Each transaction that a customer's command made has one key, not none and not two: without its record a retry would move
 * the money again. The database sorts for this, and spills to a file of its own when there is much.
 */
export async function checkKeys(snapshot: Snapshot, problems: Problems): Promise<void> {
  const keys = `from idempotency_records where ${MAKING} group by transaction_id having count(*) > 1`;
  await report(snapshot, problems, `select transaction_id as id, count(*) as found ${keys}`, {
    code: 'RECORD_TRANSACTION_SHARED',
    message: 'A transaction belongs to one key',
  });
  await report(
    snapshot,
    problems,
    `select id, 0 as found from transactions where ${MADE}
      except select transaction_id, 0 from idempotency_records where ${MAKING}`,
    { code: 'TRANSACTION_WITHOUT_RECORD', message: 'A transaction has the key that it was asked for with' },
  );
}

async function report(
  snapshot: Snapshot,
  problems: Problems,
  select: string,
  about: Pick<Problem, 'code' | 'message'>,
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
    problems.add({ ...about, subject: { table: 'transactions', id }, expected: '1', found: String(found) });
  }
  problems.addUnlisted(total - rows.length);
}
