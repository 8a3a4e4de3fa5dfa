import type { Snapshot } from '../database/snapshot.js';
import { VerifyingKey, type SigningKey } from './signing-key.js';

/** A key that checkpoints of a database were signed with. */
export interface UsedKey {
  readonly id: string;
  /** Undefined where the row does not hold the key whose id it has. */
  readonly key: VerifyingKey | undefined;
}

/** The keys of a ledger, as the machine that it runs on has them. */
export interface KeyRing {
  /** The key that checkpoints are signed with; undefined where its file is missing. */
  readonly signing: SigningKey | undefined;
  /** Keys whose signatures count: the signing key, and those that follow it in the file. */
  readonly trusted: readonly VerifyingKey[];
  /** Keys that the database was signed with and that are not trusted. Nothing is signed until an operator has decided. */
  readonly unknown: readonly UsedKey[];
}

/**
 * State of signing: READY, without a key, or blocked because the database was signed with keys that this machine does
 * not know.
 */
export type SigningState = 'READY' | 'KEY_MISSING' | 'KEY_UNKNOWN';

export function signingStateOf({ signing, unknown }: KeyRing): SigningState {
  if (!signing) return 'KEY_MISSING';
  return unknown.length > 0 ? 'KEY_UNKNOWN' : 'READY';
}

/**
 * Reads the keys that a database was signed with, the oldest first. They are no reason to trust a key, because anyone
 * who can write to the database can list one there.
 */
export async function usedKeys(snapshot: Snapshot): Promise<UsedKey[]> {
  const rows = await snapshot.rows<{ id: string; public_key: string }>(
    'select id, public_key from signing_keys order by first_used_at, id',
  );
  return rows.map(({ id, public_key: spki }) => {
    const key = readKey(spki);
    return { id, key: key?.id === id ? key : undefined };
  });
}

function readKey(spki: string): VerifyingKey | undefined {
  try {
    return VerifyingKey.fromSpki(spki);
  } catch {
    return undefined;
  }
}
