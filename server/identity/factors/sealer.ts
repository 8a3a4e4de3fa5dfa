import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto';

const ALGORITHM = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
/** Length of the secret in the key file. */
export const SECRET_BYTES = 32;

/**
 * Encrypts what the server has to read again, so that a stolen database or backup is worth nothing without the key file.
 * AES-256-GCM, under a key derived (HKDF) for this one purpose; a text that is sealed for one user does not open as
 * another's.
 */
export class Sealer {
  /** Identifies the key without revealing anything of it. */
  readonly keyId: string;
  readonly #key: Buffer;

  constructor(secret: Uint8Array) {
    this.#key = derived(secret, 'nissmart one-time codes v1');
    this.keyId = createHash('sha256')
      .update(derived(secret, 'nissmart key id v1'))
      .digest('hex')
      .slice(0, 16);
  }

  seal(plain: Uint8Array, owner: string): string {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv(ALGORITHM, this.#key, nonce).setAAD(Buffer.from(owner));
    const sealed = Buffer.concat([cipher.update(plain), cipher.final()]);
    return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url');
  }

  /** @throws Error when it was sealed under another key or for another owner, or was changed. */
  open(text: string, owner: string): Buffer {
    const bytes = Buffer.from(text, 'base64url');
    const tag = bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES);
    const decipher = createDecipheriv(ALGORITHM, this.#key, bytes.subarray(0, NONCE_BYTES), {
      authTagLength: TAG_BYTES,
    })
      .setAAD(Buffer.from(owner))
      .setAuthTag(tag);
    return Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()]);
  }
}

function derived(secret: Uint8Array, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, new Uint8Array(), purpose, 32));
}
