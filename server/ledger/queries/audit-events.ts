import type { EntityManager } from '@mikro-orm/core';
import { AuditEvent, type AuditAction } from '../audit-event.js';
import { toPage, type Page, type PageRequest } from './page.js';

/** Every condition given must hold. */
export interface AuditFilter {
  readonly action?: readonly AuditAction[] | undefined;
  readonly actorId?: string | undefined;
  readonly transactionId?: string | undefined;
  readonly walletId?: string | undefined;
  readonly userId?: string | undefined;
  /** At or after. */
  readonly from?: Date | undefined;
  /** Before. */
  readonly to?: Date | undefined;
}

/** What was done, the last first. The key of a page is a sequence. */
export async function listAuditEvents(
  em: EntityManager,
  filter: AuditFilter,
  page: PageRequest,
): Promise<Page<AuditEvent>> {
  const { action, actorId, transactionId, walletId, userId, from, to } = filter;
  const found = await em.find(
    AuditEvent,
    {
      ...(action && { action: { $in: [...action] } }),
      ...(actorId !== undefined && { actorId }),
      ...(transactionId !== undefined && { transactionId }),
      ...(walletId !== undefined && { walletId }),
      ...(userId !== undefined && { userId }),
      ...((from ?? to) && { at: { ...(from && { $gte: from }), ...(to && { $lt: to }) } }),
      ...(page.after !== undefined && { sequence: { $lt: Number(page.after) } }),
    },
    { orderBy: { sequence: 'desc' }, limit: page.first + 1 },
  );
  return toPage(found, page.first);
}

/** What was done after the event of this sequence, in order. */
export async function auditEventsAfter(
  em: EntityManager,
  sequence: number,
  first: number,
): Promise<Page<AuditEvent>> {
  const options = { orderBy: { sequence: 'asc' }, limit: first + 1 } as const;
  return toPage(await em.find(AuditEvent, { sequence: { $gt: sequence } }, options), first);
}

/** The sequence of the last event; 0 before the first. */
export async function lastAuditSequence(em: EntityManager): Promise<number> {
  const [last] = await em.find(AuditEvent, {}, { orderBy: { sequence: 'desc' }, limit: 1 });
  return last?.sequence ?? 0;
}
