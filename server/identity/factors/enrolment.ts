import type { EntityManager } from '@mikro-orm/core';
import type { AccountChange } from '../mails/account-changes.js';
import { Session } from '../model/session.js';
import type { SecondFactor } from '../model/kinds.js';
import { RecoveryCode, replaceRecoveryCodes } from '../model/recovery-code.js';
import { hasSecondFactor, standingOf } from '../model/standing.js';

/**
 * Marks the session as having proved the new factor. Other sessions must confirm the password again before they do anything
 * dangerous, and then need the factor, too.
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

/**
 * Cleans up after a factor was removed. Without any factor left, it deletes the recovery codes and clears the factor that
 * sessions have proved.
 */
export async function afterRemoval(em: EntityManager, userId: string): Promise<void> {
  await em.flush();
  if (hasSecondFactor(await standingOf(em, userId))) return;
  await em.nativeDelete(RecoveryCode, { userId });
  // One row at a time, so that live streams are told.
  for (const session of await em.find(Session, { userId, secondFactor: { $ne: null } })) {
    session.secondFactor = null;
  }
}
