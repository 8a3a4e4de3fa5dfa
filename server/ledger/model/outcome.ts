import type { LedgerError } from '../errors.js';
import type { ReviewRule } from './review-rule.js';
import type { Transaction } from './transaction.js';
import type { TransferBatch, TransferBatchItem } from './transfer-batch.js';
import type { Wallet } from './wallet.js';

interface Answer {
  /** True when an earlier command with this key had the effect. */
  readonly replayed: boolean;
}

/** What the caller of `Ledger.submit` gets. */
export interface TransactionReceipt extends Answer {
  readonly transaction: Transaction;
}

/** What the caller of `Ledger.changeWallet` gets. */
export interface WalletReceipt extends Answer {
  readonly wallet: Wallet;
}

/** What the caller of `Ledger.submitBatch` gets. */
export interface BatchReceipt extends Answer {
  readonly batch: TransferBatch;
  /** In the order of the request. */
  readonly items: readonly TransferBatchItem[];
}

/** What the caller of `Ledger.setReviewRule` gets. */
export interface ReviewRuleReceipt extends Answer {
  /** As it is now; null when there is none. */
  readonly rule: ReviewRule | null;
}

export type Receipt = TransactionReceipt | WalletReceipt | BatchReceipt;

/** The outcome of one command: a receipt, or the reason why there is none. */
export type Outcome = Receipt | LedgerError;
