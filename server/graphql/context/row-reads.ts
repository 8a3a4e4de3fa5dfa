import type { EntityManager } from '@mikro-orm/core';
import DataLoader from 'dataloader';
import { NO_FACTORS, standingsOf, type Standing } from '../../identity/model/standing.js';
import { User } from '../../identity/model/user.js';
import { Entry } from '../../ledger/model/entry.js';
import { Transaction } from '../../ledger/model/transaction.js';
import { Wallet } from '../../ledger/model/wallet.js';
import { keysOfTransactions, voidReasonsOf, type TransactionKey } from '../../ledger/queries/origins.js';
import { each, inOrder } from './in-order.js';

/** Maximum number of keys in one statement. */
const KEYS_MAX = 500;

/** Reads rows for keys. */
export type ReadRows<Row> = DataLoader<string, Row>;

/**
 * Reads rows by their keys for all requests at once: what they ask for within one turn of the event loop is one statement a
 * kind of row. Requests that one commit has answered ask for their transactions, wallets and people at the same moment.
 * Nothing is kept: each request has loaders of its own, which remember what it has read.
 */
export class RowReads {
  readonly user = this.#rows(async (em, ids) =>
    inOrder(ids, await em.find(User, { id: { $in: [...ids] } }), 'id'),
  );
  /** Second factors of each user. */
  readonly standing: ReadRows<Standing> = this.#rows(async (em, ids) =>
    each(ids, await standingsOf(em, ids), NO_FACTORS),
  );
  readonly wallet = this.#rows(async (em, ids) =>
    inOrder(ids, await em.find(Wallet, { id: { $in: [...ids] } }), 'id'),
  );
  readonly transaction = this.#rows(async (em, ids) =>
    inOrder(ids, await em.find(Transaction, { id: { $in: [...ids] } }), 'id'),
  );
  readonly reversalOf = this.#rows(async (em, ids) =>
    inOrder(ids, await em.find(Transaction, { reversalOfId: { $in: [...ids] } }), 'reversalOfId'),
  );
  /** Null where it was made without a key. */
  readonly keyOfTransaction: ReadRows<TransactionKey | null> = this.#rows(async (em, ids) =>
    each(ids, await keysOfTransactions(em, ids), null),
  );
  readonly voidReason: ReadRows<string | null> = this.#rows(async (em, ids) =>
    each(ids, await voidReasonsOf(em, ids), null),
  );
  readonly entry = this.#rows(async (em, ids) =>
    inOrder(ids, await em.find(Entry, { id: { $in: [...ids] } }), 'id'),
  );
  readonly entriesOfTransaction: ReadRows<readonly Entry[]> = this.#rows(async (em, ids) => {
    // The debit comes first, because it is written first.
    const entries = await em.find(Entry, { transactionId: { $in: [...ids] } }, { orderBy: { id: 'asc' } });
    const byTransaction = Map.groupBy(entries, (entry) => entry.transactionId);
    return ids.map((id) => byTransaction.get(id) ?? []);
  });

  constructor(private readonly reader: EntityManager) {}

  #rows<Row>(read: (em: EntityManager, keys: readonly string[]) => Promise<Row[]>): ReadRows<Row> {
    return new DataLoader(async (keys) => read(this.reader.fork(), keys), {
      cache: false,
      maxBatchSize: KEYS_MAX,
      batchScheduleFn: (callback) => setImmediate(callback),
    });
  }
}

/** Makes a loader that remembers, for one request, what it has read. */
export function remembering<Row>(rows: ReadRows<Row>): DataLoader<string, Row> {
  return new DataLoader(async (keys) => rows.loadMany(keys));
}
