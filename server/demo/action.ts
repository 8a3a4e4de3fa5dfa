import type { RiskThresholdChange } from '../ledger/posting/risk-thresholds.js';
import type { ReviewRuleChange } from '../ledger/posting/set-review-rule.js';
import type { BatchMode } from '../ledger/model/transfer-batch.js';
import type { Currency } from '../ledger/money/currencies.js';
import type { GoalColour, GoalEmoji } from '../ledger/model/goal.js';
import type { Person, WalletName } from './person.js';

/** One transfer of a batch, in minor units. */
export interface Share {
  /** A person, or an email that no user has, as a mistake in the file would give. */
  readonly to: Person | string;
  readonly amount: number;
  readonly description: string;
}

/** An action of operations, or anything else that is not a customer's movement of money. */
export type Action =
  | { readonly kind: 'rule'; readonly change: Omit<ReviewRuleChange, 'operatorId'> }
  | { readonly kind: 'threshold'; readonly change: Omit<RiskThresholdChange, 'operatorId'> }
  | { readonly kind: 'post' | 'void' | 'reverse'; readonly of: string; readonly reason: string | null }
  | { readonly kind: 'freeze' | 'suspend'; readonly person: Person; readonly reason: string }
  | { readonly kind: 'token'; readonly email: string; readonly name: string }
  | { readonly kind: 'float'; readonly currency: Currency; readonly amount: number }
  | Goal
  | Batch;

/** A goal of a wallet, in minor units. */
export interface Goal {
  readonly kind: 'goal';
  readonly person: Person;
  readonly wallet: WalletName;
  readonly target: number;
  readonly date: string | null;
  readonly colour: GoalColour;
  readonly emoji: GoalEmoji;
}

export interface Batch {
  readonly kind: 'batch';
  readonly mode: BatchMode;
  readonly currency: Currency;
  readonly shares: readonly Share[];
}

/** An action at its moment, with its idempotency key. */
export interface ScheduledAction {
  readonly at: Date;
  readonly key: string;
  readonly action: Action;
}
