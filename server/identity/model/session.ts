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
    /** Time of the sign-out; null while the session may still be used. */
    revokedAt: p.datetime().nullable(),
    /** Time when the password was last entered in it; null for sessions from before this was stored. */
    confirmedAt: p.datetime().nullable(),
    /** To the minute; null for sessions from before this was stored. */
    lastUsedAt: p.datetime().nullable(),
    /** The `User-Agent` header at the sign-in, cut off at 400 characters. */
    userAgent: p.string().nullable(),
    /** The client's address at the sign-in. */
    address: p.string().nullable(),
    /** The factor proved beside the password, or instead of it; null for a password alone. */
    secondFactor: p.string().$type<SecondFactor>().nullable(),
  },
});

/** A sign-in that lasts until it expires, is left unused for too long, or is revoked. */
export class Session extends SessionSchema.class {}
SessionSchema.setClass(Session);
