import type { Currency } from '../../money/currencies.js';
import type { TransactionType } from '../../model/transaction.js';

export const SETTLEMENTS = ['instant', 'review'] as const;
/** `instant`: deposits and withdrawals post at once. `review`: they wait as PENDING for an operator or a payment provider. */
export type Settlement = (typeof SETTLEMENTS)[number];

/** How the ledger settles what it is asked for. */
export interface SettlementPolicy {
  readonly settlement: Settlement;
  /** How long a transaction may be PENDING, in milliseconds. */
  readonly pendingMs: number;
}

const DAY_MS = 24 * 60 * 60 * 1000;

/** How many days a transaction may be PENDING unless the configuration says otherwise. */
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

  /** Whether a movement has to wait for somebody's decision. */
  waits(type: TransactionType, amount: number, currency: Currency): boolean {
    if (type !== 'DEPOSIT' && type !== 'WITHDRAWAL') return false;
    if (this.policy.settlement === 'review') return true;
    return type === 'WITHDRAWAL' && amount > (this.withdrawalsAbove.get(currency) ?? Infinity);
  }

  /** When a transaction that begins to wait now stops waiting. */
  expiryOf(now: Date): Date {
    return new Date(now.getTime() + this.policy.pendingMs);
  }
}
