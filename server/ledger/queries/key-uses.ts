import type { EntityManager } from '@mikro-orm/core';
import { IdempotencyRecord } from '../model/idempotency-record.js';
import { allOf, between, directionOf, toPage, type Condition, type Page, type PageRequest } from './page.js';
import { keyConditions, paramsOfPlace, placeOf, type KeyFilter } from './key-place.js';
import { selectRows } from '../database/sql.js';

/** Repeated uses of a key, and the time of the last one. */
export interface KeyUse {
  readonly principalId: string;
  readonly key: string;
  /** With the same request: heard the first outcome again. */
  readonly replays: number;
  /** With another request: IDEMPOTENCY_KEY_REUSED. */
  readonly conflicts: number;
  readonly lastAt: Date;
}

/** A key that came again, with what it stands for. */
export interface ReusedKey extends KeyUse {
  readonly record: IdempotencyRecord;
}

/** Every condition given must hold. */
export interface KeyUseFilter extends KeyFilter {
  /** Only keys that came with another request at least once. */
  readonly conflicting: boolean;
}

interface UseRow {
  readonly use_principal_id: string;
  readonly use_key: string;
  readonly replays: number | string;
  readonly conflicts: number | string;
  readonly last_at: number;
}

/** Undefined when the key came once at most. */
export async function findKeyUse(
  em: EntityManager,
  principalId: string,
  key: string,
): Promise<KeyUse | undefined> {
  const [row] = await selectRows<UseRow>(
    em,
    `select principal_id as use_principal_id, key as use_key, replays, conflicts, last_at
    from idempotency_uses where principal_id = ? and key = ?`,
    [principalId, key],
  );
  return row && toUse(row);
}

/** Keys that came again, in the order in which they did so last. */
export async function listReusedKeys(
  em: EntityManager,
  filter: KeyUseFilter,
  page: PageRequest,
): Promise<Page<ReusedKey>> {
  const place = between('(u.last_at, u.principal_id, u.key)', page, paramsOfPlace);
  const { sql, params } = allOf([...place, ...conditionsOf(filter)]);
  const way = directionOf(page);
  const rows = await selectRows<UseRow>(
    em,
    `select r.*, u.principal_id as use_principal_id, u.key as use_key, u.replays, u.conflicts, u.last_at
    from idempotency_uses u
    join idempotency_records r on r.principal_id = u.principal_id and r.key = u.key
    where 1 = 1${sql} order by u.last_at ${way}, u.principal_id ${way}, u.key ${way} limit ?`,
    [...params, page.size + 1],
  );
  return toPage(
    rows.map((row) => ({ ...toUse(row), record: em.map(IdempotencyRecord, recordOf(row)) })),
    page,
  );
}

/** Returns the sort key of a reused key, as one text. */
export function reusedKeyPlace({ lastAt, principalId, key }: KeyUse): string {
  return placeOf(lastAt, principalId, key);
}

function toUse({ use_principal_id, use_key, replays, conflicts, last_at }: UseRow): KeyUse {
  return {
    principalId: use_principal_id,
    key: use_key,
    replays: Number(replays),
    conflicts: Number(conflicts),
    lastAt: new Date(last_at),
  };
}

/** The columns of the record alone. */
function recordOf(row: UseRow): object {
  const { use_principal_id: _p, use_key: _k, replays: _r, conflicts: _c, last_at: _l, ...record } = row;
  return record;
}

function conditionsOf(filter: KeyUseFilter): Condition[] {
  const conditions: Condition[] = [];
  if (filter.conflicting) conditions.push({ sql: 'u.conflicts > 0', params: [] });
  return [...conditions, ...keyConditions('u', 'u.last_at', filter)];
}
