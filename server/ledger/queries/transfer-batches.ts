import type { EntityManager } from '@mikro-orm/core';
import { TransferBatch } from '../transfer-batch.js';
import {
  allOf,
  anyOf,
  between,
  directionOf,
  isOneOf,
  toPage,
  type Condition,
  type Page,
  type PageRequest,
} from './page.js';
import { selectRows } from './rows.js';

/** Every condition given must hold. */
export interface TransferBatchFilter {
  /** Who asked for it: each of these. */
  readonly userIds?: readonly string[] | undefined;
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

/** How many transfers of each batch were made. */
export async function transferredOf(
  em: EntityManager,
  batchIds: readonly string[],
): Promise<Map<string, number>> {
  const { sql, params } = isOneOf('i.batch_id', batchIds);
  const rows = await selectRows<{ batch_id: string; count: number | string }>(
    em,
    `select i.batch_id, count(i.transaction_id) as count from transfer_batch_items i where ${sql} group by i.batch_id`,
    params,
  );
  return new Map(rows.map(({ batch_id, count }) => [batch_id, Number(count)]));
}

function conditionsOf({ userIds = [], from, to, search, searchPeople }: TransferBatchFilter): Condition[] {
  const conditions: Condition[] = userIds.map((id) => ({ sql: 'b.initiated_by_id = ?', params: [id] }));
  if (from) conditions.push({ sql: 'b.created_at >= ?', params: [from] });
  if (to) conditions.push({ sql: 'b.created_at < ?', params: [to] });
  if (search !== undefined) {
    const people = searchPeople
      ? [{ sql: `b.initiated_by_id in (${searchPeople.sql})`, params: searchPeople.params }]
      : [];
    conditions.push(anyOf([{ sql: 'b.id = ?', params: [search.toLowerCase()] }, ...people]));
  }
  return conditions;
}
