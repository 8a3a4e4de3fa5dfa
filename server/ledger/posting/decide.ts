import type { Book } from './book/book.js';
import { oneSourceOf, sentDetails } from '../idempotency/batch-content.js';
import { requestOf, type Command, type DigestedBatch, type Queued } from '../model/command.js';
import { LedgerError, Rejection } from '../errors.js';
import type { IdempotencyRecord } from '../model/idempotency-record.js';
import { openRecord, pinRejection, type Claim } from '../idempotency/idempotency.js';
import type { IdGenerator } from '../model/ids.js';
import type { TransferBatchOutcome, Outcome, SuccessfulOutcome } from '../model/outcome.js';
import { newRow } from '../model/new-row.js';
import { applyRule } from './rules/index.js';
import type { ItemOutcome } from './rules/rule.js';
import { Transaction } from '../model/transaction.js';
import { TransferBatch, TransferBatchItem } from '../model/transfer-batch.js';

/** A command in the queue: with the moment it was accepted and the fingerprint of what it asks for. */
export type Accepted = Queued & Pick<Claim, 'fingerprint' | 'acceptedAt'>;

/** Outcome of a command, and the new record of its key; no record for a command without a key. */
export interface Decision {
  readonly outcome: Outcome;
  readonly record: IdempotencyRecord | undefined;
}

/**
 * Runs the rule of a command and pins what it decided to its key.
 *
 * @throws LedgerError for what is not a decision, such as NOT_FOUND.
 */
export function decide(book: Book, command: Accepted, ids: IdGenerator): Decision {
  const record = command.idempotencyKey === null ? undefined : openRecord({ ...command, ...keyOf(command) });
  try {
    const outcome = carryOut(book, command, ids);
    if (record) pinOutcome(record, outcome);
    return { record, outcome };
  } catch (error) {
    if (!(error instanceof Rejection)) throw error;
    if (record) pinRejection(record, error);
    return { record, outcome: error };
  }
}

/** Returns the key of a command that has one, with its principal and operation. */
export function keyOf(command: Command): Pick<Claim, 'principalId' | 'idempotencyKey' | 'operation'> {
  const { operation, principalId, idempotencyKey } = command;
  if (operation === 'expire' || principalId === null || idempotencyKey === null)
    throw new Error('The command has no key');
  return { principalId, idempotencyKey, operation };
}

function carryOut(book: Book, command: Accepted, ids: IdGenerator): SuccessfulOutcome {
  if (command.operation === 'transferBatch')
    return batchReceipt(book, command, applyRule(book, command), ids.next(book.now));
  const effect = applyRule(book, command);
  return effect instanceof Transaction
    ? { transaction: effect, replayed: false }
    : { wallet: effect, replayed: false };
}

function batchReceipt(
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

function pinOutcome(record: IdempotencyRecord, outcome: SuccessfulOutcome): void {
  if ('transaction' in outcome) record.transactionId = outcome.transaction.id;
  else if ('wallet' in outcome) record.walletId = outcome.wallet.id;
  else record.batchId = outcome.batch.id;
}
