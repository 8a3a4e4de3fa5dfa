import type { EntityManager } from '@mikro-orm/core';
import { AuditEvent, type AuditAction } from '../audit-event.js';
import {
  allOf,
  anyOf,
  between,
  directionOf,
  holdsText,
  isOneOf,
  onwards,
  toPage,
  type Condition,
  type Page,
  type PageRequest,
} from './page.js';
import { selectRows } from './rows.js';

/** Every condition given must hold. */
export interface AuditFilter {
  readonly action?: readonly AuditAction[] | undefined;
  readonly actorId?: string | undefined;
  readonly transactionId?: string | undefined;
  readonly walletId?: string | undefined;
  readonly userId?: string | undefined;
  readonly batchId?: string | undefined;
  /** At or after. */
  readonly from?: Date | undefined;
  /** Before. */
  readonly to?: Date | undefined;
  /** A part of the reason, in the normal form of searches. */
  readonly search?: string | undefined;
  /** A statement for the ids of people whom the search means as well: who acted, and whom it was done to. */
  readonly searchPeople?: Condition | undefined;
}

/** What was done. The key of a page is a sequence. */
export async function listAuditEvents(
  em: EntityManager,
  filter: AuditFilter,
  page: PageRequest,
): Promise<Page<AuditEvent>> {
  const place = between('a.sequence', page, (key) => [Number(key)]);
  const { sql, params } = allOf([...place, ...conditionsOf(filter)]);
  const rows = await selectRows(
    em,
    `select a.* from audit_events a where 1 = 1${sql} order by a.sequence ${directionOf(page)} limit ?`,
    [...params, page.size + 1],
  );
  return toPage(toEvents(em, rows), page);
}

/** What was done after the event of this sequence, in order. */
export async function auditEventsAfter(
  em: EntityManager,
  sequence: number,
  size: number,
): Promise<Page<AuditEvent>> {
  return listAuditEvents(em, {}, onwards(size, String(sequence)));
}

/** The sequence of the last event; 0 before the first. */
export async function lastAuditSequence(em: EntityManager): Promise<number> {
  const [last] = await em.find(AuditEvent, {}, { orderBy: { sequence: 'desc' }, limit: 1 });
  return last?.sequence ?? 0;
}

/** Of the table `a` of events. */
function conditionsOf(filter: AuditFilter): Condition[] {
  const { action, actorId, transactionId, walletId, userId, batchId, from, to, search, searchPeople } =
    filter;
  const conditions: Condition[] = [];
  if (action) conditions.push(isOneOf('a.action', action));
  if (actorId !== undefined) conditions.push({ sql: 'a.actor_id = ?', params: [actorId] });
  if (transactionId !== undefined) conditions.push({ sql: 'a.transaction_id = ?', params: [transactionId] });
  if (walletId !== undefined) conditions.push({ sql: 'a.wallet_id = ?', params: [walletId] });
  if (userId !== undefined) conditions.push({ sql: 'a.user_id = ?', params: [userId] });
  if (batchId !== undefined) conditions.push({ sql: 'a.batch_id = ?', params: [batchId] });
  if (from) conditions.push({ sql: 'a.at >= ?', params: [from] });
  if (to) conditions.push({ sql: 'a.at < ?', params: [to] });
  if (search !== undefined) {
    const people = (searchPeople ? ['a.actor_id', 'a.user_id'] : []).map((column) => ({
      sql: `${column} in (${searchPeople?.sql ?? ''})`,
      params: searchPeople?.params ?? [],
    }));
    conditions.push(anyOf([holdsText('a.reason', search), ...people]));
  }
  return conditions;
}

function toEvents(em: EntityManager, rows: readonly object[]): AuditEvent[] {
  return rows.map((row) => em.map(AuditEvent, row));
}
