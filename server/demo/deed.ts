import type { RiskThresholdChange } from '../ledger/posting/risk-thresholds.js';
import type { ReviewRuleChange } from '../ledger/posting/set-review-rule.js';
import type { BatchMode } from '../ledger/model/transfer-batch.js';
import type { Currency } from '../ledger/money/currencies.js';
import type { Person } from './person.js';

/** Somebody's share of a batch, in minor units. */
export interface Share {
  /** An email that nobody has is a mistake in the file. */
  readonly to: Person | string;
  readonly amount: number;
  readonly description: string;
}

/** What operations do, and what else is no movement of a customer's money. */
export type Deed =
  | { readonly kind: 'rule'; readonly change: Omit<ReviewRuleChange, 'operatorId'> }
  | { readonly kind: 'threshold'; readonly change: Omit<RiskThresholdChange, 'operatorId'> }
  | { readonly kind: 'post' | 'void' | 'reverse'; readonly of: string; readonly reason: string | null }
  | { readonly kind: 'freeze' | 'suspend'; readonly person: Person; readonly reason: string }
  | { readonly kind: 'token'; readonly email: string; readonly name: string }
  | { readonly kind: 'float'; readonly currency: Currency; readonly amount: number }
  | Batch;

export interface Batch {
  readonly kind: 'batch';
  readonly mode: BatchMode;
  readonly currency: Currency;
  readonly shares: readonly Share[];
}

/** A deed at its moment, with the key that lets it happen once. */
export interface Act {
  readonly at: Date;
  readonly key: string;
  readonly deed: Deed;
}
