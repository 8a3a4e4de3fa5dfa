import { createPrivateKey, createPublicKey, hash, sign, verify, type KeyObject } from 'node:crypto';

/** Public half of a key, which checks the signatures of checkpoints. */
export class VerifyingKey {
  /** SHA-256 over the SubjectPublicKeyInfo. */
  readonly id: string;
  /** SubjectPublicKeyInfo in lower-case hexadecimal, as receipts carry it. */
  readonly spki: string;
  /** The same in the form that files have. */
  readonly pem: string;

  protected constructor(private readonly publicKey: KeyObject) {
    const der = publicKey.export({ type: 'spki', format: 'der' });
    this.id = hash('sha256', der, 'hex');
    this.spki = der.toString('hex');
    this.pem = publicKey.export({ type: 'spki', format: 'pem' }).toString();
  }

  /** @throws TypeError unless it is an Ed25519 key. */
  static fromPem(pem: string): VerifyingKey {
    return new VerifyingKey(ed25519(createPublicKey(pem)));
  }

  /** @throws TypeError unless it is an Ed25519 key. */
  static fromSpki(spki: string): VerifyingKey {
    const key = Buffer.from(spki, 'hex');
    return new VerifyingKey(ed25519(createPublicKey({ key, type: 'spki', format: 'der' })));
  }

  /** @param signature In hexadecimal. */
  hasSigned(text: string, signature: string): boolean {
    return verify(null, Buffer.from(text), this.publicKey, Buffer.from(signature, 'hex'));
  }
}

/** Key pair that signs checkpoints. The private half never leaves this class. */
export class SigningKey extends VerifyingKey {
  readonly #privateKey: KeyObject;

  private constructor(privateKey: KeyObject) {
    super(createPublicKey(privateKey));
    this.#privateKey = privateKey;
  }

  /** @param pem PKCS#8. @throws TypeError unless it is an Ed25519 key. */
  static override fromPem(pem: string): SigningKey {
    return new SigningKey(ed25519(createPrivateKey(pem)));
  }

  /** The signature in hexadecimal. */
  sign(text: string): string {
    return sign(null, Buffer.from(text), this.#privateKey).toString('hex');
  }
}

function ed25519(key: KeyObject): KeyObject {
  if (key.asymmetricKeyType !== 'ed25519') throw new TypeError('It is not an Ed25519 key');
  return key;
}
