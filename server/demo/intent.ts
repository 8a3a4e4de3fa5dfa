import type { Currency } from '../ledger/money/currencies.js';
import type { Metadata } from '../ledger/model/transaction.js';
import type { SeededRandom } from './seeded-random.js';
import type { LocalDay } from './local-day.js';
import type { Person, WalletName } from './person.js';

export type Movement =
  | { readonly kind: 'deposit'; readonly to: WalletName }
  | { readonly kind: 'withdraw'; readonly from: WalletName }
  | { readonly kind: 'save'; readonly from: WalletName; readonly to: WalletName }
  | { readonly kind: 'send'; readonly from: WalletName; readonly to: Person };

/** A movement that a person means to make. It takes place only if the money is there at its turn. */
export interface Intent {
  readonly at: Date;
  /** Idempotency key, where something else refers to the movement; without one the movement is numbered. */
  readonly key?: string;
  readonly person: Person;
  readonly movement: Movement;
  /** Amount in minor units, from the balance of the paying wallet at that moment; a deposit is given 0. */
  readonly amount: (available: number) => number;
  /**
   * True for a mistake, which is sent although the ledger must refuse it; any other movement that cannot work is left
   * out.
   */
  readonly mistake?: true;
  /** Another currency than the wallet's, for that mistake. */
  readonly currency?: Currency;
  readonly description: string;
  readonly reference?: string;
  readonly metadata?: Metadata;
}

/** One person on one day. */
export interface PersonDay {
  readonly person: Person;
  readonly day: LocalDay;
  readonly random: SeededRandom;
}

/** Returns the movements of a person on a day; on most days there are none. */
export type Habit = (today: PersonDay) => readonly Intent[];
