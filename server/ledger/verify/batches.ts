import { PINNED_CODES } from '../errors.js';
import { textsIn } from '../database/sql.js';
import type { Snapshot } from '../database/snapshot.js';
import type { Problems } from './problems.js';
import { checkRows, type RowCheck } from './row-check.js';
import type { Scope } from './scope.js';

/** Codes with which a transfer of a batch can be refused. */
const ITEM_CODES = textsIn([...PINNED_CODES, 'NOT_FOUND']);

const BATCHES: RowCheck = {
  table: 'transfer_batches',
  key: ['id'],
  source: (page) => `
    select b.id, b.item_count, count(i.position) as items, coalesce(max(i.position) + 1, 0) as places
    from ${page} b left join transfer_batch_items i on i.batch_id = b.id group by b.id, b.item_count`,
  shown: ['item_count', 'items', 'places'],
  rules: [
    {
      code: 'BATCH_ITEMS',
      broken: 'items <> item_count or places <> item_count',
      message: 'A batch has an outcome for each of its items, and no more',
      expected: (row) => row.item_count,
      found: (row) =>
        row.items === row.item_count ? `${row.items ?? ''} up to ${row.places ?? ''}` : row.items,
    },
  ],
};

const ITEMS: RowCheck = {
  table: 'transfer_batch_items',
  key: ['batch_id', 'position'],
  source: (page) => `
    select i.batch_id, i.position, i.transaction_id, i.error_code, i.error_message, i.error_details, b.mode,
      b.initiated_by_id || ' at ' || b.created_at as asked, t.initiated_by_id || ' at ' || t.created_at as made, t.type
    from ${page} i left join transfer_batches b on b.id = i.batch_id
    left join transactions t on t.id = i.transaction_id`,
  shown: ['transaction_id', 'error_code', 'asked', 'made', 'mode'],
  rules: [
    {
      code: 'BATCH_ITEM',
      broken: `asked is null or (transaction_id is null) = (error_code is null)
        or (error_code is null and (error_message is not null or error_details is not null))
        or error_code not in (${ITEM_CODES})`,
      message:
        'An item belongs to a batch, and is a transaction or has a code that a transfer is refused with',
      expected: () => 'one outcome',
      found: (row) => row.error_code ?? row.transaction_id,
    },
    {
      code: 'BATCH_ITEM',
      broken: `transaction_id is not null and (made is distinct from asked or type is distinct from 'TRANSFER')`,
      message: 'The transaction of an item is a transfer of whoever asked for the batch, and when',
      expected: (row) => row.asked,
      found: (row) => row.made,
    },
    {
      code: 'BATCH_ITEM',
      broken: `mode = 'ATOMIC' and error_code is not null`,
      message: 'An ATOMIC batch has made all its transfers',
      expected: () => 'a transaction',
      found: (row) => row.error_code,
    },
  ],
};

/** Each batch of transfers against its items, and each of these against the transaction that it stands for. */
export async function checkBatches(
  snapshot: Snapshot,
  problems: Problems,
  { pageRows, since }: Scope,
): Promise<void> {
  await checkRows(snapshot, problems, BATCHES, pageRows, { after: since?.transactionId });
  const ofRecent = since && { sql: 'batch_id > ?', params: [since.transactionId] };
  await checkRows(snapshot, problems, ITEMS, pageRows, { only: ofRecent });
}
