import { createHash, randomBytes } from 'node:crypto';

/** Prefix of session tokens. */
export const SESSION_PREFIX = 'nss_';
/** Prefix of API tokens. */
export const API_TOKEN_PREFIX = 'nsm_';

/** Prefix of the tokens in emailed links. */
export const LINK_PREFIX = 'nsl_';

type Prefix = typeof SESSION_PREFIX | typeof API_TOKEN_PREFIX | typeof LINK_PREFIX;

/** Generates a token: 256 random bits, with a prefix that secret scanners can look for. */
export function newToken(prefix: Prefix): string {
  return `${prefix}${randomBytes(32).toString('base64url')}`;
}

/** Hashes a token for storage. A token has so much randomness that a plain, fast hash keeps it secret. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
