import type { AuditAction } from '../../../server/ledger/model/audit-event.js';
import type { Currency } from '../../../server/ledger/money/currencies.js';
import { systemWalletId } from '../../../server/ledger/model/ids.js';
import type { TransactionType } from '../../../server/ledger/model/transaction-types.js';
import { newAccount, PENDING_MS, type Account, type ModelCurrency, type Motion } from './account.js';
import { assertFunds, assertWithinLimit, notFound } from './refusal.js';

/** A movement between two wallets. */
export interface Draft {
  readonly type: TransactionType;
  readonly amount: bigint;
  readonly source: Account;
  readonly destination: Account;
  readonly original?: Motion;
}

/** An act of an operator, a customer or the system, as the audit log has it. */
export interface ModelAct {
  readonly action: AuditAction;
  readonly motion?: Motion;
  readonly account?: Account;
}

/** Everything there is, as plain objects in lists, and the few ways in which money moves. */
export class State {
  /** Wallets of customers. */
  readonly accounts: Account[] = [];
  readonly treasuries = new Map<ModelCurrency, Account>();
  readonly motions: Motion[] = [];
  readonly acts: ModelAct[] = [];
  /** Withdrawals of more than this wait. */
  readonly limits = new Map<Currency, bigint>();
  /** True when all deposits and withdrawals wait. */
  inReview = false;
  now = 0;

  openAccount(ownerId: string, currency: ModelCurrency): Account {
    const account = newAccount({ kind: 'CUSTOMER', id: undefined, ownerId, currency });
    this.accounts.push(account);
    this.treasury(currency);
    return account;
  }

  treasury(currency: ModelCurrency): Account {
    let treasury = this.treasuries.get(currency);
    if (!treasury) {
      const id = systemWalletId('TREASURY', currency);
      treasury = newAccount({ kind: 'TREASURY', id, ownerId: undefined, currency });
      this.treasuries.set(currency, treasury);
    }
    return treasury;
  }

  account(id: string): Account {
    const account = this.accounts.find((each) => each.id === id);
    if (!account) throw notFound();
    return account;
  }

  owned(id: string, ownerId: string): Account {
    const account = this.account(id);
    if (account.ownerId !== ownerId) throw notFound();
    return account;
  }

  /** The oldest active wallet of a person; one that is so new that it has no id yet does not count. */
  receiving(ownerId: string, currency: Currency): Account {
    const [oldest] = this.accounts
      .filter((account) => account.ownerId === ownerId && account.currency === currency)
      .filter(({ id, status }) => id !== undefined && status === 'ACTIVE')
      .sort((a, b) => ((a.id ?? '') < (b.id ?? '') ? -1 : 1));
    if (!oldest) throw notFound();
    return oldest;
  }

  motion(id: string): Motion {
    const motion = this.motions.find((each) => each.id === id);
    if (!motion) throw notFound();
    return motion;
  }

  waits(type: TransactionType, amount: bigint, currency: Currency): boolean {
    if (this.inReview) return true;
    const limit = this.limits.get(currency);
    return type === 'WITHDRAWAL' && limit !== undefined && amount > limit;
  }

  post(draft: Draft): Motion {
    const { source, destination, amount } = draft;
    assertFunds(source, amount);
    assertWithinLimit(source, source.posted - amount);
    assertWithinLimit(destination, destination.posted + amount);
    const motion = this.#write(draft);
    this.enter(motion);
    return motion;
  }

  /** Leaves it to somebody's decision. */
  open(draft: Draft): Motion {
    assertFunds(draft.source, draft.amount);
    assertWithinLimit(draft.destination, draft.destination.incoming + draft.amount);
    const motion = this.#write(draft);
    motion.expiresAt = this.now + PENDING_MS;
    this.#wait(motion, draft.amount);
    return motion;
  }

  /** Posts a waiting transaction. */
  settle(motion: Motion): void {
    const { source, destination, amount } = motion;
    assertWithinLimit(source, source.posted - amount);
    assertWithinLimit(destination, destination.posted + amount);
    this.#wait(motion, -amount);
    this.enter(motion);
  }

  /** Releases a waiting transaction that will not be posted. */
  release(motion: Motion): void {
    this.#wait(motion, -motion.amount);
    motion.status = 'VOIDED';
    motion.voidedAt = this.now;
  }

  enter(motion: Motion): void {
    motion.status = 'POSTED';
    motion.postedAt = this.now;
    this.#move(motion, 1);
  }

  /** Removes the last posted transactions from the state. */
  forget(motions: readonly Motion[]): void {
    for (const motion of motions) {
      this.#move(motion, -1);
      this.motions.splice(this.motions.indexOf(motion), 1);
    }
  }

  #write({ type, amount, source, destination, original }: Draft): Motion {
    const motion: Motion = {
      ...{
        id: undefined,
        type,
        status: 'PENDING',
        amount,
        source,
        destination,
        createdAt: this.now,
        original,
      },
      ...{ expiresAt: undefined, postedAt: undefined, voidedAt: undefined, reversal: undefined },
    };
    this.motions.push(motion);
    return motion;
  }

  #move({ source, destination, amount }: Motion, times: 1 | -1): void {
    source.posted -= BigInt(times) * amount;
    destination.posted += BigInt(times) * amount;
    for (const account of [source, destination]) account.entries += times;
  }

  /** A treasury has no money of a customer's that could be set aside. */
  #wait({ source, destination }: Motion, amount: bigint): void {
    if (source.kind === 'CUSTOMER') source.held += amount;
    if (destination.kind === 'CUSTOMER') destination.incoming += amount;
  }
}
