import type { EntityManager } from '@mikro-orm/core';
import { LedgerError } from '../errors.js';

/**
 * Which of these users may not act any more. The ledger knows nothing of users but their ids, so it is told; it asks within
 * the unit of work that carries out their commands, which therefore comes either before their suspension or not at all.
 */
export type FindBarredUsers = (em: EntityManager, userIds: readonly string[]) => Promise<ReadonlySet<string>>;

/** For ledgers that serve nobody who could be suspended. */
export const noBarredUsers: FindBarredUsers = async () => Promise.resolve(new Set());

/** What the command of a user hears who was suspended after they had been let in. Not pinned: they may come back. */
export function signedOut(): LedgerError {
  return new LedgerError('UNAUTHENTICATED', 'The session has ended; nothing happened');
}
