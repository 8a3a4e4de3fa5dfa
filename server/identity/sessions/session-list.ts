import type { EntityManager } from '@mikro-orm/core';
import {
  allOf,
  between,
  directionOf,
  toPage,
  type Condition,
  type Page,
  type PageRequest,
} from '../../ledger/queries/page.js';
import { selectRows } from '../../ledger/database/sql.js';
import { Session } from '../model/session.js';

/** Selects the sessions of one user that can still be used. */
export interface OpenSessions {
  readonly userId: string;
  readonly now: Date;
  /** Maximum time without a use for a session of this user, in milliseconds. */
  readonly idleMs: number;
}

export async function listSessions(
  em: EntityManager,
  open: OpenSessions,
  page: PageRequest,
): Promise<Page<Session>> {
  const { sql, params } = allOf([isOpen(open), ...between('s.id', page)]);
  const rows = await selectRows(
    em,
    `select s.* from sessions s where 1 = 1${sql} order by s.id ${directionOf(page)} limit ?`,
    [...params, page.size + 1],
  );
  return toPage(
    rows.map((row) => em.map(Session, row)),
    page,
  );
}

export async function countSessions(em: EntityManager, open: OpenSessions): Promise<number> {
  const { sql, params } = allOf([isOpen(open)]);
  const rows = await selectRows<{ count: number | string }>(
    em,
    `select count(*) as count from sessions s where 1 = 1${sql}`,
    params,
  );
  return Number(rows[0]?.count ?? 0);
}

function isOpen({ userId, now, idleMs }: OpenSessions): Condition {
  return {
    sql: `s.user_id = ? and s.revoked_at is null and s.expires_at > ?
      and coalesce(s.last_used_at, s.created_at) > ?`,
    params: [userId, now, new Date(now.getTime() - idleMs)],
  };
}
