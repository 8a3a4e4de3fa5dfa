import { LockMode, type EntityManager } from '@mikro-orm/core';
import { Book } from './book.js';
import type { Command } from './command.js';
import { Entry } from './entry.js';
import { LedgerError, Rejection } from './errors.js';
import { IdempotencyRecord } from './idempotency-record.js';
import {
  assertSameRequest,
  openRecord,
  pinnedRejection,
  pinRejection,
  scopedKey,
  type Claim,
} from './idempotency.js';
import { houseWalletId, type IdMaker } from './ids.js';
import { applyRule } from './rules/index.js';
import { Transaction } from './transaction.js';
import { Wallet } from './wallet.js';

/** A command in the queue: with the moment it was accepted and the fingerprint of what it asks for. */
export type Accepted = Command & Pick<Claim, 'fingerprint' | 'acceptedAt'>;

/** What the caller of `Ledger.submit` gets. */
export interface Receipt {
  readonly transaction: Transaction;
  /** True when an earlier command with this key had made the transaction. */
  readonly replayed: boolean;
}

/** The outcome of one command of a batch: a receipt, or the reason why there is none. */
export type Outcome = Receipt | LedgerError;

/**
 * Runs commands in their order inside one unit of work, inserts the rows they made and leaves the wallets they changed to
 * its flush. One command's rejection never touches its neighbours; a fault that is no LedgerError leaves by exception and
 * undoes the whole batch.
 */
export async function settle(
  em: EntityManager,
  commands: readonly Accepted[],
  ids: IdMaker,
): Promise<Outcome[]> {
  const records = await findRecords(em, commands);
  const wallets = await lockWallets(em, commands);
  const earlier = await findTransactions(em, records.values());

  const recordsMade: IdempotencyRecord[] = [];
  let acceptedAt = new Date(0);
  const book = new Book(wallets, ids, { now: () => acceptedAt });
  const outcomes = commands.map((command): Outcome => {
    acceptedAt = command.acceptedAt;
    try {
      const key = scopedKey(command.principalId, command.idempotencyKey);
      const record = records.get(key);
      if (record) return replay(record, command, earlier);
      const { record: made, outcome } = decide(book, command);
      records.set(key, made);
      recordsMade.push(made);
      if (!(outcome instanceof LedgerError)) earlier.set(outcome.transaction.id, outcome.transaction);
      return outcome;
    } catch (error) {
      if (error instanceof LedgerError) return error;
      throw error;
    }
  });
  // Not `persist`, which ends in the same statements and costs a sixth of the batch more for following rows that nobody
  // touches again.
  await em.insertMany(Transaction, book.transactions);
  await em.insertMany(Entry, book.entries);
  await em.insertMany(IdempotencyRecord, recordsMade);
  return outcomes;
}

/** Runs the rule and pins what it decided. @throws LedgerError for what is not a decision, such as NOT_FOUND. */
function decide(book: Book, command: Accepted): { record: IdempotencyRecord; outcome: Outcome } {
  const record = openRecord(command);
  try {
    const transaction = applyRule(book, command);
    record.transactionId = transaction.id;
    return { record, outcome: { transaction, replayed: false } };
  } catch (error) {
    if (!(error instanceof Rejection)) throw error;
    pinRejection(record, error);
    return { record, outcome: error };
  }
}

function replay(
  record: IdempotencyRecord,
  command: Accepted,
  earlier: ReadonlyMap<string, Transaction>,
): Outcome {
  assertSameRequest(record, command);
  const rejection = pinnedRejection(record);
  if (rejection) return rejection;
  const transaction = earlier.get(record.transactionId ?? '');
  if (!transaction) throw new Error('An idempotency record names a transaction that is not there');
  return { transaction, replayed: true };
}

async function findRecords(
  em: EntityManager,
  commands: readonly Accepted[],
): Promise<Map<string, IdempotencyRecord>> {
  const keys = new Map(
    commands.map((command) => [
      scopedKey(command.principalId, command.idempotencyKey),
      [command.principalId, command.idempotencyKey] as [string, string],
    ]),
  );
  const found = await em.find(IdempotencyRecord, [...keys.values()]);
  return new Map(found.map((record) => [scopedKey(record.principalId, record.key), record]));
}

/** Locks every wallet the commands can touch, always in id order, so that two nodes never wait for each other in a ring. */
async function lockWallets(em: EntityManager, commands: readonly Accepted[]): Promise<Wallet[]> {
  const ids = new Set<string>();
  const ownerIds = new Set<string>();
  for (const command of commands) {
    switch (command.operation) {
      case 'deposit':
      case 'withdraw':
        ids.add(command.walletId).add(houseWalletId('TREASURY', command.currency));
        break;
      case 'transfer':
        ids.add(command.fromWalletId);
        if ('walletId' in command.to) ids.add(command.to.walletId);
        else ownerIds.add(command.to.ownerId);
    }
  }
  const byId = { id: { $in: [...ids] } };
  const where = ownerIds.size === 0 ? byId : { $or: [byId, { ownerId: { $in: [...ownerIds] } }] };
  return em.find(Wallet, where, { orderBy: { id: 'asc' }, lockMode: LockMode.PESSIMISTIC_WRITE });
}

/** The transactions that replays are answered with, as they are now. */
async function findTransactions(
  em: EntityManager,
  records: Iterable<IdempotencyRecord>,
): Promise<Map<string, Transaction>> {
  const ids = [...records].flatMap((record) => record.transactionId ?? []);
  if (ids.length === 0) return new Map();
  const found = await em.find(Transaction, { id: { $in: ids } });
  return new Map(found.map((transaction) => [transaction.id, transaction]));
}
