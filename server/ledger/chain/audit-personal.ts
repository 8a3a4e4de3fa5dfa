import { randomBytes } from 'node:crypto';
import { defineEntity, p, type EntityManager } from '@mikro-orm/core';
import type { AuditDetails } from '../model/audit-event.js';
import { digest } from './digest.js';
import { execute } from '../database/sql.js';

export const AuditPersonalDetailsSchema = defineEntity({
  name: 'AuditPersonalDetails',
  tableName: 'audit_personal_details',
  properties: {
    /** Sequence of the event that they belong to. */
    sequence: p.integer().primary(),
    /** 32 random bytes in hexadecimal, so that nobody can guess the details and compare digests. */
    salt: p.string(),
    details: p.json<AuditDetails>(),
  },
});

/**
 * Personal details of an audit event: an address, a device, a name. The log itself has only a salted digest of them, so
 * that they can be erased and the chain of the log still holds.
 */
export class AuditPersonalDetails extends AuditPersonalDetailsSchema.class {}
AuditPersonalDetailsSchema.setClass(AuditPersonalDetails);

/** Personal details with their digest, before their event is in the log. */
export interface SealedDetails {
  readonly salt: string;
  readonly details: AuditDetails;
  /** SHA-256 in hexadecimal, which the event keeps. */
  readonly digest: string;
}

export function seal(details: AuditDetails): SealedDetails {
  const salt = randomBytes(32).toString('hex');
  return { salt, details, digest: digestOfPersonal(salt, details) };
}

/** SHA-256, in hexadecimal, over the canonical JSON of both. */
export function digestOfPersonal(salt: string, details: unknown): string {
  return digest({ v: 1, salt, details });
}

/** Erases the personal details of all events in which a user acted or was acted on. */
export async function erasePersonalDetails(em: EntityManager, userId: string): Promise<void> {
  await execute(
    em,
    `delete from audit_personal_details where sequence in
      (select sequence from audit_events where user_id = ? union all select sequence from audit_events where actor_id = ?)`,
    [userId, userId],
  );
}

/**
 * Erases the personal details of events before a moment, at most ten thousand at once, so that the ledger does not wait
 * long.
 */
export async function erasePersonalDetailsBefore(em: EntityManager, moment: Date): Promise<void> {
  await execute(
    em,
    `delete from audit_personal_details where sequence in (
      select o.sequence from (select sequence from audit_personal_details order by sequence limit 10000) o
      join audit_events a on a.sequence = o.sequence where a.at < ?)`,
    [moment],
  );
}
