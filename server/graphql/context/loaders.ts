import type { EntityManager } from '@mikro-orm/core';
import DataLoader from 'dataloader';
import {
  countsOfApiTokens,
  pagesOfApiTokens,
  type ApiTokenFilter,
} from '../../identity/sessions/api-token-list.js';
import type { ApiToken } from '../../identity/model/api-token.js';
import type { Standing } from '../../identity/model/standing.js';
import type { User } from '../../identity/model/user.js';
import { AuditPersonalDetails } from '../../ledger/chain/audit-personal.js';
import type { Entry } from '../../ledger/model/entry.js';
import { pagesOfEntries, type EntryFilter } from '../../ledger/queries/entries.js';
import type { TransactionKey } from '../../ledger/queries/origins.js';
import { EMPTY_PAGE, type Page, type PageRequest } from '../../ledger/queries/page.js';
import { balancesBefore } from '../../ledger/queries/positions.js';
import { RowBudget } from '../../ledger/queries/row-budget.js';
import type { TransactionFilter } from '../../ledger/queries/transaction-conditions.js';
import { pagesOfTransactions } from '../../ledger/queries/transactions.js';
import {
  countsOfWallets,
  pagesOfWallets,
  walletIdsOf,
  type WalletFilter,
  type WalletPageRequest,
} from '../../ledger/queries/wallets.js';
import { resultsOfBatches, type BatchResult } from '../../ledger/queries/transfer-batches.js';
import type { Receipt } from '../../ledger/proof/receipt.js';
import { receiptsOf } from '../../ledger/proof/receipts.js';
import type { Transaction } from '../../ledger/model/transaction.js';
import { TransferBatch, TransferBatchItem } from '../../ledger/model/transfer-batch.js';
import type { Wallet } from '../../ledger/model/wallet.js';
import { each, inOrder } from './in-order.js';
import { Remembered, type RowReads } from './row-reads.js';
import { monthlyFlowsOf, type MonthlyFlow } from '../../reports/wallets/monthly-flows.js';

/**
 * The reads of one request: each kind of row is fetched by one statement, however many fields ask for it; rows by their
 * keys together with those of other requests.
 */
export class Loaders {
  readonly user: Remembered<User | null>;
  /** Second factors of each user. */
  readonly standing: Remembered<Standing>;
  readonly wallet: Remembered<Wallet | null>;
  readonly transaction: Remembered<Transaction | null>;
  readonly reversalOf: Remembered<Transaction | null>;
  /** Null where it was made without a key. */
  readonly keyOfTransaction: Remembered<TransactionKey | null>;
  readonly voidReason: Remembered<string | null>;
  readonly entriesOfTransaction: Remembered<readonly Entry[]>;
  readonly batch: DataLoader<string, TransferBatch | null>;
  readonly resultOfBatch: DataLoader<string, BatchResult>;
  readonly itemsOfBatch: DataLoader<string, readonly TransferBatchItem[]>;
  readonly walletIdsOfOwner: DataLoader<string, ReadonlySet<string>>;
  readonly entry: Remembered<Entry | null>;
  /** By the sequence of an event; null where it has no personal details, or none any more. */
  readonly auditPersonal: DataLoader<number, AuditPersonalDetails | null>;
  /** Null while no checkpoint covers the entry. */
  readonly receipt: DataLoader<string, Receipt | null>;

  readonly #balances = new Map<string, DataLoader<string, readonly number[]>>();
  readonly #monthlyFlows = new Map<string, DataLoader<string, MonthlyFlow[]>>();
  readonly #pages = new Map<string, DataLoader<string, Page<object>>>();
  readonly #counts = new Map<string, DataLoader<string, number>>();

  #em: EntityManager | undefined;
  #longEm: EntityManager | undefined;

  constructor(
    private readonly reader: EntityManager,
    rows: RowReads,
    /** Reads lists with conditions, for which many rows may have to be looked at until a page is full. */
    private readonly longReads = reader,
    readonly budget = new RowBudget(),
  ) {
    this.user = new Remembered(rows.user);
    this.standing = new Remembered(rows.standing);
    this.wallet = new Remembered(rows.wallet);
    this.transaction = new Remembered(rows.transaction);
    this.reversalOf = new Remembered(rows.reversalOf);
    this.keyOfTransaction = new Remembered(rows.keyOfTransaction);
    this.voidReason = new Remembered(rows.voidReason);
    this.entry = new Remembered(rows.entry);
    this.entriesOfTransaction = new Remembered(rows.entriesOfTransaction);
    this.auditPersonal = new DataLoader(async (sequences) => {
      const kept = await this.em.find(AuditPersonalDetails, { sequence: { $in: [...sequences] } });
      return each(sequences, new Map(kept.map((details) => [details.sequence, details])), null);
    });
    this.receipt = new DataLoader(async (ids) => each(ids, await receiptsOf(this.em, ids), null));
    this.batch = new DataLoader(async (ids) =>
      inOrder(ids, await this.em.find(TransferBatch, { id: { $in: [...ids] } }), 'id'),
    );
    this.resultOfBatch = new DataLoader(async (ids) => {
      const results = await resultsOfBatches(this.em, ids);
      return ids.map((id) => results.get(id) ?? { transferred: 0, totals: [] });
    });
    this.itemsOfBatch = new DataLoader(async (ids) => {
      const items = await this.em.find(
        TransferBatchItem,
        { batchId: { $in: [...ids] } },
        { orderBy: { position: 'asc' } },
      );
      const byBatch = Map.groupBy(items, ({ batchId }) => batchId);
      return ids.map((id) => byBatch.get(id) ?? []);
    });
    this.walletIdsOfOwner = new DataLoader(async (ids) =>
      Promise.all(ids.map((id) => walletIdsOf(this.em, id))),
    );
  }

