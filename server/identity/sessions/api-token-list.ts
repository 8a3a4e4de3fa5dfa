import type { EntityManager } from '@mikro-orm/core';
import {
  allOf,
  anyOf,
  between,
  directionOf,
  isOneOf,
  NOTHING,
  toPage,
  type Condition,
  type Page,
  type PageRequest,
} from '../../ledger/queries/page.js';
import { selectRows } from '../../ledger/database/sql.js';
import { ApiToken, type TokenStatus } from '../model/api-token.js';

export interface ApiTokenFilter {
  /** Any of these, as it is at the moment given. */
  readonly status?: readonly TokenStatus[] | undefined;
  readonly now: Date;
}

/** Reads a page of the tokens of each user, all of them by one statement. */
export async function pagesOfApiTokens(
  em: EntityManager,
  userIds: readonly string[],
  filter: ApiTokenFilter,
  page: PageRequest,
): Promise<Map<string, Page<ApiToken>>> {
  const { sql, params } = allOf([...between('t.id', page), ...conditionsOf(filter)]);
  const way = directionOf(page);
  const rows = await selectRows<{ user_id: string }>(
    em,
    `with wanted (user_id) as (values ${userIds.map(() => '(?)').join(', ')})
     select x.* from wanted u join api_tokens x on x.id in (
       select t.id from api_tokens t where t.user_id = u.user_id${sql} order by t.id ${way} limit ?)
     order by x.id ${way}`,
    [...userIds, ...params, page.size + 1],
  );
  const byUser = Map.groupBy(rows, (row) => row.user_id);
  return new Map(
    userIds.map((id) => {
      const tokens = (byUser.get(id) ?? []).map((row) => em.map(ApiToken, row));
      return [id, toPage(tokens, page)] as const;
    }),
  );
}

/** Counts the tokens of each user that a filter finds. */
export async function countsOfApiTokens(
  em: EntityManager,
  userIds: readonly string[],
  filter: ApiTokenFilter,
): Promise<Map<string, number>> {
  const { sql, params } = allOf([isOneOf('t.user_id', userIds), ...conditionsOf(filter)]);
  const rows = await selectRows<{ user_id: string; count: number | string }>(
    em,
    `select t.user_id, count(*) as count from api_tokens t where 1 = 1${sql} group by t.user_id`,
    params,
  );
  return new Map(rows.map(({ user_id, count }) => [user_id, Number(count)]));
}

function conditionsOf({ status, now }: ApiTokenFilter): Condition[] {
  return status ? [anyOf([NOTHING, ...status.map((each) => hasStatus(each, now))])] : [];
}

function hasStatus(status: TokenStatus, now: Date): Condition {
  if (status === 'REVOKED') return { sql: 't.revoked_at is not null', params: [] };
  const side = status === 'ACTIVE' ? '>' : '<=';
  return { sql: `t.revoked_at is null and t.expires_at ${side} ?`, params: [now] };
}
