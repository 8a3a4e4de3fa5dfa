import type { EntityManager } from '@mikro-orm/core';
import { accept } from './accepted.js';
import { runCommands } from './group-commit.js';
import type { WalletCommand } from '../model/command.js';
import { LedgerError } from '../errors.js';
import type { IdGenerator } from '../model/ids.js';
import type { FindBarredUsers } from './barred-users.js';
import type { SettlementPolicy } from './book/review-terms.js';

/** Wallets that are to be closed together, and by whom: their owner, or null for the system, which also closes frozen ones. */
export interface WalletClosing {
  readonly walletIds: readonly string[];
  readonly ownerId: string | null;
}

/**
 * Closes wallets by the rule by which each is closed alone, inside a unit of work that does more than that. It needs no key:
 * the status itself keeps it from happening twice.
 *
 * @throws LedgerError as the rule does; then the unit of work must fail, because some of them may be closed already.
 */
export async function closeWallets(
  em: EntityManager,
  { walletIds, ownerId }: WalletClosing,
  acceptedAt: Date,
  ids: IdGenerator,
  policy: SettlementPolicy,
  findBarredUsers: FindBarredUsers,
): Promise<void> {
  const commands = walletIds.map((walletId) => {
    const command: WalletCommand = {
      ...{ operation: 'close', principalId: ownerId, idempotencyKey: null, walletId, reason: null },
      ownOnly: ownerId !== null,
    };
    return accept(command, acceptedAt);
  });
  for (const outcome of await runCommands(em, commands, ids, policy, findBarredUsers)) {
    if (outcome instanceof LedgerError) throw outcome;
  }
}
