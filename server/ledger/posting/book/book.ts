import type { Act } from '../../chain/audit-log.js';
import { chained, digestOfTransaction, transactionContent } from '../../chain/chain.js';
import type { Clock } from '../../model/clock.js';
import type { Currency } from '../../money/currencies.js';
import type { NewEntry } from '../../model/entry.js';
import { assertFunds, assertWithinLimit } from './funds.js';
import { isLocked, NO_LOCK } from '../../model/goal.js';
import { systemWalletId, type IdGenerator } from '../../model/ids.js';
import { newRow } from '../../model/new-row.js';
import { notFound } from '../../not-found.js';
import type { ReviewTerms } from './review-terms.js';
import { Transaction } from '../../model/transaction.js';
import type { Draft } from './draft.js';
import { UndoLog, type Figures } from './undo-log.js';
import { namedWalletId, type Wallet } from '../../model/wallet.js';

/** Rows that a unit of work has read and locked for its commands: all that rules may look at. */
export interface WorkingSet {
  readonly wallets: readonly Wallet[];
  /** Earlier transactions that the commands are about. */
  readonly transactions: readonly Transaction[];
  /** The REVERSALs there are of those. */
  readonly reversals: readonly Transaction[];
  readonly terms: ReviewTerms;
}

/**
 * The working set of one unit of work: the wallets its commands touch, locked, and what those commands have written so far.
 * It is the one place in the product that moves a balance.
 */
export class Book {
  /** Rows to be inserted, in the order they were made. */
  readonly transactions: Transaction[] = [];
  readonly entries: NewEntry[] = [];
  /** Transactions that were posted, made here or PENDING before, in that order. */
  readonly posted: Transaction[] = [];
  /** For the audit log, in the order they were carried out. */
  readonly acts: Act[] = [];

  readonly #wallets = new Map<string, Wallet>();
  readonly #transactions = new Map<string, Transaction>();
  /** By the id of the original. */
  readonly #reversals = new Map<string, Transaction>();
  readonly #undo = new UndoLog();
  readonly terms: ReviewTerms;

  constructor(
    { wallets, transactions, reversals, terms }: WorkingSet,
    private readonly ids: IdGenerator,
    private readonly clock: Clock,
  ) {
    this.terms = terms;
    // The rules know of no shards: a treasury is whichever of its shards was locked.
    for (const wallet of wallets) this.#wallets.set(namedWalletId(wallet), wallet);
    for (const transaction of transactions) this.#transactions.set(transaction.id, transaction);
    for (const reversal of reversals) this.#reversals.set(reversal.reversalOfId ?? '', reversal);
  }

  /** The moment at which the present command was accepted. */
  get now(): Date {
    return this.clock.now();
  }

  /**
   * @param field Name of the wallet in the request.
   * @throws LedgerError NOT_FOUND unless it is a customer's wallet. The treasury is nobody's to pay into or out of.
   */
  customerWallet(id: string, field: string): Wallet {
    const wallet = this.#wallets.get(id);
    if (wallet?.kind !== 'CUSTOMER') throw notFound('wallet', field);
    return wallet;
  }

  /** @throws LedgerError NOT_FOUND, with the same words, whether the wallet is missing or somebody else's. */
  ownedWallet(id: string, ownerId: string, field: string): Wallet {
    const wallet = this.customerWallet(id, field);
    if (wallet.ownerId !== ownerId) throw notFound('wallet', field);
    return wallet;
  }

  /**
   * The oldest ACTIVE wallet of a person in a currency.
   *
   * @param ownerId Null when nobody has the email that was given.
   * @throws LedgerError NOT_FOUND, with the same words, whether it is the person or the wallet that is missing.
   */
  receivingWallet(ownerId: string | null, currency: Currency): Wallet {
    let oldest: Wallet | undefined;
    for (const wallet of this.#wallets.values()) {
      if (
        ownerId === null ||
        wallet.ownerId !== ownerId ||
        wallet.currency !== currency ||
        wallet.status !== 'ACTIVE'
      )
        continue;
      if (!oldest || wallet.id < oldest.id) oldest = wallet;
    }
    if (!oldest) throw notFound('recipient', 'toEmail');
    return oldest;
  }

  /** The mirror of the cash outside. It is made with the first wallet of its currency, so its absence is a bug. */
  treasury(currency: Currency): Wallet {
    const wallet = this.#wallets.get(systemWalletId('TREASURY', currency));
    if (!wallet) throw new Error(`The treasury of ${currency} is not in the working set`);
    return wallet;
  }

  /** A transaction of an earlier unit of work. @throws LedgerError NOT_FOUND */
  earlier(id: string): Transaction {
    const transaction = this.#transactions.get(id);
    if (!transaction) throw notFound('transaction', 'id');
    return transaction;
  }

  reversalOf({ id }: Transaction): Transaction | undefined {
    return this.#reversals.get(id);
  }

