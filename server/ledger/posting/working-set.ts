import { LockMode, type EntityManager } from '@mikro-orm/core';
import type { WorkingSet } from './book/book.js';
import type { BatchItem, Command, TransferCommand } from '../model/command.js';
import type { Currency } from '../money/currencies.js';
import { systemWalletId } from '../model/ids.js';
import { ReviewRule } from '../model/review-rule.js';
import { ReviewTerms, type SettlementPolicy } from './book/review-terms.js';
import { Transaction } from '../model/transaction.js';
import { Wallet } from '../model/wallet.js';

type Locking = LockMode.NONE | LockMode.PESSIMISTIC_WRITE;

/** Everything that rules may look at. */
export interface LoadedSet extends WorkingSet {
  readonly wallets: readonly Wallet[];
  readonly terms: ReviewTerms;
}

/**
 * Reads what the commands can touch. To write, it locks: first the transactions that are about to change, then the wallets,
 * each in the order of their ids, so that two nodes never wait for each other in a ring.
 *
 * @param locking False for a preview, which reads and no more.
 */
export async function loadWorkingSet(
  em: EntityManager,
  commands: readonly Command[],
  policy: SettlementPolicy,
  locking = true,
): Promise<LoadedSet> {
  const lockMode: Locking = locking ? LockMode.PESSIMISTIC_WRITE : LockMode.NONE;
  const ids = commands.flatMap((command) => ('transactionId' in command ? [command.transactionId] : []));
  const transactions = await findTransactions(em, ids, lockMode);
  const originals = commands.flatMap((command) =>
    command.operation === 'reverse' ? [command.transactionId] : [],
  );
  const reversals =
    originals.length === 0 ? [] : await em.find(Transaction, { reversalOfId: { $in: originals } });
  return {
    transactions,
    reversals,
    wallets: await findWallets(em, commands, transactions, lockMode),
    terms: new ReviewTerms(policy, await withdrawalLimits(em, commands, policy)),
  };
}

async function findTransactions(
  em: EntityManager,
  ids: readonly string[],
  lockMode: Locking,
): Promise<Transaction[]> {
  if (ids.length === 0) return [];
  return em.find(Transaction, { id: { $in: [...ids] } }, { orderBy: { id: 'asc' }, lockMode });
}

async function findWallets(
  em: EntityManager,
  commands: readonly Command[],
  transactions: readonly Transaction[],
  lockMode: Locking,
): Promise<Wallet[]> {
  const ids = new Set<string>();
  const ownerIds = new Set<string>();
  for (const { sourceWalletId, destinationWalletId } of transactions) {
    ids.add(sourceWalletId).add(destinationWalletId);
  }
  for (const command of commands) {
    switch (command.operation) {
      case 'deposit':
      case 'withdraw':
        ids.add(command.walletId).add(systemWalletId('TREASURY', command.currency));
        break;
      case 'transfer':
        addSides(command.fromWalletId, command.to, ids, ownerIds);
        break;
      case 'transferBatch':
        for (const { fromWalletId, to } of command.items) addSides(fromWalletId, to, ids, ownerIds);
        break;
      case 'freeze':
      case 'unfreeze':
      case 'close':
        ids.add(command.walletId);
        break;
      case 'post':
      case 'void':
      case 'reverse':
      case 'expire':
        // Their wallets are those of the transactions.
        break;
    }
  }
  if (ids.size === 0 && ownerIds.size === 0) return [];
  const byId = { id: { $in: [...ids] } };
  const where = ownerIds.size === 0 ? byId : { $or: [byId, { ownerId: { $in: [...ownerIds] } }] };
  return em.find(Wallet, where, { orderBy: { id: 'asc' }, lockMode });
}

function addSides(
  fromWalletId: string,
  to: BatchItem['to'] | TransferCommand['to'],
  ids: Set<string>,
  ownerIds: Set<string>,
): void {
  ids.add(fromWalletId);
  if ('walletId' in to) ids.add(to.walletId);
  else if (to.ownerId !== null) ownerIds.add(to.ownerId);
}

/** Reads the amounts above which withdrawals wait, for the currencies of the commands. */
async function withdrawalLimits(
  em: EntityManager,
  commands: readonly Command[],
  { settlement }: SettlementPolicy,
): Promise<Map<Currency, number>> {
  const currencies = commands.flatMap((command) =>
    command.operation === 'withdraw' ? [command.currency] : [],
  );
  if (settlement === 'review' || currencies.length === 0) return new Map();
  const rules = await em.find(ReviewRule, { currency: { $in: [...new Set(currencies)] } });
  return new Map(rules.map(({ currency, withdrawalsAbove }) => [currency, withdrawalsAbove]));
}
