import type {
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
} from '@simplewebauthn/browser';
import type { Problem } from '../api/errors';
import type { JsonValue } from '../graphql/tada';

/** A new passkey, in the form that `addPasskey` takes. */
export interface MadePasskey {
  readonly credentialId: string;
  readonly clientDataJSON: string;
  readonly attestationObject: string;
  readonly transports: string[];
}

/** A signature by a passkey, in the form that `signInWithPasskey` and `confirmWithPasskey` take. */
export interface PasskeyProof {
  readonly credentialId: string;
  readonly clientDataJSON: string;
  readonly authenticatorData: string;
  readonly signature: string;
  readonly userHandle: string | null;
}

type Options = Record<string, JsonValue>;
type Answer<Value> = { readonly value: Value } | { readonly problem: Problem };

/**
 * Returns true when this page can use passkeys.
 *
 * @param origin The only origin where they work, as the server says.
 */
export function canUsePasskeys(origin: string | null | undefined): boolean {
  return 'PublicKeyCredential' in globalThis && globalThis.location.origin === origin;
}

/** Has the browser create a passkey. Loads the library on demand. */
export async function makePasskey(options: Options): Promise<Answer<MadePasskey>> {
  const { startRegistration } = await import('@simplewebauthn/browser');
  return unlessRefused(async () => {
    if (!areCreationOptions(options)) throw new TypeError('The options make no passkey');
    const { id: credentialId, response } = await startRegistration({ optionsJSON: options });
    const { clientDataJSON, attestationObject, transports = [] } = response;
    return { credentialId, clientDataJSON, attestationObject, transports: [...transports] };
  });
}

/** Has a passkey sign a challenge. */
export async function signWithPasskey(options: Options): Promise<Answer<PasskeyProof>> {
  const { startAuthentication } = await import('@simplewebauthn/browser');
  return unlessRefused(async () => {
    if (!areRequestOptions(options)) throw new TypeError('The options ask for no passkey');
    const { id: credentialId, response } = await startAuthentication({ optionsJSON: options });
    const { clientDataJSON, authenticatorData, signature, userHandle = null } = response;
    return { credentialId, clientDataJSON, authenticatorData, signature, userHandle };
  });
}

/** Tells if the server's answer, which the schema types as JSON, has what WebAuthn needs to make a key. */
function areCreationOptions(options: object): options is PublicKeyCredentialCreationOptionsJSON {
  return ['challenge', 'rp', 'user', 'pubKeyCredParams'].every((name) => name in options);
}

/** Tells if the server's answer, which the schema types as JSON, has what WebAuthn needs to ask for a signature. */
function areRequestOptions(options: object): options is PublicKeyCredentialRequestOptionsJSON {
  return 'challenge' in options;
}

async function unlessRefused<Value>(ask: () => Promise<Value>): Promise<Answer<Value>> {
  try {
    return { value: await ask() };
  } catch (error) {
    const present = error instanceof Error && error.name === 'InvalidStateError';
    const code = present ? 'PASSKEY_PRESENT' : 'PASSKEY_CANCELLED';
    return { problem: { code, message: '', details: {}, replayed: false } };
  }
}

/** Suggests a name for a passkey that is made on this device. */
export function deviceName(): string {
  const { userAgent } = globalThis.navigator;
  const known = [
    ['iPhone', 'iPhone'],
    ['iPad', 'iPad'],
    ['Android', 'Android phone'],
    ['Mac OS', 'Mac'],
    ['Windows', 'Windows PC'],
    ['Linux', 'Linux PC'],
  ] as const;
  return known.find(([part]) => userAgent.includes(part))?.[1] ?? 'My device';
}
