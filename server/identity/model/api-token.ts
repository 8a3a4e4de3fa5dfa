import { defineEntity, p } from '@mikro-orm/core';
import { ROLES, type Role, type User } from './user.js';
import type { Viewer } from './viewer.js';

/** Access of a token. READ: queries, exports and live updates. WRITE: also whatever else its role may do. */
export type TokenAccess = 'READ' | 'WRITE';

export type TokenStatus = 'ACTIVE' | 'EXPIRED' | 'REVOKED';

/** Roles that a token may have, by the role of its user; the first is the default. */
export const TOKEN_ROLES: Readonly<Record<Role, readonly [Role, ...Role[]]>> = {
  CUSTOMER: ['CUSTOMER'],
  ANALYST: ['ANALYST'],
  OPERATOR: ['OPERATOR', 'ANALYST'],
};

export const ApiTokenSchema = defineEntity({
  name: 'ApiToken',
  tableName: 'api_tokens',
  properties: {
    id: p.uuid().primary(),
    userId: p.uuid(),
    /** Name given by its user; no two active tokens of a user have the same. */
    name: p.string(),
    role: p.string().$type<Role>(),
    access: p.string().$type<TokenAccess>(),
    /** SHA-256 of the token, in hexadecimal; the token itself is never stored. */
    tokenHash: p.string(),
    /** Last four characters of the token, to tell it from others. */
    ending: p.string(),
    createdAt: p.datetime(),
    expiresAt: p.datetime(),
    /** To the minute, and not to be relied on. */
    lastUsedAt: p.datetime().nullable(),
    revokedAt: p.datetime().nullable(),
    /** Null also when the system revoked it, as when its user is suspended from the command line. */
    revokedById: p.uuid().nullable(),
  },
});

/** Lets a program act as a user, in one of the roles that the user may give it, until it expires or is revoked. */
export class ApiToken extends ApiTokenSchema.class {}
ApiTokenSchema.setClass(ApiToken);

export function statusOf({ revokedAt, expiresAt }: ApiToken, now: Date): TokenStatus {
  if (revokedAt) return 'REVOKED';
  return expiresAt <= now ? 'EXPIRED' : 'ACTIVE';
}

/**
 * Builds the viewer of a token: its user, with what both the token and the user may do. A role that has changed since the
 * token was made takes away from it and never adds.
 */
export function viewerWith(
  { id, role, access }: Pick<ApiToken, 'id' | 'role' | 'access'>,
  user: Pick<User, 'id' | 'role'>,
): Viewer {
  const readOnly = access === 'READ' || user.role === 'ANALYST';
  return {
    userId: user.id,
    credential: { kind: 'API_TOKEN', id, readOnly, confirmedAt: null },
    role: ROLES.indexOf(role) < ROLES.indexOf(user.role) ? role : user.role,
  };
}
