import { LockMode, type EntityManager } from '@mikro-orm/core';
import type { WorkingSet } from './book/book.js';
import { waitForAll } from '../database/sent-ahead.js';
import type { Command } from '../model/command.js';
import type { Currency } from '../money/currencies.js';
import { ReviewRule } from '../model/review-rule.js';
import { openMissingShards, shardId } from './shards.js';
import { needsOf } from './rules/index.js';
import type { Needs } from './rules/rule.js';
import { ReviewTerms, type SettlementPolicy } from './book/review-terms.js';
import { Transaction } from '../model/transaction.js';
import { Wallet } from '../model/wallet.js';

/** Writing by a unit of work, which locks what it reads. */
interface Writing {
  /** The slot that it has taken: of a treasury it changes the shard of the same number. */
  readonly slot: Promise<number>;
  /** The moment at which a shard that is not there yet is opened. */
  readonly at: Date;
}

/**
 * Reads what the commands can touch. To write, it locks, once it has its slot: first the transactions that are about to change,
 * then the wallets, each in the order of their ids, so that two nodes never wait for each other in a ring.
 *
 * @param writing Undefined for a preview, which reads and no more.
 */
export async function loadWorkingSet(
  em: EntityManager,
  commands: readonly Command[],
  policy: SettlementPolicy,
  writing?: Writing,
): Promise<WorkingSet> {
  const needs = commands.map((command) => needsOf(command));
  // Nobody waits for a slot who has locked something: whoever has that slot may wait for it.
  if (needs.some(({ transactionIds }) => transactionIds !== undefined)) await writing?.slot;
  const [locked, reversals, limits] = await waitForAll([
    findRows(em, needs, writing),
    findReversals(em, needs),
    withdrawalLimits(em, needs, policy),
  ]);
  return { ...locked, reversals, terms: new ReviewTerms(policy, limits) };
}

async function findRows(
  em: EntityManager,
  needs: readonly Needs[],
  writing: Writing | undefined,
): Promise<Pick<WorkingSet, 'transactions' | 'wallets'>> {
  const ids = needs.flatMap(({ transactionIds = [] }) => transactionIds);
  const transactions = await findTransactions(em, ids, lockModeOf(writing));
  return { transactions, wallets: await findWallets(em, needs, transactions, writing) };
}

function lockModeOf(writing: Writing | undefined): LockMode.NONE | LockMode.PESSIMISTIC_WRITE {
  return writing ? LockMode.PESSIMISTIC_WRITE : LockMode.NONE;
}

async function findTransactions(
  em: EntityManager,
  ids: readonly string[],
  lockMode: ReturnType<typeof lockModeOf>,
): Promise<Transaction[]> {
  if (ids.length === 0) return [];
  return em.find(Transaction, { id: { $in: [...ids] } }, { orderBy: { id: 'asc' }, lockMode });
}

async function findReversals(em: EntityManager, needs: readonly Needs[]): Promise<Transaction[]> {
  const originals = needs.flatMap(({ reversalsOf = [] }) => reversalsOf);
  return originals.length === 0 ? [] : em.find(Transaction, { reversalOfId: { $in: originals } });
}

async function findWallets(
  em: EntityManager,
  needs: readonly Needs[],
  transactions: readonly Transaction[],
  writing: Writing | undefined,
): Promise<Wallet[]> {
  const sides = transactions.flatMap((transaction) => [
    transaction.sourceWalletId,
    transaction.destinationWalletId,
  ]);
  const named = new Set([...sides, ...needs.flatMap(({ walletIds = [] }) => walletIds)]);
  const ownerIds = new Set(needs.flatMap((each) => each.ownerIds ?? []));
  if (named.size === 0 && ownerIds.size === 0) return [];
  const shard = writing ? await writing.slot : 0;
  const ids = Array.from(named, (id) => shardId(id, shard));
  const byId = { id: { $in: ids } };
  const where = ownerIds.size === 0 ? byId : { $or: [byId, { ownerId: { $in: [...ownerIds] } }] };
  const wallets = await em.find(Wallet, where, { orderBy: { id: 'asc' }, lockMode: lockModeOf(writing) });
  if (!writing || shard === 0) return wallets;
  const opened = await openMissingShards(em, [...named], wallets, { shard, at: writing.at });
  return [...wallets, ...opened];
}

/** Reads the amounts above which withdrawals wait, for the currencies of the commands. */
async function withdrawalLimits(
  em: EntityManager,
  needs: readonly Needs[],
  { settlement }: SettlementPolicy,
): Promise<Map<Currency, number>> {
  const currencies = needs.flatMap(({ reviewedIn = [] }) => reviewedIn);
  if (settlement === 'review' || currencies.length === 0) return new Map();
  const rules = await em.find(ReviewRule, { currency: { $in: [...new Set(currencies)] } });
  return new Map(rules.map(({ currency, withdrawalsAbove }) => [currency, withdrawalsAbove]));
}
