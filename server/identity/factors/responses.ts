import { z } from 'zod';
import { AccessError } from '../model/errors.js';

/** Answer of an authenticator that has made a key. All of it is base64url, as browsers write it. */
export interface MadeCredential {
  readonly credentialId: string;
  readonly clientDataJSON: string;
  readonly attestationObject: string;
  /** Ways in which the browser can reach the authenticator. */
  readonly transports?: readonly string[] | null | undefined;
}

/** Answer of an authenticator that has signed a challenge. */
export interface SignedChallenge {
  readonly credentialId: string;
  readonly clientDataJSON: string;
  readonly authenticatorData: string;
  readonly signature: string;
  readonly userHandle?: string | undefined;
}

/** Maximum length of a field of an answer, in characters; no authenticator sends a longer one. */
const LENGTH_MAX = 16_384;
const CREDENTIAL_ID_LENGTH_MAX = 1_400;
const TRANSPORTS_MAX = 10;
const TRANSPORT = /^[a-z0-9-]{1,20}$/;

function base64url(max = LENGTH_MAX) {
  return z
    .string()
    .max(max, `It has at most ${String(max)} characters`)
    .regex(/^[\w-]+$/, 'It is not base64url');
}

const made = z.object({
  credentialId: base64url(CREDENTIAL_ID_LENGTH_MAX),
  clientDataJSON: base64url(),
  attestationObject: base64url(),
});
const signed = z.object({
  credentialId: base64url(CREDENTIAL_ID_LENGTH_MAX),
  clientDataJSON: base64url(),
  authenticatorData: base64url(),
  signature: base64url(),
  userHandle: base64url(100)
    .nullish()
    .transform((handle) => handle ?? undefined),
});
const clientData = z.object({ challenge: base64url(100) });

/** @throws AccessError BAD_USER_INPUT that names the field */
export function parseMade(input: MadeCredential): MadeCredential {
  const { data, error } = made.safeParse(input);
  if (error) throw notAnAnswer(error);
  const transports = (input.transports ?? []).filter((name) => TRANSPORT.test(name));
  return { ...data, transports: transports.slice(0, TRANSPORTS_MAX) };
}

/** @throws AccessError BAD_USER_INPUT that names the field */
export function parseSigned(
  input: Omit<SignedChallenge, 'userHandle'> & { readonly userHandle?: string | null | undefined },
): SignedChallenge {
  const { data, error } = signed.safeParse(input);
  if (error) throw notAnAnswer(error);
  return data;
}

/** Reads the challenge from the signed client data. @returns Undefined when there is none. */
export function challengeIn(clientDataJSON: string): string | undefined {
  try {
    return clientData.parse(JSON.parse(Buffer.from(clientDataJSON, 'base64url').toString('utf8'))).challenge;
  } catch {
    return undefined;
  }
}

function notAnAnswer(error: z.ZodError): AccessError {
  const [issue] = error.issues;
  return new AccessError('BAD_USER_INPUT', issue?.message ?? 'The input is not valid', {
    field: issue?.path.join('.') ?? '',
  });
}
