import { createHash, randomBytes } from 'node:crypto';
import { defineEntity, p } from '@mikro-orm/core';

/**
 * Purpose of a visit to the issuer. SIGN_IN signs in; CONFIRM proves the user's identity anew; LINK makes the identity
 * another way in.
 */
export type ExternalPurpose = 'SIGN_IN' | 'CONFIRM' | 'LINK';

/** Time that a visit to the issuer may take, in milliseconds. */
export const EXTERNAL_SIGN_IN_MS = 10 * 60 * 1000;

export const ExternalSignInSchema = defineEntity({
  name: 'ExternalSignIn',
  tableName: 'external_sign_ins',
  properties: {
    /** SHA-256 of the token in the browser's cookie, in hexadecimal. */
    tokenHash: p.string().primary(),
    purpose: p.string().$type<ExternalPurpose>(),
    /** The session that asks; null for a sign-in. The cookie of a session does not come back from another site. */
    askingSession: p.uuid().nullable(),
    /** A path of ours. */
    returnTo: p.string(),
    createdAt: p.datetime(),
    expiresAt: p.datetime(),
  },
});

/** A visit to the issuer in progress. The row is removed when the browser comes back, so that it counts once. */
export class ExternalSignIn extends ExternalSignInSchema.class {}
ExternalSignInSchema.setClass(ExternalSignIn);

/** Values that tie a sign-in at an issuer together, derived from a token that only the browser has. */
export interface RequestSecrets {
  readonly state: string;
  readonly nonce: string;
  readonly codeVerifier: string;
}

export function newBrowserToken(): string {
  return randomBytes(32).toString('base64url');
}

/** Derives the values, each by a hash of its own, so that none that is shown to anybody tells the others. */
export function requestSecretsOf(token: string): RequestSecrets {
  const hashed = (use: string) => createHash('sha256').update(`${use}\n${token}`).digest('base64url');
  return { state: hashed('state'), nonce: hashed('nonce'), codeVerifier: hashed('code verifier') };
}
