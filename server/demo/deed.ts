import type { Currency } from '../ledger/money/currencies.js';
import type { RiskKind } from '../ledger/model/risk-threshold.js';
import type { BatchMode } from '../ledger/model/transfer-batch.js';
import type { Person, WalletName } from './person.js';

/** Somebody's share of a batch, in minor units. */
export interface Share {
  /** An email that nobody has is a mistake in the file. */
  readonly to: Person | string;
  readonly amount: number;
  readonly description: string;
}

/** What operations do, and what else is no movement of a customer's money. */
export type Deed =
  | { readonly kind: 'rule'; readonly currency: Currency; readonly above: number; readonly reason: string }
  | {
      readonly kind: 'threshold';
      readonly risk: RiskKind;
      readonly currency: Currency;
      readonly above: number;
      readonly reason: string;
    }
  | { readonly kind: 'decide'; readonly of: string; readonly how: 'post'; readonly reason: null }
  | {
      readonly kind: 'decide';
      readonly of: string;
      readonly how: 'void' | 'reverse';
      readonly reason: string;
    }
  | { readonly kind: 'freeze'; readonly person: Person; readonly wallet: WalletName; readonly reason: string }
  | { readonly kind: 'suspend'; readonly person: Person; readonly reason: string }
  | { readonly kind: 'token'; readonly email: string; readonly name: string }
  | { readonly kind: 'float'; readonly currency: Currency; readonly amount: number }
  | {
      readonly kind: 'batch';
      readonly mode: BatchMode;
      readonly currency: Currency;
      readonly shares: readonly Share[];
    };

/** A deed at its moment, with the key that lets it happen once. */
export interface Act {
  readonly at: Date;
  readonly key: string;
  readonly deed: Deed;
}
