import type { EntityManager } from '@mikro-orm/core';
import type { Sealer } from './sealer.js';
import { TotpSecret } from '../model/totp-secret.js';

/** State of the encrypted secrets in the database, against the key at hand. */
export interface SealingState {
  /** Id of the present key; undefined where there is none. */
  readonly keyId: string | undefined;
  /** Number of secrets that it does not open. */
  readonly unopenable: number;
}

/** Lists the ids of the keys that secrets are encrypted under. */
export async function sealingKeysInUse(em: EntityManager): Promise<string[]> {
  const secrets = await em.find(TotpSecret, {}, { fields: ['keyId'] });
  return [...new Set(secrets.map(({ keyId }) => keyId))];
}

export async function sealingStateOf(em: EntityManager, sealer: Sealer | undefined): Promise<SealingState> {
  const where = sealer ? { keyId: { $ne: sealer.keyId } } : {};
  return { keyId: sealer?.keyId, unopenable: await em.count(TotpSecret, where) };
}
