import type {
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
} from '@simplewebauthn/server';
import type { User } from '../model/user.js';
import { CHALLENGE_MS } from './challenge.js';
import type { Passkey } from '../model/passkey.js';
import type { RelyingParty } from './relying-party.js';
import type { MadeCredential, SignedChallenge } from './responses.js';

/** Options for `navigator.credentials`, in the JSON form that `@simplewebauthn/browser` takes. */
export type CeremonyOptions = PublicKeyCredentialCreationOptionsJSON | PublicKeyCredentialRequestOptionsJSON;

/** Verified properties of a new key. */
export type NewCredential = Pick<Passkey, 'credentialId' | 'publicKey' | 'counter' | 'backedUp'>;

/** COSE algorithms EdDSA, ES256 and RS256: every authenticator has one of them. */
const ALGORITHMS = [-8, -7, -257];
const NAME = 'Nissmart';

/** Loads the library at its first use: it is a tenth of what a server loads, and many never meet a passkey. */
const library = async () => import('@simplewebauthn/server');

function described({ credentialId, transports }: Passkey) {
  return { id: credentialId, transports: [...transports] };
}

/**
 * Builds the options for making a key that the device keeps by itself (discoverable) and asks its user for, so that it
 * stands for both factors.
 */
export async function optionsToMake(
  { id: rpID }: RelyingParty,
  user: User,
  present: readonly Passkey[],
  challenge: string,
): Promise<CeremonyOptions> {
  const { generateRegistrationOptions } = await library();
  return generateRegistrationOptions({
    ...{ rpName: NAME, rpID, challenge: Buffer.from(challenge, 'base64url'), timeout: CHALLENGE_MS },
    ...{ userID: handleOf(user), userName: user.email, userDisplayName: user.displayName },
    attestationType: 'none',
    excludeCredentials: present.map(described),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    supportedAlgorithmIDs: ALGORITHMS,
  });
}

/** @param allowed Passkeys that may answer; any passkey unless given. */
export async function optionsToSign(
  { id: rpID }: RelyingParty,
  challenge: string,
  allowed?: readonly Passkey[],
): Promise<CeremonyOptions> {
  const { generateAuthenticationOptions } = await library();
  return generateAuthenticationOptions({
    ...{ rpID, challenge: Buffer.from(challenge, 'base64url'), timeout: CHALLENGE_MS },
    userVerification: 'required',
    ...(allowed && { allowCredentials: allowed.map(described) }),
  });
}

/** @returns Undefined when the answer proves nothing. */
export async function verifiedNew(
  { id: expectedRPID, origin: expectedOrigin }: RelyingParty,
  expectedChallenge: string,
  { credentialId: id, clientDataJSON, attestationObject }: MadeCredential,
): Promise<NewCredential | undefined> {
  const { verifyRegistrationResponse } = await library();
  const found = await unlessRefused(async () =>
    verifyRegistrationResponse({
      ...{ expectedRPID, expectedOrigin, expectedChallenge, supportedAlgorithmIDs: ALGORITHMS },
      requireUserVerification: true,
      response: {
        ...{ id, rawId: id, type: 'public-key', clientExtensionResults: {} },
        response: { clientDataJSON, attestationObject },
      },
    }),
  );
  if (!found?.verified) return undefined;
  const { credential, credentialBackedUp: backedUp } = found.registrationInfo;
  if (credential.id !== id) return undefined;
  return {
    ...{ credentialId: id, counter: credential.counter, backedUp },
    publicKey: Buffer.from(credential.publicKey).toString('base64url'),
  };
}

/** @returns Undefined when the answer proves nothing, also for a counter that went back. */
export async function verifiedUse(
  { id: expectedRPID, origin: expectedOrigin }: RelyingParty,
  expectedChallenge: string,
  passkey: Passkey,
  { credentialId: id, clientDataJSON, authenticatorData, signature, userHandle }: SignedChallenge,
): Promise<Pick<Passkey, 'counter' | 'backedUp'> | undefined> {
  if (userHandle !== undefined && userHandle !== handleTextOf(passkey.userId)) return undefined;
  const { verifyAuthenticationResponse } = await library();
  const found = await unlessRefused(async () =>
    verifyAuthenticationResponse({
      ...{ expectedRPID, expectedOrigin, expectedChallenge, requireUserVerification: true },
      credential: {
        ...{ id: passkey.credentialId, counter: passkey.counter },
        publicKey: Uint8Array.from(Buffer.from(passkey.publicKey, 'base64url')),
      },
      response: {
        ...{ id, rawId: id, type: 'public-key', clientExtensionResults: {} },
        response: { clientDataJSON, authenticatorData, signature },
      },
    }),
  );
  if (!found?.verified) return undefined;
  const { newCounter: counter, credentialBackedUp: backedUp } = found.authenticationInfo;
  return { counter, backedUp };
}

/** Turns any error of the library into undefined: its words about a wrong answer are not for clients. */
async function unlessRefused<Result>(verify: () => Promise<Result>): Promise<Result | undefined> {
  try {
    return await verify();
  } catch {
    return undefined;
  }
}

/** Derives the WebAuthn user handle, by which a device finds its user's key; it reveals nothing about the user. */
function handleOf({ id }: Pick<User, 'id'>): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(Buffer.from(id.replaceAll('-', ''), 'hex'));
}

function handleTextOf(userId: string): string {
  return Buffer.from(handleOf({ id: userId })).toString('base64url');
}
