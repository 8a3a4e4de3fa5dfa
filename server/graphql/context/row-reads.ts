import type { EntityManager } from '@mikro-orm/core';
import DataLoader from 'dataloader';
import { NO_FACTORS, standingsOf, type Standing } from '../../identity/model/standing.js';
import { USERS } from '../../identity/users/user-list.js';
import type { Entry } from '../../ledger/model/entry.js';
import { ENTRIES } from '../../ledger/queries/entries.js';
import { keysOfTransactions, voidReasonsOf, type TransactionKey } from '../../ledger/queries/origins.js';
import { TRANSACTIONS } from '../../ledger/queries/transactions.js';
import { WALLETS } from '../../ledger/queries/wallets.js';
import { each, inOrder } from './in-order.js';

/** Maximum number of keys in one statement. */
const KEYS_MAX = 512;

/** Reads rows for keys. */
export type ReadRows<Row> = DataLoader<string, Row>;

/**
 * Reads rows by their keys for all requests at once: what they ask for within one turn of the event loop is one statement a
 * kind of row. Requests that one commit has answered ask for their transactions, wallets and people at the same moment.
 * Nothing is kept: each request has loaders of its own, which remember what it has read.
 */
export class RowReads {
  readonly user = this.#rows(async (em, ids) => inOrder(ids, await USERS.withOneOf(em, 'id', ids), 'id'));
  /** Second factors of each user. */
  readonly standing: ReadRows<Standing> = this.#rows(async (em, ids) =>
    each(ids, await standingsOf(em, ids), NO_FACTORS),
  );
  readonly wallet = this.#rows(async (em, ids) => inOrder(ids, await WALLETS.withOneOf(em, 'id', ids), 'id'));
  readonly transaction = this.#rows(async (em, ids) =>
    inOrder(ids, await TRANSACTIONS.withOneOf(em, 'id', ids), 'id'),
  );
  readonly reversalOf = this.#rows(async (em, ids) =>
    inOrder(ids, await TRANSACTIONS.withOneOf(em, 'reversalOfId', ids), 'reversalOfId'),
  );
  /** Null where it was made without a key. */
  readonly keyOfTransaction: ReadRows<TransactionKey | null> = this.#rows(async (em, ids) =>
    each(ids, await keysOfTransactions(em, ids), null),
  );
  readonly voidReason: ReadRows<string | null> = this.#rows(async (em, ids) =>
    each(ids, await voidReasonsOf(em, ids), null),
  );
  readonly entry = this.#rows(async (em, ids) => inOrder(ids, await ENTRIES.withOneOf(em, 'id', ids), 'id'));
  readonly entriesOfTransaction: ReadRows<readonly Entry[]> = this.#rows(async (em, ids) => {
    // The debit comes first, because it is written first.
    const entries = await ENTRIES.withOneOf(em, 'transactionId', ids, 'id');
    const byTransaction = Map.groupBy(entries, (entry) => entry.transactionId);
    return ids.map((id) => byTransaction.get(id) ?? []);
  });

  constructor(private readonly reader: EntityManager) {}

  #rows<Row>(read: (em: EntityManager, keys: readonly string[]) => Promise<Row[]>): ReadRows<Row> {
    const readKeys = async (keys: readonly string[]) =>
      (await read(this.reader.fork(), padded(keys))).slice(0, keys.length);
    return new DataLoader(readKeys, {
      cache: false,
      maxBatchSize: KEYS_MAX,
      batchScheduleFn: (callback) => setImmediate(callback),
    });
  }
}

/**
 * Repeats the last key until their number is a power of two: statements differ by it, and each has to be prepared once and
 * is kept.
 */
function padded(keys: readonly string[]): readonly string[] {
  const last = keys.at(-1);
  if (last === undefined) return keys;
  const length = 2 ** Math.ceil(Math.log2(keys.length));
  return [...keys, ...new Array<string>(length - keys.length).fill(last)];
}

/** Reads rows for one request, and remembers them. */
export class Remembered<Row> {
  readonly #known = new Map<string, Promise<Row>>();

  constructor(private readonly rows: ReadRows<Row>) {}

  async load(key: string): Promise<Row> {
    const known = this.#known.get(key);
    if (known) return known;
    const row = this.rows.load(key);
    this.#known.set(key, row);
    return row;
  }

  /** Reads rows that will be asked for; who asks for one hears of its failure. */
  async prepare(keys: readonly string[]): Promise<void> {
    await Promise.allSettled(keys.map(async (key) => this.load(key)));
  }

  /** Remembers a row that was read elsewhere, unless it is known already. */
  remember(key: string, row: Row): void {
    if (!this.#known.has(key)) this.#known.set(key, Promise.resolve(row));
  }
}
