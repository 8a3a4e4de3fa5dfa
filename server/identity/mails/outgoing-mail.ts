import { defineEntity, p, type EntityManager } from '@mikro-orm/core';
import { AccessError } from '../model/errors.js';

/**
 * Kind of a mail. PASSWORD_RESET, EMAIL_VERIFICATION and EMAIL_CHANGE have a link in them; the last goes to the new email.
 * The others report a change of the account: EMAIL_CHANGE_ASKED and EMAIL_CHANGED go to the old email. REGISTRATION has a
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
    /** The recipient's address. */
    address: p.string(),
    /** The user it is about; null for a reset and a registration, which know no more than the address. */
    userId: p.uuid().nullable(),
    createdAt: p.datetime(),
    attempts: p.integer(),
    /** Moved on by a sender before it sends, so that no other one sends the mail meanwhile. */
    nextAttemptAt: p.datetime(),
  },
});

/** A mail that is still to be sent, see `docs/adr/0015-accounts-of-ones-own.md`. It is removed once it is sent. */
export class OutgoingMail extends OutgoingMailSchema.class {}
OutgoingMailSchema.setClass(OutgoingMail);

/** Queue of outgoing mails. */
export interface Mailbox {
  /** False where this server sends no mail. */
  readonly open: boolean;
  /** Wakes the mailer after the commit: there may be mails to send. */
  wake(): void;
}

/** Sends nothing; for programs that only write to the database, such as the command line. */
export const noMailbox: Mailbox = { open: false, wake: () => undefined };

/** @throws AccessError FEATURE_OFF */
export function assertOpen({ open }: Mailbox): void {
  if (!open) throw new AccessError('FEATURE_OFF', 'This server sends no mail');
}

/** Queues a mail, in the unit of work that it reports. */
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
