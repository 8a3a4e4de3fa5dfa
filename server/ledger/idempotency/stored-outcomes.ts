import type { EntityManager } from '@mikro-orm/core';
import type { IdempotencyRecord } from '../model/idempotency-record.js';
import type { SuccessfulOutcome, TransactionOutcome, TransferBatchOutcome } from '../model/outcome.js';
import { Transaction } from '../model/transaction.js';
import { TransferBatch, TransferBatchItem } from '../model/transfer-batch.js';
import type { Wallet } from '../model/wallet.js';

/**
 * Outcomes by key: those that are stored, and those that this unit of work adds. Transactions, wallets and batches are
 * shown in their present state.
 */
export class StoredOutcomes {
  readonly #transactions = new Map<string, Transaction>();
  readonly #wallets: ReadonlyMap<string, Wallet>;
  readonly #batches = new Map<string, TransferBatchOutcome>();

  /** @param wallets The wallets of the commands; a retry names the same wallet as the first attempt. */
  constructor(wallets: Iterable<Wallet>) {
    this.#wallets = new Map(Array.from(wallets, (wallet) => [wallet.id, wallet]));
  }

  /** Reads the outcomes of the records. */
  async load(em: EntityManager, records: Iterable<IdempotencyRecord>): Promise<void> {
    const [transactionIds, batchIds]: [string[], string[]] = [[], []];
    for (const { transactionId, batchId } of records) {
      if (transactionId) transactionIds.push(transactionId);
      if (batchId) batchIds.push(batchId);
    }
    if (transactionIds.length > 0) {
      const found = await em.find(Transaction, { id: { $in: transactionIds } });
      for (const transaction of found) this.#transactions.set(transaction.id, transaction);
    }
    if (batchIds.length === 0) return;
    const items = await em.find(
      TransferBatchItem,
      { batchId: { $in: batchIds } },
      { orderBy: { position: 'asc' } },
    );
    const byBatch = Map.groupBy(items, ({ batchId }) => batchId);
    for (const batch of await em.find(TransferBatch, { id: { $in: batchIds } })) {
      this.#batches.set(batch.id, { batch, items: byBatch.get(batch.id) ?? [], replayed: true });
    }
  }

  /** Adds an outcome, so that a later command with the same key in this unit of work is a replay. */
  add(outcome: SuccessfulOutcome): void {
    if ('transaction' in outcome) this.#transactions.set(outcome.transaction.id, outcome.transaction);
    else if ('batch' in outcome) this.#batches.set(outcome.batch.id, { ...outcome, replayed: true });
  }

  /** Returns the outcome of the command that used a key first. */
  replay(record: IdempotencyRecord): SuccessfulOutcome {
    const outcome =
      this.#transaction(record) ?? this.#batches.get(record.batchId ?? '') ?? this.#wallet(record);
    if (!outcome) throw new Error('An idempotency record names something that is not there');
    return outcome;
  }

  #transaction({ transactionId }: IdempotencyRecord): TransactionOutcome | undefined {
    const transaction = this.#transactions.get(transactionId ?? '');
    return transaction && { transaction, replayed: true };
  }

  #wallet({ walletId }: IdempotencyRecord): SuccessfulOutcome | undefined {
    const wallet = this.#wallets.get(walletId ?? '');
    return wallet && { wallet, replayed: true };
  }
}
