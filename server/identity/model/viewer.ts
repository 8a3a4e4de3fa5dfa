import type { Role } from './user.js';

export { notFound } from '../../ledger/not-found.js';

/** What somebody is recognised by. */
export interface Credential {
  readonly kind: 'SESSION' | 'API_TOKEN';
  readonly id: string;
  /** Of an API token, which may be made for reading alone; a session may do all that its user may. */
  readonly readOnly: boolean;
  /** When the password was last entered in the session; null for an API token, which has none. */
  readonly confirmedAt: Date | null;
}

/** Who is asking: a user, by one of their sessions or API tokens. What they may do is in `access/`. */
export interface Viewer {
  readonly userId: string;
  readonly credential: Credential;
  /** What they may do here and now: the user's role, or the lesser one that their API token has. */
  readonly role: Role;
  /** Of analysts and operators who must prove a second factor here and have not: they may only set one up. */
  readonly awaitsSecondFactor?: boolean;
}

export function sessionCredential(id: string, confirmedAt: Date | null): Credential {
  return { kind: 'SESSION', id, readOnly: false, confirmedAt };
}
