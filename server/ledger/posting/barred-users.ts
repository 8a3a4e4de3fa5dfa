import type { EntityManager } from '@mikro-orm/core';
import { LedgerError } from '../errors.js';

/**
 * Finds the users who may no longer act. The ledger knows only the ids of users, so it is given this function. It calls
 * it in the unit of work of their commands, which therefore commits before a suspension or not at all.
 */
export type FindBarredUsers = (em: EntityManager, userIds: readonly string[]) => Promise<ReadonlySet<string>>;

/** For ledgers without users who could be suspended. */
export const noBarredUsers: FindBarredUsers = async () => Promise.resolve(new Set());

/**
 * Makes the error for a command of a user who was suspended after their request was let in. It is not pinned, because
 * they may be reactivated.
 */
export function signedOut(): LedgerError {
  return new LedgerError('UNAUTHENTICATED', 'The session has ended; nothing happened');
}
