import { randomBytes } from 'node:crypto';
import { defineEntity, p, type EntityManager } from '@mikro-orm/core';
import { hashToken } from '../model/tokens.js';

/** Ceremony that a challenge is for. */
export type ChallengePurpose = 'SIGN_IN' | 'REGISTER' | 'CONFIRM';

/** Lifetime of a challenge, in milliseconds: time to find a key and touch it. */
export const CHALLENGE_MS = 5 * 60 * 1000;
/** Maximum number of stored sign-in challenges; beyond it, the oldest ones are removed, because strangers can ask for them. */
const SIGN_IN_CHALLENGES_MAX = 10_000;
/** Maximum number of open challenges of a session. */
const CHALLENGES_PER_SESSION_MAX = 5;

export const ChallengeSchema = defineEntity({
  name: 'Challenge',
  tableName: 'webauthn_challenges',
  properties: {
    /** SHA-256 of the challenge, in hexadecimal. */
    challengeHash: p.string().primary(),
    purpose: p.string().$type<ChallengePurpose>(),
    /** The session that asked, which alone may answer; null for a sign-in. */
    sessionId: p.uuid().fieldName('for_session').nullable(),
    createdAt: p.datetime(),
    expiresAt: p.datetime(),
  },
});

/** A challenge for a passkey to sign, once. */
class Challenge extends ChallengeSchema.class {}
ChallengeSchema.setClass(Challenge);

/** Purpose of a challenge, and the session that may answer it. */
export interface ChallengeKind {
  readonly purpose: ChallengePurpose;
  readonly sessionId: string | null;
}

/** @returns The challenge to be signed, in base64url. */
export async function issueChallenge(em: EntityManager, kind: ChallengeKind, now: Date): Promise<string> {
  await makeRoom(em, kind);
  const challenge = randomBytes(32).toString('base64url');
  em.persist(
    em.create(Challenge, {
      ...{ ...kind, challengeHash: hashToken(challenge), createdAt: now },
      expiresAt: new Date(now.getTime() + CHALLENGE_MS),
    }),
  );
  return challenge;
}

/** Removes a challenge, whatever comes of the answer. @returns False when there is none (any more) for this. */
export async function takeChallenge(
  em: EntityManager,
  challenge: string,
  kind: ChallengeKind,
  now: Date,
): Promise<boolean> {
  const where = { challengeHash: hashToken(challenge), ...kind, expiresAt: { $gt: now } };
  // The second of two who answer it at once finds nothing to remove.
  return (await em.nativeDelete(Challenge, where)) === 1;
}

export async function forgetChallenges(em: EntityManager, now: Date): Promise<void> {
  await em.nativeDelete(Challenge, { expiresAt: { $lte: now } });
}

async function makeRoom(em: EntityManager, kind: ChallengeKind): Promise<void> {
  const max = kind.purpose === 'SIGN_IN' ? SIGN_IN_CHALLENGES_MAX : CHALLENGES_PER_SESSION_MAX;
  const tooMany = await em.find(Challenge, kind, {
    orderBy: { createdAt: 'desc', challengeHash: 'asc' },
    offset: max - 1,
    limit: max,
  });
  for (const each of tooMany) em.remove(each);
}
