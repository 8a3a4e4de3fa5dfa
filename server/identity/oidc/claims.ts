import { z } from 'zod';
import { nameText } from '../passwords/registration.js';
import type { Role } from '../model/user.js';
import type { OidcConfig } from './oidc-config.js';

export type Claims = Readonly<Record<string, unknown>>;

const text = z.string().min(1).max(254).optional().catch(undefined);
const CLAIMS = z.object({
  email: z.email().max(254).optional().catch(undefined),
  // Some issuers write it as a text.
  email_verified: z
    .union([z.boolean(), z.enum(['true', 'false']).transform((value) => value === 'true')])
    .optional()
    .catch(undefined),
  name: text,
  preferred_username: text,
});

/** Name and email that an issuer gives for a person. */
export interface Person {
  /** Undefined unless the issuer has verified it. */
  readonly email: string | undefined;
  readonly displayName: string;
}

export function personOf(claims: Claims): Person {
  const { email, email_verified: verified, name, preferred_username: username } = CLAIMS.parse(claims);
  const names = [name, username, email?.split('@', 1)[0], 'Nissmart saver'];
  const displayName = names.map((each) => nameText.safeParse(each).data).find((each) => each !== undefined);
  return { email: verified === true ? email : undefined, displayName: displayName ?? 'Nissmart saver' };
}

/** Roles, the strongest first. */
const STRENGTH: readonly Role[] = ['OPERATOR', 'ANALYST', 'CUSTOMER'];

/**
 * Returns the strongest role that any value of the claim stands for; CUSTOMER where none does. Undefined where the issuer
 * does not decide roles.
 */
export function roleOf(claims: Claims, { roles }: Pick<OidcConfig, 'roles'>): Role | undefined {
  if (!roles) return undefined;
  const value = claimAt(claims, roles.claim);
  const values: unknown[] = Array.isArray(value) ? value : [value];
  const granted = values.flatMap((each) => (typeof each === 'string' ? [roles.byValue.get(each)] : []));
  return STRENGTH.find((role) => granted.includes(role)) ?? 'CUSTOMER';
}

/** Reads a claim by its whole name, or else by the path that its name is, such as `realm_access.roles`. */
export function claimAt(claims: Claims, name: string): unknown {
  if (Object.hasOwn(claims, name)) return claims[name];
  return name.split('.').reduce<unknown>((value, key) => {
    const inside = typeof value === 'object' && value !== null && Object.hasOwn(value, key);
    return inside ? (Reflect.get(value, key) as unknown) : undefined;
  }, claims);
}
