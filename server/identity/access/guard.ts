import { AccessError, SENTENCES } from '../model/errors.js';
import type { Viewer } from '../model/viewer.js';
import type { AccessRule, Confirmed, Who } from './rule.js';
import { ruleOf, type Guarded } from './table.js';

/* Enforces the rules of the table. All code that asks for permissions asks here; nothing compares roles elsewhere. */

/** Time for which an entered password lets its session do dangerous things, in milliseconds. */
export const CONFIRMATION_MS = 10 * 60 * 1000;

/**
 * Checks the viewer's role and credential against a rule. The owner of an object is checked once it is found: `mayReach`.
 *
 * @throws AccessError UNAUTHENTICATED, SECOND_FACTOR_REQUIRED, FORBIDDEN, CONFIRMATION_REQUIRED
 */
export function admit(rule: AccessRule, viewer: Viewer | null, now: () => Date): void {
  if (rule.by === 'WRITER') assertMayWrite(viewer);
  if (rule.who === 'ANYONE') return;
  const known = requireViewer(viewer);
  if (known.awaitsSecondFactor && !rule.beforeFactor)
    throw new AccessError('SECOND_FACTOR_REQUIRED', 'Set up or prove a second factor first');
  const refusal = refusalOf(rule.who, known);
  if (refusal !== undefined) throw new AccessError('FORBIDDEN', refusal);
  if (rule.by === 'SESSION') assertSession(known);
  if (rule.confirmed && mustConfirm(rule.confirmed, known)) assertConfirmed(known, now());
}

/** @throws AccessError UNAUTHENTICATED when nobody is signed in. */
export function requireViewer(viewer: Viewer | null): Viewer {
  if (!viewer) throw new AccessError('UNAUTHENTICATED', 'Sign in first');
  return viewer;
}

/** @throws AccessError FORBIDDEN for an API token that was made for reading alone. */
export function assertMayWrite(viewer: Viewer | null): void {
  if (viewer?.credential.readOnly) throw new AccessError('FORBIDDEN', 'This API token may only read');
}

/** True when the viewer may reach an object of this user, or one that is nobody's, such as a treasury. */
export function mayReach(
  guarded: Guarded,
  viewer: Viewer | null,
  ownerId: string | null | undefined,
): boolean {
  if (!viewer) return false;
  return mayReachEverybodys(guarded, viewer) || (isAboutOwn(guarded) && ownerId === viewer.userId);
}

/** True when the viewer may reach the objects of everybody. */
export function mayReachEverybodys(guarded: Guarded, viewer: Viewer | null): boolean {
  const { who, whose } = ruleOf(guarded);
  if (!viewer || who === 'NEARBY' || !hasRole(who, viewer)) return false;
  switch (whose) {
    case 'EVERYBODYS':
    case 'NOBODYS':
      return true;
    case 'OWN_OR_STAFF':
      return hasRole('STAFF', viewer);
    case 'OWN_OR_OPERATOR':
      return hasRole('OPERATOR', viewer);
    case 'OWN':
    case 'SELF':
      return false;
  }
}

function isAboutOwn(guarded: Guarded): boolean {
  const { whose } = ruleOf(guarded);
  return whose !== 'EVERYBODYS' && whose !== 'NOBODYS';
}

/** True when the viewer has the role. Staff who have yet to prove a second factor count as customers. */
function hasRole(who: Who, viewer: Viewer): boolean {
  if (viewer.awaitsSecondFactor && who !== 'ANYONE' && who !== 'SIGNED_IN') return false;
  return refusalOf(who, viewer) === undefined;
}

/** Says why a role is not enough; undefined where it is. */
function refusalOf(who: Who, { role }: Viewer): string | undefined {
  switch (who) {
    case 'ANYONE':
    case 'SIGNED_IN':
      return undefined;
    case 'SAVER':
      return role === 'ANALYST' ? SENTENCES.analystsRead : undefined;
    case 'STAFF':
      return role === 'CUSTOMER' ? SENTENCES.forStaff : undefined;
    case 'OPERATOR':
      return role === 'OPERATOR' ? undefined : SENTENCES.forOperators;
  }
}

/**
 * Refuses API tokens what would let a finder outlive the token: making tokens, ending sessions, and suspending or
 * reactivating people.
 */
function assertSession({ credential }: Viewer): void {
  if (credential.kind !== 'SESSION')
    throw new AccessError('FORBIDDEN', 'An API token may not do this; sign in first');
}

function mustConfirm(confirmed: Confirmed, viewer: Viewer): boolean {
  return confirmed === 'EVERYBODY' || hasRole('OPERATOR', viewer);
}

/**
 * Refuses a session without a recent confirmation, so that a finder of an open browser cannot do dangerous things. Programs
 * have no password to enter: API tokens need no confirmation for what they may do at all.
 */
function assertConfirmed({ credential }: Viewer, now: Date): void {
  if (credential.kind === 'API_TOKEN') return;
  const { confirmedAt } = credential;
  if (confirmedAt && now.getTime() - confirmedAt.getTime() < CONFIRMATION_MS) return;
  throw new AccessError('CONFIRMATION_REQUIRED', SENTENCES.confirm);
}
