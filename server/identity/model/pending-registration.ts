import { defineEntity, p } from '@mikro-orm/core';

const DAY_MS = 24 * 60 * 60 * 1000;
/** Lifetime of a registration that waits for its email to be proved, and of its link, in milliseconds. */
export const REGISTRATION_LIFETIME_MS = 3 * DAY_MS;

export const PendingRegistrationSchema = defineEntity({
  name: 'PendingRegistration',
  tableName: 'pending_registrations',
  properties: {
    /** Also the id of the mail that is sent for it. */
    id: p.uuid().primary(),
    /** As it was written. */
    email: p.string(),
    /** In lower case. Not unique: the owner of the mailbox decides which of several counts. */
    emailKey: p.string(),
    displayName: p.string(),
    /** An argon2id hash in PHC format. */
    passwordHash: p.string(),
    /** SHA-256 of the token in the latest link, in hexadecimal; null before it is sent, and for an email that is taken. */
    tokenHash: p.string().nullable(),
    createdAt: p.datetime(),
    expiresAt: p.datetime(),
  },
});

/** A registration with an email that nobody has proved yet. It is not a user, and cannot sign in. */
export class PendingRegistration extends PendingRegistrationSchema.class {}
PendingRegistrationSchema.setClass(PendingRegistration);
