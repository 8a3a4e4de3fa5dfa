import type { EntityManager } from '@mikro-orm/core';
import {
  allOf,
  anyOf,
  NOTHING,
  toPage,
  type Condition,
  type Page,
  type PageRequest,
} from '../ledger/queries/page.js';
import { selectRows } from '../ledger/queries/rows.js';
import { ApiToken, type TokenStatus } from './api-token.js';

export interface ApiTokenFilter {
  /** Any of these, as it is at the moment given. */
  readonly status?: readonly TokenStatus[] | undefined;
  readonly now: Date;
}

/** A page of the tokens of each user, the newest first, all of them by one statement. */
export async function pagesOfApiTokens(
  em: EntityManager,
  userIds: readonly string[],
  { status, now }: ApiTokenFilter,
  { after, first }: PageRequest,
): Promise<Map<string, Page<ApiToken>>> {
  const conditions: Condition[] = [];
  if (after !== undefined) conditions.push({ sql: 't.id < ?', params: [after] });
  if (status) conditions.push(anyOf([NOTHING, ...status.map((each) => hasStatus(each, now))]));
  const { sql, params } = allOf(conditions);
  const rows = await selectRows<{ user_id: string }>(
    em,
    `with wanted (user_id) as (values ${userIds.map(() => '(?)').join(', ')})
     select x.* from wanted u join api_tokens x on x.id in (
       select t.id from api_tokens t where t.user_id = u.user_id${sql} order by t.id desc limit ?)
     order by x.id desc`,
    [...userIds, ...params, first + 1],
  );
  const byUser = Map.groupBy(rows, (row) => row.user_id);
  return new Map(
    userIds.map((id) => {
      const tokens = (byUser.get(id) ?? []).map((row) => em.map(ApiToken, row));
      return [id, toPage(tokens, first)] as const;
    }),
  );
}

function hasStatus(status: TokenStatus, now: Date): Condition {
  if (status === 'REVOKED') return { sql: 't.revoked_at is not null', params: [] };
  const side = status === 'ACTIVE' ? '>' : '<=';
  return { sql: `t.revoked_at is null and t.expires_at ${side} ?`, params: [now] };
}
