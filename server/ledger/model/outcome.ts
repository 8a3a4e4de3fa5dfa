import type { LedgerError } from '../errors.js';
import type { ReviewRule } from './review-rule.js';
import type { Transaction } from './transaction.js';
import type { TransferBatch, TransferBatchItem } from './transfer-batch.js';
import type { Wallet } from './wallet.js';

interface Answer {
  /** True when an earlier command with this key had the effect. */
  readonly replayed: boolean;
}

/** Answer of `Ledger.submit`. */
export interface TransactionOutcome extends Answer {
  readonly transaction: Transaction;
}

/** Answer of `Ledger.changeWallet`. */
export interface WalletOutcome extends Answer {
  readonly wallet: Wallet;
}

/** Answer of `Ledger.submitBatch`. */
export interface TransferBatchOutcome extends Answer {
  readonly batch: TransferBatch;
  /** In the order of the request. */
  readonly items: readonly TransferBatchItem[];
}

/** Answer of `Ledger.setReviewRule`. */
export interface ReviewRuleOutcome extends Answer {
  /** As it is now; null when there is none. */
  readonly rule: ReviewRule | null;
}

/** A command that was carried out. */
export type SuccessfulOutcome = TransactionOutcome | WalletOutcome | TransferBatchOutcome;

/** A command that was carried out, or the reason why it was not. */
export type Outcome = SuccessfulOutcome | LedgerError;
