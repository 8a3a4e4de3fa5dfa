import type { Book } from '../book/book.js';
import type { BatchCommand, BatchItem, TransferCommand } from '../../model/command.js';
import { LedgerError, Rejection } from '../../errors.js';
import type { ItemOutcome, Rule } from './rule.js';
import { needsOfSides, transfer } from './transfer.js';

/**
 * Many transfers in their order, each by the rule of a single one.
 *
 * @throws LedgerError of an ATOMIC batch: what stopped its first transfer that cannot be made, with the item's `index`
 */
export const transferBatch: Rule<'transferBatch'> = {
  operation: 'transferBatch',
  needs: ({ items }) => {
    const needs = items.map(({ fromWalletId, to }) => needsOfSides(fromWalletId, to));
    return {
      walletIds: needs.flatMap(({ walletIds = [] }) => walletIds),
      ownerIds: needs.flatMap(({ ownerIds = [] }) => ownerIds),
    };
  },
  apply: (book, command) => {
    if (command.mode === 'ATOMIC') {
      return book.together(() =>
        command.items.map((item, index) => {
          const outcome = transferItem(book, command, item);
          if (outcome instanceof LedgerError) throw atItem(outcome, index);
          return outcome;
        }),
      );
    }
    return command.items.map((item) => transferItem(book, command, item));
  },
};

function transferItem(
  book: Book,
  { principalId, idempotencyKey }: BatchCommand,
  item: BatchItem,
): ItemOutcome {
  try {
    const to = recipientOf(item);
    return transfer.apply(book, { ...item, operation: 'transfer', principalId, idempotencyKey, to });
  } catch (error) {
    if (error instanceof LedgerError) return error;
    throw error;
  }
}

function recipientOf({ to }: BatchItem): TransferCommand['to'] {
  return 'walletId' in to ? to : { ownerId: to.ownerId };
}

/** The same error, which says for which item it was. A rejection stays one, and is pinned to the batch's key. */
function atItem(error: LedgerError, index: number): LedgerError {
  const message = `Item ${String(index)}: ${error.message}`;
  const details = { ...error.details, index };
  return error instanceof Rejection
    ? new Rejection(error.code, message, details)
    : new LedgerError(error.code, message, details);
}
