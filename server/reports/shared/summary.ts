import type { Currency } from '../../ledger/money/currencies.js';
import type { PinnedCode } from '../../ledger/errors.js';
import type { TransactionType } from '../../ledger/model/transaction-types.js';
import type { ReportRange } from './range.js';
import type { Problem } from '../../ledger/verify/verify.js';

/** An exact amount, as a bigint because sums may exceed a JavaScript number. */
export interface Money {
  readonly minorUnits: bigint;
  readonly currency: Currency;
}

export interface UserCounts {
  readonly total: number;
  readonly active: number;
  readonly suspended: number;
  readonly closed: number;
  /** Number of users who registered in the range. */
  readonly registered: number;
}

/** Counts of customers' wallets. */
export interface WalletCounts {
  readonly total: number;
  readonly active: number;
  readonly frozen: number;
  readonly closed: number;
}

/** Present totals of one currency by kind of wallet. */
export interface CurrencyPosition {
  readonly currency: Currency;
  readonly customerPosted: Money;
  /** customerPosted − held. */
  readonly customerAvailable: Money;
  /** Set aside in customer wallets for pending withdrawals. */
  readonly held: Money;
  /** Balance of the treasury, which mirrors the cash outside: negative when money has come in. */
  readonly treasury: Money;
  readonly escrow: Money;
  /** Sum of all wallets, which is zero while the books are right. */
  readonly trialBalance: Money;
}

export interface VolumeTotal {
  readonly currency: Currency;
  readonly type: TransactionType;
  readonly count: number;
  readonly amount: Money;
}

/** Volume posted in the range, and in the range of equal length right before it. */
export interface Volume extends VolumeTotal {
  readonly previousCount: number;
  readonly previousAmount: Money;
}

export interface VolumePoint extends VolumeTotal {
  /** Start of the bucket. The first and the last bucket may reach beyond the range; they count only what lies in it. */
  readonly bucketStart: Date;
}

/** Counts of events in a bucket of the range. */
export interface ActivityPoint {
  readonly bucketStart: Date;
  /** Posted transactions of every type. */
  readonly transactions: number;
  readonly usersRegistered: number;
  readonly walletsOpened: number;
  readonly declines: number;
  /** Keys that came again with the same request. */
  readonly replays: number;
  /** Keys that came again with another request. */
  readonly keyConflicts: number;
}

/** Customer funds in one currency at the start, during and at the end of the range. */
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
  /** True when every currency adds up to zero, computed now. */
  readonly trialBalanced: boolean;
  /** Start of the last verification, whose books it proved; null before the first one, like the two figures below. */
  readonly lastVerifiedAt: Date | null;
  readonly lastVerifiedTransactions: number | null;
  readonly problems: number | null;
  /** The first problems, at most a hundred. */
  readonly problemList: readonly Problem[];
  /** INCREMENTAL checks only what came after an earlier verification. Null before the first one, like the figure below. */
  readonly kind: 'FULL' | 'INCREMENTAL' | null;
  readonly durationMs: number | null;
  readonly lastFullVerifiedAt: Date | null;
  /** Null before the first checkpoint. */
  readonly lastCheckpoint: SignedCheckpoint | null;
}

/** A signed checkpoint over the ends of all chains at one moment. */
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
