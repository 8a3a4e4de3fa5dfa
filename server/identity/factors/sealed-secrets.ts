import type { EntityManager } from '@mikro-orm/core';
import type { Sealer } from './sealer.js';
import { TotpSecret } from '../model/totp-secret.js';

/** Whether what is encrypted in the database can be read. */
export interface SealingState {
  /** Of the key that is here; undefined where there is none. */
  readonly keyId: string | undefined;
  /** How many secrets it does not open. */
  readonly unopenable: number;
}

/** The ids of the keys that secrets are encrypted under. */
export async function sealingKeysInUse(em: EntityManager): Promise<string[]> {
  const secrets = await em.find(TotpSecret, {}, { fields: ['keyId'] });
  return [...new Set(secrets.map(({ keyId }) => keyId))];
}

export async function sealingStateOf(em: EntityManager, sealer: Sealer | undefined): Promise<SealingState> {
  const where = sealer ? { keyId: { $ne: sealer.keyId } } : {};
  return { keyId: sealer?.keyId, unopenable: await em.count(TotpSecret, where) };
}
