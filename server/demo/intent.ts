import type { Currency } from '../ledger/money/currencies.js';
import type { Metadata } from '../ledger/model/transaction.js';
import type { Dice } from './dice.js';
import type { LocalDay } from './local-day.js';
import type { Person, WalletName } from './person.js';

export type Movement =
  | { readonly kind: 'deposit'; readonly to: WalletName }
  | { readonly kind: 'withdraw'; readonly from: WalletName }
  | { readonly kind: 'save'; readonly from: WalletName; readonly to: WalletName }
  | { readonly kind: 'send'; readonly from: WalletName; readonly to: Person };

/** What somebody means to do. Whether the money is there, and so whether they do it, shows when it is their turn. */
export interface Intent {
  readonly at: Date;
  /** Of the idempotency key, where something else refers to it; else it is numbered. */
  readonly key?: string;
  readonly person: Person;
  readonly movement: Movement;
  /** In minor units; given what the paying wallet has by then, which is nothing for a deposit. */
  readonly amount: (available: number) => number;
  /** A mistake is made although it cannot work; anything else that cannot work is left alone. */
  readonly mistake?: true;
  /** For the mistake of naming another currency than the wallet's. */
  readonly currency?: Currency;
  readonly description: string;
  readonly reference?: string;
  readonly metadata?: Metadata;
}

/** One person on one day. */
export interface Scene {
  readonly person: Person;
  readonly day: LocalDay;
  readonly dice: Dice;
}

/** A reason to move money: mostly nothing on a given day. */
export type Habit = (scene: Scene) => readonly Intent[];
