import { createHash, randomBytes } from 'node:crypto';

/** What the token of a session begins with. */
export const SESSION_PREFIX = 'nss_';
/** What an API token begins with. */
export const API_TOKEN_PREFIX = 'nsm_';

/** What the token in an emailed link begins with. */
export const LINK_PREFIX = 'nsl_';

type Prefix = typeof SESSION_PREFIX | typeof API_TOKEN_PREFIX | typeof LINK_PREFIX;

/** A token: 256 random bits, with a prefix that secret scanners can look for. */
export function newToken(prefix: Prefix): string {
  return `${prefix}${randomBytes(32).toString('base64url')}`;
}

/** What is stored of a token. It has so much randomness that a plain, fast hash keeps it secret. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
