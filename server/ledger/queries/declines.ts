import type { EntityManager } from '@mikro-orm/core';
import type { PinnedCode } from '../errors.js';
import { IdempotencyRecord } from '../model/idempotency-record.js';
import {
  allOf,
  between,
  directionOf,
  isOneOf,
  toPage,
  type Condition,
  type Page,
  type PageRequest,
} from './page.js';
import { keyConditions, paramsOfPlace, placeOf, type KeyFilter } from './key-place.js';
import { selectRows } from '../database/sql.js';

/** Every condition given must hold. */
export interface DeclineFilter extends KeyFilter {
  readonly code?: readonly string[] | undefined;
}

/** Lists declines: the records of keys with a pinned rejection. */
export async function listDeclines(
  em: EntityManager,
  filter: DeclineFilter,
  page: PageRequest,
): Promise<Page<IdempotencyRecord>> {
  const place = between('(r.created_at, r.principal_id, r.key)', page, paramsOfPlace);
  const { sql, params } = allOf([...place, ...conditionsOf(filter)]);
  const way = directionOf(page);
  const rows = await selectRows(
    em,
    `select r.* from idempotency_records r where r.rejection_code is not null${sql}
    order by r.created_at ${way}, r.principal_id ${way}, r.key ${way} limit ?`,
    [...params, page.size + 1],
  );
  return toPage(
    rows.map((row) => em.map(IdempotencyRecord, row)),
    page,
  );
}

/** Counts the declines by code, the most frequent first. */
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

/** Returns the sort key of a decline, as one text. */
export function declinePlace({ createdAt, principalId, key }: IdempotencyRecord): string {
  return placeOf(createdAt, principalId, key);
}

function conditionsOf(filter: DeclineFilter): Condition[] {
  const conditions: Condition[] = [];
  if (filter.code) conditions.push(isOneOf('r.rejection_code', filter.code));
  return [...conditions, ...keyConditions('r', 'r.created_at', filter)];
}
