import type { EntityManager } from '@mikro-orm/core';
import DataLoader from 'dataloader';
import {
  countsOfApiTokens,
  pagesOfApiTokens,
  type ApiTokenFilter,
} from '../../identity/sessions/api-token-list.js';
import type { ApiToken } from '../../identity/model/api-token.js';
import { NO_FACTORS, standingsOf, type Standing } from '../../identity/model/standing.js';
import { User } from '../../identity/model/user.js';
import { AuditPersonalDetails } from '../../ledger/chain/audit-personal.js';
import { Entry } from '../../ledger/model/entry.js';
import { pagesOfEntries, type EntryFilter } from '../../ledger/queries/entries.js';
import { keysOfTransactions, voidReasonsOf, type TransactionKey } from '../../ledger/queries/origins.js';
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
} from '../../ledger/queries/wallets.js';
import { resultsOfBatches, type BatchResult } from '../../ledger/queries/transfer-batches.js';
import type { Receipt } from '../../ledger/proof/receipt.js';
import { receiptsOf } from '../../ledger/proof/receipts.js';
import { Transaction } from '../../ledger/model/transaction.js';
import { TransferBatch, TransferBatchItem } from '../../ledger/model/transfer-batch.js';
import { Wallet } from '../../ledger/model/wallet.js';
import { each, inOrder } from './in-order.js';
import { monthlyFlowsOf, type MonthlyFlow } from '../../reports/wallets/monthly-flows.js';

/** The reads of one request: each kind of row is fetched by one statement, however many fields ask for it. */
export class Loaders {
  readonly user: DataLoader<string, User | null>;
  /** Second factors of each user. */
  readonly standing: DataLoader<string, Standing>;
  readonly wallet: DataLoader<string, Wallet | null>;
  readonly transaction: DataLoader<string, Transaction | null>;
  readonly reversalOf: DataLoader<string, Transaction | null>;
  /** Null where it was made without a key. */
  readonly keyOfTransaction: DataLoader<string, TransactionKey | null>;
  readonly voidReason: DataLoader<string, string | null>;
  readonly entriesOfTransaction: DataLoader<string, readonly Entry[]>;
  readonly batch: DataLoader<string, TransferBatch | null>;
  readonly resultOfBatch: DataLoader<string, BatchResult>;
  readonly itemsOfBatch: DataLoader<string, readonly TransferBatchItem[]>;
  readonly walletIdsOfOwner: DataLoader<string, ReadonlySet<string>>;
  readonly entry: DataLoader<string, Entry | null>;
  /** By the sequence of an event; null where it has no personal details, or none any more. */
  readonly auditPersonal: DataLoader<number, AuditPersonalDetails | null>;
  /** Null while no checkpoint covers the entry. */
  readonly receipt: DataLoader<string, Receipt | null>;

  readonly #balances = new Map<string, DataLoader<string, readonly number[]>>();
  readonly #monthlyFlows = new Map<string, DataLoader<string, MonthlyFlow[]>>();
  readonly #pages = new Map<string, DataLoader<string, Page<object>>>();
  readonly #counts = new Map<string, DataLoader<string, number>>();

  constructor(
    readonly em: EntityManager,
    readonly budget = new RowBudget(),
  ) {
    this.user = new DataLoader(async (ids) =>
      inOrder(ids, await em.find(User, { id: { $in: [...ids] } }), 'id'),
    );
    this.standing = new DataLoader(async (ids) => each(ids, await standingsOf(em, ids), NO_FACTORS));
    this.wallet = new DataLoader(async (ids) =>
      inOrder(ids, await em.find(Wallet, { id: { $in: [...ids] } }), 'id'),
    );
    this.transaction = new DataLoader(async (ids) =>
      inOrder(ids, await em.find(Transaction, { id: { $in: [...ids] } }), 'id'),
    );
    this.reversalOf = new DataLoader(async (ids) =>
      inOrder(ids, await em.find(Transaction, { reversalOfId: { $in: [...ids] } }), 'reversalOfId'),
    );
    this.entry = new DataLoader(async (ids) =>
      inOrder(ids, await em.find(Entry, { id: { $in: [...ids] } }), 'id'),
    );
    this.auditPersonal = new DataLoader(async (sequences) => {
      const kept = await em.find(AuditPersonalDetails, { sequence: { $in: [...sequences] } });
      return each(sequences, new Map(kept.map((details) => [details.sequence, details])), null);
    });
    this.receipt = new DataLoader(async (ids) => each(ids, await receiptsOf(em, ids), null));
    this.keyOfTransaction = new DataLoader(async (ids) => each(ids, await keysOfTransactions(em, ids), null));
    this.voidReason = new DataLoader(async (ids) => each(ids, await voidReasonsOf(em, ids), null));
    this.entriesOfTransaction = new DataLoader(async (ids) => {
      // The debit comes first, because it is written first.
      const entries = await em.find(Entry, { transactionId: { $in: [...ids] } }, { orderBy: { id: 'asc' } });
      const byTransaction = Map.groupBy(entries, (entry) => entry.transactionId);
      return ids.map((id) => byTransaction.get(id) ?? []);
    });
    this.batch = new DataLoader(async (ids) =>
      inOrder(ids, await em.find(TransferBatch, { id: { $in: [...ids] } }), 'id'),
    );
    this.resultOfBatch = new DataLoader(async (ids) => {
      const results = await resultsOfBatches(em, ids);
      return ids.map((id) => results.get(id) ?? { transferred: 0, totals: [] });
    });
    this.itemsOfBatch = new DataLoader(async (ids) => {
      const items = await em.find(
        TransferBatchItem,
        { batchId: { $in: [...ids] } },
        { orderBy: { position: 'asc' } },
      );
      const byBatch = Map.groupBy(items, ({ batchId }) => batchId);
      return ids.map((id) => byBatch.get(id) ?? []);
    });
    this.walletIdsOfOwner = new DataLoader(async (ids) => Promise.all(ids.map((id) => walletIdsOf(em, id))));
  }

  async transactionsOfWallet(
    id: string,
    filter: TransactionFilter,
    page: PageRequest,
  ): Promise<Page<Transaction>> {
    return this.#page('transactions', id, [filter, page], (ids) =>
      pagesOfTransactions(this.em, ids, filter, page, this.budget),
    );
  }

  async entriesOfWallet(id: string, filter: EntryFilter, page: PageRequest): Promise<Page<Entry>> {
    return this.#page('entries', id, [filter, page], (ids) =>
      pagesOfEntries(this.em, ids, filter, page, this.budget),
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

  async walletsOfOwner(id: string, filter: WalletFilter, page: PageRequest): Promise<Page<Wallet>> {
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
