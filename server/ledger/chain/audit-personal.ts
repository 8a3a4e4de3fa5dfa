import { randomBytes } from 'node:crypto';
import { defineEntity, p, type EntityManager } from '@mikro-orm/core';
import type { AuditDetails } from '../model/audit-event.js';
import { digest } from './digest.js';
import { execute } from '../database/sql.js';

export const AuditPersonalDetailsSchema = defineEntity({
  name: 'AuditPersonalDetails',
  tableName: 'audit_personal_details',
  properties: {
    /** Of the event that they belong to. */
    sequence: p.integer().primary(),
    /** 32 random bytes in hexadecimal: without them, nobody can try out who the digest in the log might be of. */
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

/** Something personal before its event has a place in the log. */
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

/** Erases what the log says personally of a user, as whoever acted or as whom it was done to. */
export async function erasePersonalDetails(em: EntityManager, userId: string): Promise<void> {
  await execute(
    em,
    `delete from audit_personal_details where sequence in
      (select sequence from audit_events where user_id = ? union all select sequence from audit_events where actor_id = ?)`,
    [userId, userId],
  );
}

/** Erases what belongs to events before a moment, of the ten thousand oldest: nobody waits for long. */
export async function erasePersonalDetailsBefore(em: EntityManager, moment: Date): Promise<void> {
  await execute(
    em,
    `delete from audit_personal_details where sequence in (
      select o.sequence from (select sequence from audit_personal_details order by sequence limit 10000) o
      join audit_events a on a.sequence = o.sequence where a.at < ?)`,
    [moment],
  );
}
