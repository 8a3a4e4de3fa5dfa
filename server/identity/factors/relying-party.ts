import { isIP } from 'node:net';
import { AccessError } from '../model/errors.js';

/** The site for which passkeys are made, and on whose pages alone they sign. */
export interface RelyingParty {
  /** The host, as WebAuthn’s “RP ID”. */
  readonly id: string;
  /** Origin such as `https://savings.example.com`. */
  readonly origin: string;
}

/**
 * Derives the relying party from the configuration, or from the listening address; never from a request, whose host may be
 * forged. No passkey belongs to a bare IP address, so a server without a name of its own is known as `localhost`.
 *
 * @param publicUrl The dashboard's public address, where it is configured.
 * @param listeningOn Such as `http://127.0.0.1:4000`; undefined for a server that does not listen.
 * @returns Undefined where there is no name that passkeys could belong to.
 */
export function relyingPartyOf(
  publicUrl: string | undefined,
  listeningOn: string | undefined,
): RelyingParty | undefined {
  const address = publicUrl ?? listeningOn;
  if (address === undefined) return undefined;
  const url = new URL(address);
  if (publicUrl === undefined) url.hostname = 'localhost';
  return isIP(url.hostname.replaceAll(/[[\]]/g, '')) === 0
    ? { id: url.hostname, origin: url.origin }
    : undefined;
}

/** @throws AccessError FEATURE_OFF */
export function assertNamed(party: RelyingParty | undefined): RelyingParty {
  if (!party) throw new AccessError('FEATURE_OFF', 'This server has no name that passkeys could belong to');
  return party;
}
