import { createHash, randomBytes } from 'node:crypto';

/** A bearer token: 256 random bits, with a prefix that secret scanners can look for. */
export function newToken(): string {
  return `nss_${randomBytes(32).toString('base64url')}`;
}

/** What is stored of a token. It has so much randomness that a plain, fast hash keeps it secret. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
