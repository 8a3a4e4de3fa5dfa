import { defineEntity, p } from '@mikro-orm/core';

export const SessionSchema = defineEntity({
  name: 'Session',
  tableName: 'sessions',
  properties: {
    id: p.uuid().primary(),
    /** SHA-256 of the bearer token, in hexadecimal; the token itself is never stored. */
    tokenHash: p.string(),
    userId: p.uuid(),
    createdAt: p.datetime(),
    expiresAt: p.datetime(),
    /** When the user signed out; null while the session may still be used. */
    revokedAt: p.datetime().nullable(),
  },
});

/** A sign-in that lasts until it expires or is revoked. */
export class Session extends SessionSchema.class {}
SessionSchema.setClass(Session);
