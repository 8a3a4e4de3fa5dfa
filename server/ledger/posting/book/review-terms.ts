import type { Currency } from '../../money/currencies.js';
import { TYPE_KINDS, type TransactionType } from '../../model/transaction-types.js';

export const SETTLEMENTS = ['instant', 'review'] as const;
/** `instant`: deposits and withdrawals post at once. `review`: they wait as PENDING for an operator or a payment provider. */
export type Settlement = (typeof SETTLEMENTS)[number];

/** Settlement settings of the ledger. */
export interface SettlementPolicy {
  readonly settlement: Settlement;
  /** Maximum time that a transaction may be PENDING, in milliseconds. */
  readonly pendingMs: number;
}

const DAY_MS = 24 * 60 * 60 * 1000;

/** Default maximum number of days that a transaction may be PENDING. */
export const PENDING_DAYS = 7;

export function settlementPolicy(settlement: Settlement, pendingDays = PENDING_DAYS): SettlementPolicy {
  return { settlement, pendingMs: pendingDays * DAY_MS };
}

/** The policy together with the rules of the currencies, as they are in one unit of work. */
export class ReviewTerms {
  constructor(
    private readonly policy: SettlementPolicy,
    /** In minor units: a withdrawal of more than this waits. */
    private readonly withdrawalsAbove: ReadonlyMap<Currency, number> = new Map(),
  ) {}

  /** True when a movement that may wait must do so, for an operator's or a payment provider's decision. */
  waits(type: TransactionType, amount: number, currency: Currency): boolean {
    if (this.policy.settlement === 'review') return true;
    return TYPE_KINDS[type].limited && amount > (this.withdrawalsAbove.get(currency) ?? Infinity);
  }

  /** Returns the expiry of a transaction that becomes PENDING now. */
  expiryOf(now: Date): Date {
    return new Date(now.getTime() + this.policy.pendingMs);
  }
}
