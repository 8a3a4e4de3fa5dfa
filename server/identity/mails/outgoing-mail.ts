import { defineEntity, p, type EntityManager } from '@mikro-orm/core';
import { AccessError } from '../model/errors.js';

/**
 * PASSWORD_RESET, EMAIL_VERIFICATION and EMAIL_CHANGE have a link in them; the last goes to the new email. The others tell
 * somebody what has happened to their account: EMAIL_CHANGE_ASKED and EMAIL_CHANGED go to the old email. REGISTRATION has a
 * link where the email has no account, and tells its owner where it has one.
 */
export type MailKind =
  | 'PASSWORD_RESET'
  | 'PASSWORD_CHANGED'
  | 'EMAIL_VERIFICATION'
  | 'EMAIL_CHANGE'
  | 'EMAIL_CHANGE_ASKED'
  | 'EMAIL_CHANGED'
  | 'REGISTRATION'
  | 'IDENTITY_LINKED'
  | 'PASSKEY_ADDED'
  | 'PASSKEY_REMOVED'
  | 'TOTP_ENABLED'
  | 'TOTP_DISABLED'
  | 'RECOVERY_CODES_CREATED'
  | 'RECOVERY_CODE_USED'
  | 'SECOND_FACTORS_REMOVED';

export const OutgoingMailSchema = defineEntity({
  name: 'OutgoingMail',
  tableName: 'outgoing_mails',
  properties: {
    id: p.uuid().primary(),
    kind: p.string().$type<MailKind>(),
    /** Whom it goes to. */
    address: p.string(),
    /** Whom it is about; null for a reset and a registration, which know no more than the address. */
    userId: p.uuid().nullable(),
    createdAt: p.datetime(),
    attempts: p.integer(),
    /** Whoever sends it moves this on first, so that nobody else sends it meanwhile. */
    nextAttemptAt: p.datetime(),
  },
});

/** A mail that is still to be sent, see `docs/adr/0015-accounts-of-ones-own.md`. It is removed once it is. */
export class OutgoingMail extends OutgoingMailSchema.class {}
OutgoingMailSchema.setClass(OutgoingMail);

/** Where mails are left to be sent. */
export interface Mailbox {
  /** False where this server sends none. */
  readonly open: boolean;
  /** There may be something to send; called after the commit. */
  wake(): void;
}

/** For whoever only writes to the database, such as the command line. */
export const noMailbox: Mailbox = { open: false, wake: () => undefined };

/** @throws AccessError FEATURE_OFF */
export function assertOpen({ open }: Mailbox): void {
  if (!open) throw new AccessError('FEATURE_OFF', 'This server sends no mail');
}

/** Leaves a mail to be sent, in the unit of work that it tells of. */
export function leaveMail(
  em: EntityManager,
  mail: Pick<OutgoingMail, 'id' | 'kind' | 'address' | 'userId'>,
  now: Date,
): void {
  const row = new OutgoingMail();
  row.id = mail.id;
  row.kind = mail.kind;
  row.address = mail.address;
  row.userId = mail.userId;
  row.createdAt = now;
  row.attempts = 0;
  row.nextAttemptAt = now;
  em.persist(row);
}
