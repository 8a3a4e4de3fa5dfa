import type { EntityManager } from '@mikro-orm/core';
import type { PinnedCode } from '../errors.js';
import { IdempotencyRecord } from '../idempotency-record.js';
import { allOf, isOneOf, toPage, type Condition, type Page, type PageRequest } from './page.js';
import { selectRows } from './rows.js';

/** Every condition given must hold. */
export interface DeclineFilter {
  readonly code?: readonly string[] | undefined;
  /** Whose attempt it was. */
  readonly userId?: string | undefined;
  /** At or after. */
  readonly from?: Date | undefined;
  /** Before. */
  readonly to?: Date | undefined;
}

/** What the ledger refused: the records of keys that a rejection is pinned to, newest first. */
export async function listDeclines(
  em: EntityManager,
  filter: DeclineFilter,
  page: PageRequest,
): Promise<Page<IdempotencyRecord>> {
  const { sql, params } = allOf([...after(page), ...conditionsOf(filter)]);
  const rows = await selectRows(
    em,
    `select r.* from idempotency_records r where r.rejection_code is not null${sql}
    order by r.created_at desc, r.principal_id desc, r.key desc limit ?`,
    [...params, page.first + 1],
  );
  return toPage(
    rows.map((row) => em.map(IdempotencyRecord, row)),
    page.first,
  );
}

/** How many each reason has, the most frequent first. */
export async function countDeclines(
  em: EntityManager,
  filter: DeclineFilter,
): Promise<{ code: PinnedCode; count: number }[]> {
  const { sql, params } = allOf(conditionsOf(filter));
  const rows = await selectRows<{ code: PinnedCode; count: number | string }>(
    em,
    `select r.rejection_code as code, count(*) as count from idempotency_records r
    where r.rejection_code is not null${sql} group by r.rejection_code order by count(*) desc, r.rejection_code`,
    params,
  );
  return rows.map(({ code, count }) => ({ code, count: Number(count) }));
}

/** What a record is ordered by, as one text: a record has no id, and two may be of the same moment. */
export function declineKey({ createdAt, principalId, key }: IdempotencyRecord): string {
  return `${String(createdAt.getTime())} ${principalId} ${key}`;
}

function after({ after: place }: PageRequest): Condition[] {
  if (place === undefined) return [];
  const [milliseconds, principalId = '', key = ''] = place.split(' ');
  const createdAt = new Date(Number(milliseconds));
  // The first condition says nothing new; an index finds its place by it.
  return [
    { sql: 'r.created_at <= ?', params: [createdAt] },
    {
      sql: 'r.created_at < ? or r.principal_id < ? or (r.principal_id = ? and r.key < ?)',
      params: [createdAt, principalId, principalId, key],
    },
  ];
}

function conditionsOf(filter: DeclineFilter): Condition[] {
  const conditions: Condition[] = [];
  if (filter.code) conditions.push(isOneOf('r.rejection_code', filter.code));
  if (filter.userId !== undefined) conditions.push({ sql: 'r.principal_id = ?', params: [filter.userId] });
  if (filter.from) conditions.push({ sql: 'r.created_at >= ?', params: [filter.from] });
  if (filter.to) conditions.push({ sql: 'r.created_at < ?', params: [filter.to] });
  return conditions;
}
