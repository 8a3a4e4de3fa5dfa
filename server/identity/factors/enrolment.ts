import type { EntityManager } from '@mikro-orm/core';
import type { AccountChange } from '../mails/account-changes.js';
import { Session } from '../model/session.js';
import type { SecondFactor } from '../model/kinds.js';
import { RecoveryCode, replaceRecoveryCodes } from '../model/recovery-code.js';
import { hasSecondFactor, standingOf } from '../model/standing.js';

/**
 * What follows when somebody has shown that they have a new factor. Their session has proved it; others must enter the
 * password again before they do what is dangerous, and then the password alone is not enough for it.
 *
 * @returns Recovery codes, unless there are some already.
 */
export async function enrolled(
  { em, user, session, now, note }: AccountChange,
  factor: SecondFactor,
): Promise<string[] | null> {
  session.secondFactor = factor;
  const others = { userId: user.id, id: { $ne: session.id }, secondFactor: null };
  await em.nativeUpdate(Session, others, { confirmedAt: null });
  await em.flush();
  if ((await standingOf(em, user.id)).recoveryCodesLeft > 0) return null;
  const codes = await replaceRecoveryCodes(em, user.id, now);
  note({ action: 'RECOVERY_CODES_CREATED', details: { codes: codes.length } });
  return codes;
}

/** What follows when a factor was removed. With the last one gone, no session has proved any, and recovery codes replace none. */
export async function afterRemoval(em: EntityManager, userId: string): Promise<void> {
  await em.flush();
  if (hasSecondFactor(await standingOf(em, userId))) return;
  await em.nativeDelete(RecoveryCode, { userId });
  // Each as a row of its own, so that live streams are told.
  for (const session of await em.find(Session, { userId, secondFactor: { $ne: null } })) {
    session.secondFactor = null;
  }
}
