import { defineEntity, p } from '@mikro-orm/core';

const DAY_MS = 24 * 60 * 60 * 1000;
/** How long a registration waits for its email to be proved, and so how long its link works. */
export const REGISTRATION_LIFETIME_MS = 3 * DAY_MS;

export const PendingRegistrationSchema = defineEntity({
  name: 'PendingRegistration',
  tableName: 'pending_registrations',
  properties: {
    /** Of the mail that is sent for it, too. */
    id: p.uuid().primary(),
    /** As it was written. */
    email: p.string(),
    /** In lower case. Not unique: whoever has the mailbox decides which of several counts. */
    emailKey: p.string(),
    displayName: p.string(),
    /** An argon2id hash in PHC format. */
    passwordHash: p.string(),
    /** SHA-256 of the token in the link that was sent last, in hexadecimal; none before, and none for an email that is taken. */
    tokenHash: p.string().nullable(),
    createdAt: p.datetime(),
    expiresAt: p.datetime(),
  },
});

/** Somebody wants an account with an email that nobody has proved to have yet. It is not a user, and cannot sign in. */
export class PendingRegistration extends PendingRegistrationSchema.class {}
PendingRegistrationSchema.setClass(PendingRegistration);