  /** Returns the source and the destination wallet of an earlier transaction. */
  sidesOf({ sourceWalletId, destinationWalletId }: Transaction): { source: Wallet; destination: Wallet } {
    const [source, destination] = [this.#wallets.get(sourceWalletId), this.#wallets.get(destinationWalletId)];
    if (!source || !destination) throw new Error('A wallet of a transaction is not in the working set');
    return { source, destination };
  }

  /**
   * Moves money: a POSTED transaction, its two entries, and both balances. Everything is checked before anything changes.
   *
   * @throws Rejection INSUFFICIENT_FUNDS, BALANCE_LIMIT
   */
  post(draft: Draft): Transaction {
    const { source, destination, amount } = draft;
    assertFunds(source, amount);
    assertWithinLimit(source, source.posted - amount);
    assertWithinLimit(destination, destination.posted + amount);
    const transaction = this.#write(draft);
    this.#noteOpened(source);
    this.#enter(transaction, source, destination);
    return transaction;
  }

  /**
   * Writes a PENDING transaction: an outgoing amount of a customer is held, an incoming one is announced.
   *
   * @throws Rejection INSUFFICIENT_FUNDS, BALANCE_LIMIT
   */
  open(draft: Draft): Transaction {
    const { source, destination, amount } = draft;
    assertFunds(source, amount);
    assertWithinLimit(destination, destination.incoming + amount);
    const transaction = this.#write(draft);
    transaction.expiresAt = this.terms.expiryOf(transaction.createdAt);
    this.#noteOpened(source);
    this.#set(source, { held: source.held + waiting(source, amount) });
    this.#set(destination, { incoming: destination.incoming + waiting(destination, amount) });
    return transaction;
  }

  /**
   * Posts a PENDING transaction: writes its two entries and removes the held or incoming amount. @throws Rejection
   * BALANCE_LIMIT
   */
  postPending(transaction: Transaction): void {
    const { source, destination } = this.sidesOf(transaction);
    assertWithinLimit(source, source.posted - transaction.amount);
    assertWithinLimit(destination, destination.posted + transaction.amount);
    this.#stopWaiting(transaction, source, destination);
    this.#enter(transaction, source, destination);
  }

  /** Gives up a PENDING transaction and removes its held or incoming amount. */
  release(transaction: Transaction): void {
    const { source, destination } = this.sidesOf(transaction);
    this.#stopWaiting(transaction, source, destination);
    transaction.status = 'VOIDED';
    transaction.voidedAt = this.now;
  }

  /** Runs several rules as one: when one of them refuses, the book is restored to its state before the first. */
  together<Result>(work: () => Result): Result {
    return this.#undo.around(work, [this.transactions, this.entries, this.posted, this.acts]);
  }

  /** A transaction without effect yet. */
  #write(draft: Draft): Transaction {
    const now = this.now;
    const transaction = newRow(Transaction, {
      id: this.ids.next(now),
      type: draft.type,
      status: 'PENDING',
      amount: draft.amount,
      currency: draft.currency,
      sourceWalletId: namedWalletId(draft.source),
      destinationWalletId: namedWalletId(draft.destination),
      initiatedById: draft.initiatedById,
      reference: draft.reference,
      description: draft.description,
      metadata: draft.metadata,
      createdAt: now,
      postedAt: null,
      voidedAt: null,
      expiresAt: null,
      reversalOfId: draft.reversalOfId ?? null,
    });
    this.transactions.push(transaction);
    if (draft.reversalOfId !== undefined) this.#reversals.set(draft.reversalOfId, transaction);
    return transaction;
  }

  #stopWaiting({ amount }: Transaction, source: Wallet, destination: Wallet): void {
    this.#set(source, { held: source.held - waiting(source, amount) });
    this.#set(destination, { incoming: destination.incoming - waiting(destination, amount) });
  }

  #enter(transaction: Transaction, source: Wallet, destination: Wallet): void {
    transaction.status = 'POSTED';
    transaction.postedAt = this.now;
    this.posted.push(transaction);
    const digest = digestOfTransaction(transactionContent(transaction));
    this.#append(source, -transaction.amount, transaction, digest);
    this.#append(destination, transaction.amount, transaction, digest);
  }

  #append(wallet: Wallet, amount: number, transaction: Transaction, digest: string): void {
    const now = this.now;
    this.#set(wallet, { posted: wallet.posted + amount, sequence: wallet.sequence + 1 });
    const unchained = {
      id: this.ids.next(now),
      walletId: wallet.id,
      sequence: wallet.sequence,
      transactionId: transaction.id,
      amount,
      balanceAfter: wallet.posted,
      createdAt: now,
    };
    const entry = chained(unchained, wallet, digest);
    this.#set(wallet, { chainHead: entry.hash });
    if (wallet.goalTarget && !wallet.goalReachedAt && wallet.posted >= wallet.goalTarget)
      this.#set(wallet, { goalReachedAt: now });
    this.entries.push(entry);
  }

  /** Forgets a lock that has ended once money leaves, so that a clock that is set back does not bring it back. */
  #noteOpened(wallet: Wallet): void {
    if (wallet.lockedUntil && !isLocked(wallet, this.now)) this.#set(wallet, NO_LOCK);
  }

  #set(wallet: Wallet, figures: Partial<Figures>): void {
    this.#undo.remember(wallet);
    Object.assign(wallet, figures);
  }
}

/** Only customers' money is set aside or announced; a treasury mirrors what has happened, not what may happen. */
function waiting({ kind }: Wallet, amount: number): number {
  return kind === 'CUSTOMER' ? amount : 0;
}
