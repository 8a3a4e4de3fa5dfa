import type { Currency } from '../../ledger/money/currencies.js';
import type { PinnedCode } from '../../ledger/errors.js';
import type { TransactionType } from '../../ledger/model/transaction.js';
import type { ReportRange } from './range.js';
import type { Problem } from '../../ledger/verify/verify.js';

/** An exact amount. Sums may pass what a JavaScript number holds. */
export interface Money {
  readonly minorUnits: bigint;
  readonly currency: Currency;
}

export interface UserCounts {
  readonly total: number;
  readonly active: number;
  readonly suspended: number;
  readonly closed: number;
  /** Those who registered in the range. */
  readonly registered: number;
}

/** Wallets of customers. */
export interface WalletCounts {
  readonly total: number;
  readonly active: number;
  readonly frozen: number;
  readonly closed: number;
}

/** Where the money of one currency is now. */
export interface CurrencyPosition {
  readonly currency: Currency;
  readonly customerPosted: Money;
  /** customerPosted − held. */
  readonly customerAvailable: Money;
  /** Set aside in customer wallets for pending withdrawals. */
  readonly held: Money;
  /** The mirror of the cash outside: what came in is negative. */
  readonly treasury: Money;
  readonly escrow: Money;
  /** What all wallets add up to. It is zero while the books are right. */
  readonly trialBalance: Money;
}

export interface VolumeTotal {
  readonly currency: Currency;
  readonly type: TransactionType;
  readonly count: number;
  readonly amount: Money;
}

/** What was posted in the range, and in the range of equal length right before it. */
export interface Volume extends VolumeTotal {
  readonly previousCount: number;
  readonly previousAmount: Money;
}

export interface VolumePoint extends VolumeTotal {
  /** The first and the last bucket may reach beyond the range; they count what lies in the range. */
  readonly bucketStart: Date;
}

/** What happened in a bucket of the range, as numbers of times. */
export interface ActivityPoint {
  readonly bucketStart: Date;
  /** Posted, of every type. */
  readonly transactions: number;
  readonly usersRegistered: number;
  readonly walletsOpened: number;
  readonly declines: number;
  /** Keys that came again with the same request. */
  readonly replays: number;
  /** Keys that came again with another request. */
  readonly keyConflicts: number;
}

/** What customers of one currency held, before the range, during it and after it. */
export interface CustomerFunds {
  readonly currency: Currency;
  readonly opening: Money;
  readonly closing: Money;
  /** At the end of each bucket. */
  readonly points: readonly { readonly bucketStart: Date; readonly amount: Money }[];
}

export interface DeclineCount {
  readonly code: PinnedCode;
  readonly count: number;
}

export interface Integrity {
  /** Whether every currency adds up to zero, computed now. */
  readonly trialBalanced: boolean;
  /** The moment whose books were last proved; null before the first verification, like the two figures after it. */
  readonly lastVerifiedAt: Date | null;
  readonly lastVerifiedTransactions: number | null;
  readonly problems: number | null;
  /** The first of them, at most a hundred. */
  readonly problemList: readonly Problem[];
  /** INCREMENTAL: only what came after an earlier one. Null before the first, like the figure after it. */
  readonly kind: 'FULL' | 'INCREMENTAL' | null;
  readonly durationMs: number | null;
  readonly lastFullVerifiedAt: Date | null;
  /** Null before the first. */
  readonly lastCheckpoint: SignedCheckpoint | null;
}

/** Where all chains ended at one moment, as it was signed. */
export interface SignedCheckpoint {
  readonly number: number;
  readonly createdAt: Date;
  readonly treeSize: number;
  readonly root: string;
  readonly keyId: string;
}

/** The state of the ledger as operations see it. */
export interface AdminSummary {
  readonly asOf: Date;
  readonly range: ReportRange;
  readonly users: UserCounts;
  readonly wallets: WalletCounts;
  readonly positions: readonly CurrencyPosition[];
  readonly volumes: readonly Volume[];
  readonly series: readonly VolumePoint[];
  readonly pending: readonly VolumeTotal[];
  readonly declines: readonly DeclineCount[];
  readonly integrity: Integrity;
}
