import { fromHex, sha256, toHex } from '../files/bytes';

/** A public key that receipts are checked against. */
export interface TrustedKey {
  /** SubjectPublicKeyInfo in hexadecimal, as in receipts. */
  readonly spki: string;
  /** SHA-256 of `spki`, by which checkpoints name the key. */
  readonly id: string;
}

/** Thrown for a text that is no public key; the message says what is wrong with it. */
export class UnreadableKey extends Error {}

const PEM_BLOCK = /-----BEGIN ([A-Z ]+)-----([^-]*)-----END \1-----/g;
/** SubjectPublicKeyInfo of Ed25519 (RFC 8410), in hexadecimal: a fixed prefix and the 32 bytes of the key. */
const ED25519 = /^302a300506032b6570032100[0-9a-f]{64}$/;

/**
 * Reads public keys from a text: PEM as `GET /api/integrity/key` has it, one block or several.
 *
 * @throws UnreadableKey
 */
export async function readPublicKeys(text: string): Promise<TrustedKey[]> {
  const blocks = [...text.matchAll(PEM_BLOCK)];
  if (blocks.length === 0) {
    throw new UnreadableKey('That is not a public key in PEM: it begins with -----BEGIN PUBLIC KEY-----.');
  }
  return Promise.all(blocks.map(async ([, label = '', body = '']) => readBlock(label, body)));
}

async function readBlock(label: string, body: string): Promise<TrustedKey> {
  if (label.includes('PRIVATE')) {
    throw new UnreadableKey('That is a private key. Keep it to yourself; the public one is what is needed.');
  }
  const spki = hexOfBase64(body);
  if (label !== 'PUBLIC KEY' || spki === undefined || !ED25519.test(spki)) {
    throw new UnreadableKey('That is not a public key of Ed25519.');
  }
  return { spki, id: await sha256(fromHex(spki)) };
}

function hexOfBase64(text: string): string | undefined {
  try {
    return toHex(Uint8Array.from(atob(text), (character) => character.charCodeAt(0)));
  } catch {
    return undefined;
  }
}
