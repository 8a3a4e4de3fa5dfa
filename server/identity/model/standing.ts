import type { EntityManager } from '@mikro-orm/core';
import type { SecondFactor } from './kinds.js';
import { Passkey } from './passkey.js';
import { RecoveryCode } from './recovery-code.js';
import { TotpSecret } from './totp-secret.js';

/** Second factors that a user has. */
export interface Standing {
  /** Oldest first. */
  readonly passkeys: readonly Passkey[];
  /** Null where no app makes codes. */
  readonly totpEnabledAt: Date | null;
  readonly recoveryCodesLeft: number;
}

export const NO_FACTORS: Standing = { passkeys: [], totpEnabledAt: null, recoveryCodesLeft: 0 };

/** Reads them for each of these users, by three statements however many they are. */
export async function standingsOf(
  em: EntityManager,
  userIds: readonly string[],
): Promise<Map<string, Standing>> {
  const ofUsers = { userId: { $in: [...userIds] } };
  const passkeys = Map.groupBy(
    await em.find(Passkey, ofUsers, { orderBy: { id: 'asc' } }),
    ({ userId }) => userId,
  );
  const secrets = await em.find(TotpSecret, { ...ofUsers, enabledAt: { $ne: null } });
  const enabled = new Map(secrets.map(({ userId, enabledAt }) => [userId, enabledAt ?? null]));
  const codes = Map.groupBy(await em.find(RecoveryCode, ofUsers), ({ userId }) => userId);
  return new Map(
    userIds.map((id) => [
      id,
      {
        passkeys: passkeys.get(id) ?? [],
        totpEnabledAt: enabled.get(id) ?? null,
        recoveryCodesLeft: codes.get(id)?.length ?? 0,
      },
    ]),
  );
}

export async function standingOf(em: EntityManager, userId: string): Promise<Standing> {
  return (await standingsOf(em, [userId])).get(userId) ?? NO_FACTORS;
}

/** True when the user has a factor. A recovery code replaces one that is lost; on its own it is none. */
export function hasSecondFactor({ passkeys, totpEnabledAt }: Standing): boolean {
  return passkeys.length > 0 || totpEnabledAt !== null;
}

/** Lists the factors that can be proved now; none where the password is enough. */
export function methodsOf(standing: Standing): SecondFactor[] {
  if (!hasSecondFactor(standing)) return [];
  return [
    ...(standing.totpEnabledAt ? (['TOTP'] as const) : []),
    ...(standing.recoveryCodesLeft > 0 ? (['RECOVERY_CODE'] as const) : []),
    ...(standing.passkeys.length > 0 ? (['PASSKEY'] as const) : []),
  ];
}
