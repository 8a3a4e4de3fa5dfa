import type { Book } from './book/book.js';
import { oneSourceOf, sentDetails } from '../idempotency/batch-content.js';
import { requestOf, type DigestedBatch, type Queued } from '../model/command.js';
import { LedgerError, Rejection } from '../errors.js';
import type { IdGenerator } from '../model/ids.js';
import type { TransferBatchOutcome, SuccessfulOutcome } from '../model/outcome.js';
import { newRow } from '../model/new-row.js';
import { applyRule } from './rules/index.js';
import type { ItemOutcome } from './rules/rule.js';
import { Transaction } from '../model/transaction.js';
import { TransferBatch, TransferBatchItem } from '../model/transfer-batch.js';

/**
 * Runs the rule of a command. A rejection is a decision too, and its value.
 *
 * @throws LedgerError for what is not a decision, such as NOT_FOUND.
 */
export function decide(book: Book, command: Queued, ids: IdGenerator): SuccessfulOutcome | Rejection {
  try {
    return carryOut(book, command, ids);
  } catch (error) {
    if (error instanceof Rejection) return error;
    throw error;
  }
}

function carryOut(book: Book, command: Queued, ids: IdGenerator): SuccessfulOutcome {
  if (command.operation === 'transferBatch')
    return batchOutcome(book, command, applyRule(book, command), ids.next(book.now));
  const effect = applyRule(book, command);
  return effect instanceof Transaction
    ? { transaction: effect, replayed: false }
    : { wallet: effect, replayed: false };
}

function batchOutcome(
  book: Book,
  { mode, principalId, label = null, contentDigest, ...command }: DigestedBatch,
  outcomes: readonly ItemOutcome[],
  id: string,
): TransferBatchOutcome {
  const requests = command.items.map(requestOf);
  const batch = newRow(TransferBatch, {
    id,
    mode,
    initiatedById: principalId,
    itemCount: outcomes.length,
    label,
    contentDigest,
    createdAt: book.now,
  });
  const items = outcomes.map((outcome, position) => {
    const error = outcome instanceof LedgerError ? outcome : undefined;
    return newRow(TransferBatchItem, {
      batchId: id,
      position,
      request: requests[position] ?? null,
      transactionId: outcome instanceof Transaction ? outcome.id : null,
      errorCode: error?.code ?? null,
      errorMessage: error?.message ?? null,
      errorDetails: error?.details ?? null,
    });
  });
  const made = outcomes.filter((outcome) => outcome instanceof Transaction);
  const walletId = oneSourceOf(made);
  book.acts.push({
    at: book.now,
    actorId: principalId,
    action: 'TRANSFER_BATCH_SENT',
    batchId: id,
    ...(walletId !== undefined && { walletId }),
    reason: null,
    details: sentDetails(batch, made),
  });
  return { batch, items, replayed: false };
}
