import { defineEntity, p } from '@mikro-orm/core';
import type { SecondFactor } from './kinds.js';

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
    /** When the password was last entered in it; none for sessions from before this was written down. */
    confirmedAt: p.datetime().nullable(),
    /** To the minute; none for sessions from before this was written down. */
    lastUsedAt: p.datetime().nullable(),
    /** What the client called itself when it signed in, cut off at 400 characters. */
    userAgent: p.string().nullable(),
    /** Where it signed in from. */
    address: p.string().nullable(),
    /** What was proved beside the password, or instead of it; none where the password alone was. */
    secondFactor: p.string().$type<SecondFactor>().nullable(),
  },
});

/** A sign-in that lasts until it expires, is left unused for too long, or is revoked. */
export class Session extends SessionSchema.class {}
SessionSchema.setClass(Session);
