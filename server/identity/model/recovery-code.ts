import { createHash, randomInt } from 'node:crypto';
import { defineEntity, p, type EntityManager } from '@mikro-orm/core';

const RECOVERY_CODES = 10;
/** Alphabet of 32 characters, five bits each, without letters and digits that are taken for each other. */
const ALPHABET = 'abcdefghjkmnpqrstuvwxyz123456789';
const GROUPS = 4;
const GROUP_LENGTH = 4;

export const RecoveryCodeSchema = defineEntity({
  name: 'RecoveryCode',
  tableName: 'recovery_codes',
  properties: {
    /** SHA-256 over the user and the code, in hexadecimal: a code has 80 random bits, so a fast hash keeps it secret. */
    codeHash: p.string().primary(),
    userId: p.uuid(),
    createdAt: p.datetime(),
  },
});

/** A recovery code that its user wrote down. It is removed once it is used. */
export class RecoveryCode extends RecoveryCodeSchema.class {}
RecoveryCodeSchema.setClass(RecoveryCode);

/** Replaces a user's recovery codes. @returns The codes, which cannot be shown again. */
export async function replaceRecoveryCodes(em: EntityManager, userId: string, now: Date): Promise<string[]> {
  await em.nativeDelete(RecoveryCode, { userId });
  const codes = Array.from({ length: RECOVERY_CODES }, newCode);
  for (const code of codes) {
    em.persist(em.create(RecoveryCode, { codeHash: hashOf(userId, code), userId, createdAt: now }));
  }
  await em.flush();
  return codes;
}

/** @returns False when the code is unknown or used: of two concurrent uses, the second finds nothing to remove. */
export async function useRecoveryCode(em: EntityManager, userId: string, code: string): Promise<boolean> {
  return (await em.nativeDelete(RecoveryCode, { userId, codeHash: hashOf(userId, code) })) === 1;
}

export async function recoveryCodesLeft(em: EntityManager, userId: string): Promise<number> {
  return em.count(RecoveryCode, { userId });
}

/** Hashes a code as typed: in capitals or not, with or without its dashes. */
function hashOf(userId: string, code: string): string {
  const written = code.toLowerCase().replaceAll(/[\s-]/g, '');
  return createHash('sha256').update(`recovery code\n${userId}\n${written}`).digest('hex');
}

function newCode(): string {
  const group = () =>
    Array.from({ length: GROUP_LENGTH }, () => ALPHABET.charAt(randomInt(ALPHABET.length))).join('');
  return Array.from({ length: GROUPS }, group).join('-');
}
