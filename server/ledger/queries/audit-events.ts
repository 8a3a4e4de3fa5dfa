import type { EntityManager } from '@mikro-orm/core';
import { AuditEvent, type AuditAction } from '../model/audit-event.js';
import {
  allOf,
  anyOf,
  between,
  directionOf,
  hasValue,
  holdsText,
  isDuring,
  isFoundBy,
  isOneOf,
  onwards,
  toPage,
  type Condition,
  type Page,
  type PageRequest,
} from './page.js';
import { RowBudget } from './row-budget.js';
import { selectRows } from '../database/sql.js';
import { sequenceOn, filteredPage } from './windows.js';

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

/** The audit log, page by page. The key of a page is a sequence. */
export async function listAuditEvents(
  em: EntityManager,
  filter: AuditFilter,
  page: PageRequest,
  budget = new RowBudget(),
): Promise<Page<AuditEvent>> {
  const read = async (rest: PageRequest, through?: string) => {
    const place = between('a.sequence', rest, (key) => [Number(key)]);
    const direction = directionOf(rest);
    const end =
      through === undefined
        ? []
        : [{ sql: `a.sequence ${direction === 'asc' ? '<=' : '>='} ?`, params: [Number(through)] }];
    const { sql, params } = allOf([...place, ...end, ...conditionsOf(filter)]);
    const rows = await selectRows(
      em,
      `select a.* from audit_events a where 1 = 1${sql} order by a.sequence ${direction} limit ?`,
      [...params, rest.size + 1],
    );
    return rows.map((row) => em.map(AuditEvent, row));
  };
  if (hasItsIndex(filter)) return toPage(await read(page), page);
  return filteredPage(page, budget, {
    keyAt: async (rest, rows) => sequenceOn(rest, await lastAuditSequence(em), rows),
    read,
  });
}

/**
 * True when an index leads directly to the events: those of one kind, user, wallet, transaction or batch. With a second
 * condition an unknown number of events must be read.
 */
function hasItsIndex({ search, from, to, ...others }: AuditFilter): boolean {
  if ([search, from, to].some((condition) => condition !== undefined)) return false;
  const given = Object.values(others).filter((condition) => condition !== undefined);
  return given.length === 0 || (given.length === 1 && (others.action?.length ?? 1) === 1);
}

/** Reads the events after this sequence, in order. */
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
  conditions.push(
    ...hasValue('a.actor_id', actorId),
    ...hasValue('a.transaction_id', transactionId),
    ...hasValue('a.wallet_id', walletId),
    ...hasValue('a.user_id', userId),
    ...hasValue('a.batch_id', batchId),
    ...isDuring('a.at', from, to),
  );
  if (search !== undefined) {
    const people = ['a.actor_id', 'a.user_id'].flatMap((column) => isFoundBy(column, searchPeople));
    conditions.push(anyOf([holdsText('a.reason', search), ...people]));
  }
  return conditions;
}
