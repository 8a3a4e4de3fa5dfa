import type { EntityManager } from '@mikro-orm/core';
import type { BatchTotal } from '../idempotency/batch-content.js';
import type { Currency } from '../money/currencies.js';
import { exactSum, readSum } from '../money/exact-sum.js';
import { TransferBatch } from '../model/transfer-batch.js';
import {
  allOf,
  anyOf,
  between,
  directionOf,
  hasValue,
  isDuring,
  isFoundBy,
  toPage,
  type Condition,
  type Page,
  type PageRequest,
} from './page.js';
import { selectRows } from '../database/sql.js';

/** Every condition given must hold. */
export interface TransferBatchFilter {
  /** Users who sent the batch, any of these. */
  readonly userIds?: readonly string[] | undefined;
  /** Digest of its payments, see `contentDigestOf`. */
  readonly contentDigest?: string | undefined;
  /** Made at or after. */
  readonly from?: Date | undefined;
  /** Made before. */
  readonly to?: Date | undefined;
  /** An id. */
  readonly search?: string | undefined;
  /** A statement for the ids of people whom the search means as well: who asked for it. */
  readonly searchPeople?: Condition | undefined;
}

export async function listTransferBatches(
  em: EntityManager,
  filter: TransferBatchFilter,
  page: PageRequest,
): Promise<Page<TransferBatch>> {
  const { sql, params } = allOf([...between('b.id', page), ...conditionsOf(filter)]);
  const rows = await selectRows(
    em,
    `select b.* from transfer_batches b where 1 = 1${sql} order by b.id ${directionOf(page)} limit ?`,
    [...params, page.size + 1],
  );
  return toPage(
    rows.map((row) => em.map(TransferBatch, row)),
    page,
  );
}

/** Result of a batch. */
export interface BatchResult {
  readonly transferred: number;
  readonly totals: readonly BatchTotal[];
}

/** Returns the results by batch; a batch without a successful transfer has none. */
export async function resultsOfBatches(
  em: EntityManager,
  ids: readonly string[],
): Promise<Map<string, BatchResult>> {
  const rows = await selectRows<{ batch_id: string; currency: Currency; count: number | string }>(
    em,
    `select i.batch_id, t.currency, count(*) as count, ${exactSum('amount', 't.amount')}
    from transfer_batch_items i join transactions t on t.id = i.transaction_id
    where i.batch_id in (${ids.map(() => '?').join(', ')})
    group by i.batch_id, t.currency order by i.batch_id, t.currency`,
    ids,
  );
  return new Map(
    [...Map.groupBy(rows, (row) => row.batch_id)].map(([id, sums]) => [
      id,
      {
        transferred: sums.reduce((all, { count }) => all + Number(count), 0),
        totals: sums.map((row) => ({ currency: row.currency, amount: readSum(row, 'amount') })),
      },
    ]),
  );
}

function conditionsOf({
  userIds = [],
  contentDigest,
  from,
  to,
  search,
  searchPeople,
}: TransferBatchFilter): Condition[] {
  const conditions: Condition[] = userIds.map((id) => ({ sql: 'b.initiated_by_id = ?', params: [id] }));
  conditions.push(...hasValue('b.content_digest', contentDigest), ...isDuring('b.created_at', from, to));
  if (search !== undefined) {
    const id = hasValue('b.id', search.toLowerCase());
    conditions.push(anyOf([...id, ...isFoundBy('b.initiated_by_id', searchPeople)]));
  }
  return conditions;
}
