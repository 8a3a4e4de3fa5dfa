import canonicalize from 'canonicalize';
import { utf8 } from '../files/bytes';

/** What is hashed and signed of a content: its canonical JSON (RFC 8785), in UTF-8. */
export function canonical(content: object): Uint8Array<ArrayBuffer> {
  return utf8(canonicalize(content) ?? '');
}
