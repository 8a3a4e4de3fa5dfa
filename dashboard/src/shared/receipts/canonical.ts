import canonicalize from 'canonicalize';
import { utf8 } from '../files/bytes';

/** Serializes a content for hashing and signing: its canonical JSON (RFC 8785), in UTF-8. */
export function canonical(content: object): Uint8Array<ArrayBuffer> {
  return utf8(canonicalize(content) ?? '');
}
