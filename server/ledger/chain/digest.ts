import { hash } from 'node:crypto';
import canonicalize from 'canonicalize';

/** SHA-256, in hexadecimal, over the canonical JSON (RFC 8785) of a value. */
export function digest(value: object): string {
  return digestOfCanonical(canonicalize(value) ?? '');
}

/** SHA-256, in hexadecimal, over JSON that is canonical already. */
export function digestOfCanonical(json: string): string {
  return hash('sha256', json, 'hex');
}

/**
 * The next link of a hash chain: SHA-256 over the bytes of the link before it and of the digest of what is chained.
 *
 * @param previous 64 hexadecimal digits, like the digest and the answer.
 */
export function link(previous: string, contentDigest: string): string {
  return hash('sha256', Buffer.from(previous + contentDigest, 'hex'), 'hex');
}
