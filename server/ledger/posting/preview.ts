import type { EntityManager } from '@mikro-orm/core';
import { Book } from './book/book.js';
import type { MoneyCommand } from '../model/command.js';
import { Rejection } from '../errors.js';
import { IdGenerator } from '../model/ids.js';
import { applyRule } from './rules/index.js';
import type { SettlementPolicy } from './book/review-terms.js';
import type { Transaction } from '../model/transaction.js';
import type { Wallet } from '../model/wallet.js';
import { loadWorkingSet } from './working-set.js';

/** A wallet's balances in minor units. */
export type Balances = Pick<Wallet, 'posted' | 'held' | 'incoming'>;

export interface PreviewedWallet {
  /** As the rule left it in memory: its balances are those of `after`. */
  readonly wallet: Wallet;
  readonly before: Balances;
  readonly after: Balances;
}

/** Effect that a command would have if it were carried out now. */
export interface Preview {
  /** Rejection that the command would get. */
  readonly rejection: Rejection | undefined;
  /** The transaction as it would be; its id and times are of no meaning. */
  readonly transaction: Transaction | undefined;
  /** The wallets that would change: of a refused command none. */
  readonly wallets: readonly PreviewedWallet[];
}

/**
 * Runs the rule of a command on the book as it is now and throws the result away: nothing is written, and no key used up.
 * It promises nothing: what comes in between decides anew.
 *
 * @throws LedgerError NOT_FOUND
 */
export async function previewCommand(
  em: EntityManager,
  command: MoneyCommand,
  policy: SettlementPolicy,
  now: Date,
): Promise<Preview> {
  const set = await loadWorkingSet(em, [command], policy);
  const before = new Map(set.wallets.map((wallet) => [wallet.id, balancesOf(wallet)]));
  const book = new Book(set, new IdGenerator(), { now: () => now });
  try {
    const transaction = applyRule(book, command);
    const { source, destination } = book.sidesOf(transaction);
    const wallets = [source, destination].map((wallet) => {
      const balancesBefore = before.get(wallet.id) ?? balancesOf(wallet);
      const after = balancesOf(wallet);
      return { wallet, before: balancesBefore, after };
    });
    return { rejection: undefined, transaction, wallets };
  } catch (error) {
    if (!(error instanceof Rejection)) throw error;
    return { rejection: error, transaction: undefined, wallets: [] };
  }
}

function balancesOf({ posted, held, incoming }: Wallet): Balances {
  return { posted, held, incoming };
}