  /** The request's own EntityManager, for lists and totals. */
  get em(): EntityManager {
    this.#em ??= this.reader.fork();
    return this.#em;
  }

  /** The EntityManager for a list that meets these conditions, of which those that are undefined are none. */
  emFor(conditions: object): EntityManager {
    if (Object.values(conditions).every((condition) => condition === undefined)) return this.em;
    this.#longEm ??= this.longReads.fork();
    return this.#longEm;
  }

  async transactionsOfWallet(
    id: string,
    filter: TransactionFilter,
    page: PageRequest,
  ): Promise<Page<Transaction>> {
    return this.#page('transactions', id, [filter, page], (ids) =>
      pagesOfTransactions(this.emFor(filter), ids, filter, page, this.budget),
    );
  }

  async entriesOfWallet(id: string, filter: EntryFilter, page: PageRequest): Promise<Page<Entry>> {
    return this.#page('entries', id, [filter, page], (ids) =>
      pagesOfEntries(this.emFor(filter), ids, filter, page, this.budget),
    );
  }

  /** Posted balances right before each of the moments, in their order and in minor units. */
  async balancesBefore(id: string, moments: readonly Date[]): Promise<readonly number[]> {
    const key = moments.map((moment) => moment.getTime()).join();
    let loader = this.#balances.get(key);
    if (!loader) {
      loader = new DataLoader(async (ids) => {
        const balances = await balancesBefore(this.em, ids, moments);
        return ids.map((each) => balances.get(each) ?? []);
      });
      this.#balances.set(key, loader);
    }
    return loader.load(id);
  }

  async monthlyFlowsOfWallet(
    id: string,
    months: number,
    now: Date,
    timeZone: string,
  ): Promise<MonthlyFlow[]> {
    const key = `${String(months)} ${timeZone}`;
    let loader = this.#monthlyFlows.get(key);
    if (!loader) {
      loader = new DataLoader(async (ids) => {
        const flows = await monthlyFlowsOf(this.em, ids, months, now, timeZone);
        return ids.map((each) => flows.get(each) ?? []);
      });
      this.#monthlyFlows.set(key, loader);
    }
    return loader.load(id);
  }

  async walletsOfOwner(id: string, filter: WalletFilter, page: WalletPageRequest): Promise<Page<Wallet>> {
    return this.#page('wallets', id, [filter, page], (ids) => pagesOfWallets(this.em, ids, filter, page));
  }

  async walletCountOfOwner(id: string, filter: WalletFilter): Promise<number> {
    return this.#count(`wallets ${JSON.stringify(filter)}`, id, async (ids) =>
      countsOfWallets(this.em, ids, filter),
    );
  }

  async apiTokensOfUser(id: string, filter: ApiTokenFilter, page: PageRequest): Promise<Page<ApiToken>> {
    return this.#page('API tokens', id, [{ status: filter.status }, page], (ids) =>
      pagesOfApiTokens(this.em, ids, filter, page),
    );
  }

  async apiTokenCountOfUser(id: string, filter: ApiTokenFilter): Promise<number> {
    return this.#count(`API tokens ${JSON.stringify(filter.status)}`, id, async (ids) =>
      countsOfApiTokens(this.em, ids, filter),
    );
  }

  async #count(
    list: string,
    parentId: string,
    load: (parentIds: readonly string[]) => Promise<Map<string, number>>,
  ): Promise<number> {
    let loader = this.#counts.get(list);
    if (!loader) {
      loader = new DataLoader(async (ids) => {
        const counts = await load(ids);
        return ids.map((id) => counts.get(id) ?? 0);
      });
      this.#counts.set(list, loader);
    }
    return loader.load(parentId);
  }

  /** Shares one loader for each list and set of arguments, since fields of one selection mostly have the same ones. */
  async #page<Node extends object>(
    list: string,
    parentId: string,
    args: readonly object[],
    load: (parentIds: readonly string[]) => Promise<Map<string, Page<Node>>>,
  ): Promise<Page<Node>> {
    const key = `${list} ${JSON.stringify(args)}`;
    let loader = this.#pages.get(key) as DataLoader<string, Page<Node>> | undefined;
    if (!loader) {
      loader = new DataLoader(async (ids) => {
        const pages = await load(ids);
        return ids.map((id) => pages.get(id) ?? EMPTY_PAGE);
      });
      this.#pages.set(key, loader);
    }
    return loader.load(parentId);
  }
}
