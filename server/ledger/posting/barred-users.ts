import type { EntityManager } from '@mikro-orm/core';
import { LedgerError } from '../errors.js';

/**
 * Finds the users who may no longer act. The ledger knows only the ids of users, so it is given this function. It calls
 * it in the unit of work of their commands, which therefore commits before a suspension or not at all.
 */
export type FindBarredUsers = (em: EntityManager, userIds: readonly string[]) => Promise<ReadonlySet<string>>;

/** For ledgers without users who could be suspended. */
export const noBarredUsers: FindBarredUsers = async () => Promise.resolve(new Set());

/** @throws LedgerError UNAUTHENTICATED */
export async function assertMayAct(
  em: EntityManager,
  userId: string,
  findBarredUsers: FindBarredUsers,
): Promise<void> {
  if ((await findBarredUsers(em, [userId])).has(userId)) throw signedOut();
}

/** The refusal of a command whose user was suspended after signing in. Not pinned, because they may be reactivated. */
export function signedOut(): LedgerError {
  return new LedgerError('UNAUTHENTICATED', 'The session has ended; nothing happened');
}
