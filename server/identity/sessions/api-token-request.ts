import { z } from 'zod';
import { TOKEN_ROLES, type TokenAccess } from '../model/api-token.js';
import { AccessError, SENTENCES } from '../model/errors.js';
import { badInput, nameText } from '../passwords/registration.js';
import type { Role } from '../model/user.js';

export const TOKEN_DAYS_DEFAULT = 90;
export const TOKEN_DAYS_MAX = 366;

/** A request for an API token. */
export interface ApiTokenRequest {
  readonly name: string;
  readonly role?: Role | null | undefined;
  readonly access?: TokenAccess | null | undefined;
  readonly expiresInDays?: number | null | undefined;
}

/** A request with its defaults filled in. */
export interface ApiTokenTerms {
  readonly name: string;
  readonly role: Role;
  readonly access: TokenAccess;
  readonly expiresInDays: number;
}

const DAYS = `An API token lasts from 1 to ${String(TOKEN_DAYS_MAX)} days`;
const request = z.object({
  name: nameText,
  expiresInDays: z.int(DAYS).min(1, DAYS).max(TOKEN_DAYS_MAX, DAYS),
});

/**
 * @param userRole Role of the user whom the token will act for.
 * @throws AccessError BAD_USER_INPUT that names the field; FORBIDDEN for a role that the user may not give.
 */
export function parseApiTokenRequest(input: ApiTokenRequest, userRole: Role): ApiTokenTerms {
  const { data, error } = request.safeParse({
    name: input.name,
    expiresInDays: input.expiresInDays ?? TOKEN_DAYS_DEFAULT,
  });
  if (error) throw badInput(error);
  const roles = TOKEN_ROLES[userRole];
  const role = input.role ?? roles[0];
  if (!roles.includes(role)) {
    throw new AccessError('FORBIDDEN', `A token of this user may be ${roles.join(' or ')}`, { role });
  }
  const most = role === 'ANALYST' ? 'READ' : 'WRITE';
  if (most === 'READ' && input.access === 'WRITE') {
    throw new AccessError('BAD_USER_INPUT', SENTENCES.analystsRead, {
      field: 'access',
    });
  }
  return { ...data, role, access: input.access ?? most };
}
