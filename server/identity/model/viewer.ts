import type { Role } from './user.js';

export { notFound } from '../../ledger/not-found.js';

/** The session or API token that a request was recognised by. */
export interface Credential {
  readonly kind: 'SESSION' | 'API_TOKEN';
  readonly id: string;
  /** True for an API token that was made for reading alone; a session may do all that its user may. */
  readonly readOnly: boolean;
  /** Time when the password was last entered in the session; null for an API token, which has none. */
  readonly confirmedAt: Date | null;
}

/** The user on whose behalf a request runs, by one of their sessions or API tokens. Their permissions are in `access/`. */
export interface Viewer {
  readonly userId: string;
  readonly credential: Credential;
  /** The role that counts here: the user's, or the lesser one that their API token has. */
  readonly role: Role;
  /** True for analysts and operators who must prove a second factor here and have not: they may only set one up. */
  readonly awaitsSecondFactor?: boolean;
}

export function sessionCredential(id: string, confirmedAt: Date | null): Credential {
  return { kind: 'SESSION', id, readOnly: false, confirmedAt };
}

/** True for staff, whose lists are those of everybody and may be long to read. */
export function readsEverybodys(viewer: Viewer | null): boolean {
  return viewer !== null && viewer.role !== 'CUSTOMER';
}
