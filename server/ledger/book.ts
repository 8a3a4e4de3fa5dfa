import type { Clock } from './clock.js';
import type { Currency } from './currencies.js';
import type { NewEntry } from './entry.js';
import { LedgerError, Rejection } from './errors.js';
import { houseWalletId, type IdMaker } from './ids.js';
import { BALANCE_MAX_MINOR, formatAmount } from './money.js';
import { Transaction, type Metadata, type TransactionType } from './transaction.js';
import type { Wallet } from './wallet.js';

/** What a new transaction says, apart from what the book itself adds. */
export interface Draft {
  readonly type: TransactionType;
  /** Minor units, greater than zero. */
  readonly amount: number;
  readonly currency: Currency;
  readonly source: Wallet;
  readonly destination: Wallet;
  readonly initiatedById: string;
  readonly reference: string | null;
  readonly description: string | null;
  readonly metadata: Metadata | null;
}

/**
 * The working set of one unit of work: the wallets its commands touch, locked, and what those commands have written so far.
 * `post` is the one place in the product that moves a balance.
 */
export class Book {
  /** Rows to be inserted, in the order they were made. */
  readonly transactions: Transaction[] = [];
  readonly entries: NewEntry[] = [];

  readonly #wallets = new Map<string, Wallet>();

  constructor(
    wallets: Iterable<Wallet>,
    private readonly ids: IdMaker,
    private readonly clock: Clock,
  ) {
    for (const wallet of wallets) this.#wallets.set(wallet.id, wallet);
  }

  /** @throws LedgerError NOT_FOUND unless it is a customer's wallet. The treasury is nobody's to pay into or out of. */
  customerWallet(id: string): Wallet {
    const wallet = this.#wallets.get(id);
    if (wallet?.kind !== 'CUSTOMER') throw walletNotFound();
    return wallet;
  }

  /** @throws LedgerError NOT_FOUND, with the same words, whether the wallet is missing or somebody else's. */
  ownedWallet(id: string, ownerId: string): Wallet {
    const wallet = this.customerWallet(id);
    if (wallet.ownerId !== ownerId) throw walletNotFound();
    return wallet;
  }

  /** The oldest ACTIVE wallet of a person in a currency. @throws LedgerError NOT_FOUND when there is none. */
  receivingWallet(ownerId: string, currency: Currency): Wallet {
    let oldest: Wallet | undefined;
    for (const wallet of this.#wallets.values()) {
      if (wallet.ownerId !== ownerId || wallet.currency !== currency || wallet.status !== 'ACTIVE') continue;
      if (!oldest || wallet.id < oldest.id) oldest = wallet;
    }
    if (!oldest) throw new LedgerError('NOT_FOUND', `The recipient has no active ${currency} wallet`);
    return oldest;
  }

  /** The mirror of the cash outside. It is made with the first wallet of its currency, so its absence is a bug. */
  treasury(currency: Currency): Wallet {
    const wallet = this.#wallets.get(houseWalletId('TREASURY', currency));
    if (!wallet) throw new Error(`The treasury of ${currency} is not in the working set`);
    return wallet;
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

    const now = this.clock.now();
    const transaction = new Transaction();
    transaction.id = this.ids.next(now);
    transaction.type = draft.type;
    transaction.status = 'POSTED';
    transaction.amount = amount;
    transaction.currency = draft.currency;
    transaction.sourceWalletId = source.id;
    transaction.destinationWalletId = destination.id;
    transaction.initiatedById = draft.initiatedById;
    transaction.reference = draft.reference;
    transaction.description = draft.description;
    transaction.metadata = draft.metadata;
    transaction.createdAt = now;
    transaction.postedAt = now;
    transaction.reversalOfId = null;
    this.transactions.push(transaction);

    this.#enter(source, -amount, transaction, now);
    this.#enter(destination, amount, transaction, now);
    return transaction;
  }

  #enter(wallet: Wallet, amount: number, transaction: Transaction, now: Date): void {
    wallet.posted += amount;
    wallet.sequence += 1;
    this.entries.push({
      id: this.ids.next(now),
      walletId: wallet.id,
      sequence: wallet.sequence,
      transactionId: transaction.id,
      amount,
      balanceAfter: wallet.posted,
      createdAt: now,
    });
  }
}

function assertFunds(source: Wallet, amount: number): void {
  if (source.kind === 'TREASURY' || source.available >= amount) return;
  const available = formatAmount(source.available, source.currency);
  const requested = formatAmount(amount, source.currency);
  throw new Rejection(
    'INSUFFICIENT_FUNDS',
    `The wallet has ${available} ${source.currency} available and ${requested} ${source.currency} was requested`,
    { available, requested, currency: source.currency },
  );
}

function assertWithinLimit(wallet: Wallet, posted: number): void {
  if (Math.abs(posted) <= BALANCE_MAX_MINOR) return;
  const limit = formatAmount(BALANCE_MAX_MINOR, wallet.currency);
  throw new Rejection('BALANCE_LIMIT', `No balance may pass ${limit} ${wallet.currency}`, {
    limit,
    currency: wallet.currency,
  });
}

function walletNotFound(): LedgerError {
  return new LedgerError('NOT_FOUND', 'No such wallet');
}
