import { createHash, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto';

/** Options of a ceremony that an authenticator looks at. */
export interface Asked {
  readonly challenge: string;
  readonly rp?: { readonly id: string };
  readonly rpId?: string;
  readonly user?: { readonly id: string };
}

/** Faults to put into an answer. */
export interface Faults {
  readonly origin?: string;
  readonly rpId?: string;
  readonly challenge?: string;
  readonly counter?: number;
  /** The person who touched the key was not asked for a finger or a PIN. */
  readonly unverified?: boolean;
  readonly credentialId?: string;
  readonly userHandle?: string;
}

const USER_PRESENT = 0x01;
const USER_VERIFIED = 0x04;
const HAS_CREDENTIAL = 0x40;

/** A passkey in software: a key pair on P-256 that answers as WebAuthn says, or wrongly on purpose. */
export class Authenticator {
  readonly credentialId = randomBytes(32).toString('base64url');
  readonly #key: { publicKey: KeyObject; privateKey: KeyObject } = generateKeyPairSync('ec', {
    namedCurve: 'P-256',
  });
  #counter = 0;
  #userHandle: string | undefined;

  constructor(private readonly origin: string) {}

  /** The input of `addPasskey`. */
  make(asked: Asked, name = 'Phone', faults: Faults = {}) {
    this.#userHandle = asked.user?.id;
    const id = Buffer.from(this.credentialId, 'base64url');
    const length = Buffer.from([id.length >> 8, id.length & 0xff]);
    const credential = Buffer.concat([Buffer.alloc(16), length, id, this.#cosePublicKey()]);
    const authData = Buffer.concat([this.#data(asked, faults, HAS_CREDENTIAL), credential]);
    const attestation = map([
      [text('fmt'), text('none')],
      [text('attStmt'), map([])],
      [text('authData'), bytes(authData)],
    ]);
    return {
      ...{ name, credentialId: this.credentialId, transports: ['internal'] },
      clientDataJSON: this.#clientData('webauthn.create', asked, faults),
      attestationObject: attestation.toString('base64url'),
    };
  }

  /** The input of `signInWithPasskey` and `confirmWithPasskey`. */
  sign(asked: Asked, faults: Faults = {}) {
    this.#counter = faults.counter ?? this.#counter + 1;
    const authenticatorData = this.#data(asked, faults, 0);
    const clientDataJSON = this.#clientData('webauthn.get', asked, faults);
    const clientDataHash = createHash('sha256').update(Buffer.from(clientDataJSON, 'base64url')).digest();
    const signature = sign(
      'sha256',
      Buffer.concat([authenticatorData, clientDataHash]),
      this.#key.privateKey,
    );
    return {
      ...{ credentialId: faults.credentialId ?? this.credentialId, clientDataJSON },
      authenticatorData: authenticatorData.toString('base64url'),
      signature: signature.toString('base64url'),
      userHandle: faults.userHandle ?? this.#userHandle,
    };
  }

  #clientData(type: string, { challenge }: Asked, faults: Faults): string {
    const data = {
      ...{ type, challenge: faults.challenge ?? challenge },
      ...{ origin: faults.origin ?? this.origin, crossOrigin: false },
    };
    return Buffer.from(JSON.stringify(data)).toString('base64url');
  }

  #data({ rp, rpId }: Asked, faults: Faults, more: number): Buffer {
    const id = createHash('sha256')
      .update(faults.rpId ?? rp?.id ?? rpId ?? '')
      .digest();
    const flags = USER_PRESENT | (faults.unverified ? 0 : USER_VERIFIED) | more;
    const counter = Buffer.alloc(4);
    counter.writeUInt32BE(this.#counter);
    return Buffer.concat([id, Buffer.from([flags]), counter]);
  }

  #cosePublicKey(): Buffer {
    const { x = '', y = '' } = this.#key.publicKey.export({ format: 'jwk' });
    const coordinate = (value: string) => bytes(Buffer.from(value, 'base64url'));
    return map([
      [integer(1), integer(2)],
      [integer(3), integer(-7)],
      [integer(-1), integer(1)],
      [integer(-2), coordinate(x)],
      [integer(-3), coordinate(y)],
    ]);
  }
}

/** Encodes the head of a CBOR item (RFC 8949), as far as an authenticator needs it. */
function head(major: number, argument: number): Buffer {
  const type = major << 5;
  if (argument < 24) return Buffer.from([type | argument]);
  if (argument < 0x100) return Buffer.from([type | 24, argument]);
  return Buffer.from([type | 25, argument >> 8, argument & 0xff]);
}

const integer = (value: number): Buffer => (value < 0 ? head(1, -1 - value) : head(0, value));
const bytes = (value: Buffer): Buffer => Buffer.concat([head(2, value.length), value]);
const text = (value: string): Buffer => Buffer.concat([head(3, value.length), Buffer.from(value)]);
const map = (pairs: readonly (readonly [Buffer, Buffer])[]): Buffer =>
  Buffer.concat([head(5, pairs.length), ...pairs.flat()]);
