import { LockMode, type EntityManager } from '@mikro-orm/core';
import { AuditEvent, type AuditAction, type AuditDetails } from '../model/audit-event.js';
import { newRow } from '../model/new-row.js';
import { AuditPersonalDetails, seal, type SealedDetails } from './audit-personal.js';
import { digest, link } from './digest.js';

/** An act that is not in the log yet. */
export interface Act {
  readonly at: Date;
  /** Null when the system acts. */
  readonly actorId: string | null;
  readonly action: AuditAction;
  readonly transactionId?: string;
  readonly walletId?: string;
  readonly userId?: string;
  readonly batchId?: string;
  readonly reason: string | null;
  readonly details?: AuditDetails;
  /** Personal details. They can be erased later, so the chain has only a salted digest of them, among the details. */
  readonly personal?: AuditDetails;
}

/** Hash that the first event is chained to. */
export const AUDIT_GENESIS = digest({ log: 'audit', v: 1 });

/**
 * Appends acts to the audit log, in the unit of work that carries them out. The log is one chain: two nodes that act at
 * once wait for each other here, which acts of operators are rare enough for.
 *
 * @returns The events, in the order of the acts.
 */
export async function appendToAuditLog(em: EntityManager, acts: readonly Act[]): Promise<AuditEvent[]> {
  if (acts.length === 0) return [];
  const [last] = await em.find(
    AuditEvent,
    {},
    { orderBy: { sequence: 'desc' }, limit: 1, lockMode: LockMode.PESSIMISTIC_WRITE },
  );
  let sequence = last?.sequence ?? 0;
  let hash = last?.hash ?? AUDIT_GENESIS;
  const personal: AuditPersonalDetails[] = [];
  const events = acts.map((act) => {
    const sealed = act.personal && seal(act.personal);
    sequence += 1;
    const said = {
      sequence,
      at: act.at,
      actorId: act.actorId,
      action: act.action,
      transactionId: act.transactionId ?? null,
      walletId: act.walletId ?? null,
      userId: act.userId ?? null,
      batchId: act.batchId ?? null,
      reason: act.reason,
      details: detailsOf(act, sealed),
    };
    hash = link(hash, digestOfAuditEvent(said));
    if (sealed) personal.push(kept(sequence, sealed));
    return newRow(AuditEvent, { ...said, hash });
  });
  await em.insertMany(AuditEvent, events);
  if (personal.length > 0) await em.insertMany(AuditPersonalDetails, personal);
  return events;
}

function detailsOf({ details }: Act, sealed: SealedDetails | undefined): AuditDetails | null {
  if (!sealed) return details ?? null;
  return { ...details, personalDigest: sealed.digest };
}

function kept(sequence: number, { salt, details }: SealedDetails): AuditPersonalDetails {
  return newRow(AuditPersonalDetails, { sequence, salt, details });
}

/** SHA-256 over all fields of an event but its hash. */
export function digestOfAuditEvent(event: Omit<AuditEvent, 'hash'>): string {
  const { sequence, at, actorId, action, transactionId, walletId, userId, batchId, reason, details } = event;
  return digest({
    v: 1,
    sequence,
    at: at.toISOString(),
    actorId,
    action,
    transactionId,
    walletId,
    userId,
    // Left out when null, because events of earlier versions were hashed without it.
    ...(batchId !== null && batchId !== undefined && { batchId }),
    reason,
    details,
  });
}
