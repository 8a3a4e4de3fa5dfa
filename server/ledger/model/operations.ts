import type { AuditAction } from './audit-event.js';
import { MOVEMENTS, TYPE_KINDS, type MakingOperation } from './transaction-types.js';

/** The kinds of outcome of a key, apart from a rejection. An ACT is on none of the other things. */
export type OutcomeKind = 'TRANSACTION' | 'BATCH' | 'WALLET' | 'USER' | 'ACT';

interface OperationKind {
  /** The name that clients know it by, which is that of the mutation. */
  readonly mutation: string;
  readonly outcome: OutcomeKind;
  /** Its name in the audit log, for an act on something that exists already. */
  readonly action?: AuditAction;
  /** Told to clients. */
  readonly meaning: string;
}

type Operations = Readonly<Record<string, OperationKind>>;

/** Those that pass through the ledger's queue beside the movements. */
const QUEUED = {
  transferBatch: { mutation: 'transferBatch', outcome: 'BATCH', meaning: 'Sends money to many.' },
  post: {
    mutation: 'postTransaction',
    outcome: 'TRANSACTION',
    action: 'TRANSACTION_POSTED',
    meaning: 'Posts what was pending.',
  },
  void: {
    mutation: 'voidTransaction',
    outcome: 'TRANSACTION',
    action: 'TRANSACTION_VOIDED',
    meaning: 'Voids what was pending.',
  },
  reverse: {
    mutation: 'reverseTransaction',
    outcome: 'TRANSACTION',
    action: 'TRANSACTION_REVERSED',
    meaning: 'Undoes what was posted.',
  },
  freeze: {
    mutation: 'freezeWallet',
    outcome: 'WALLET',
    action: 'WALLET_FROZEN',
    meaning: 'Freezes a wallet.',
  },
  unfreeze: {
    mutation: 'unfreezeWallet',
    outcome: 'WALLET',
    action: 'WALLET_UNFROZEN',
    meaning: 'Lets a frozen wallet go on.',
  },
  close: { mutation: 'closeWallet', outcome: 'WALLET', action: 'WALLET_CLOSED', meaning: 'Ends a wallet.' },
  breakLock: {
    mutation: 'breakLock',
    outcome: 'WALLET',
    action: 'LOCK_BREAK_STARTED',
    meaning: 'Starts the wait after which a wallet is no longer locked.',
  },
} as const satisfies Operations;

/** Those that run in a unit of work of their own. */
const ALONE = {
  createWallet: { mutation: 'createWallet', outcome: 'WALLET', meaning: 'Opens a wallet.' },
  suspendUser: {
    mutation: 'suspendUser',
    outcome: 'USER',
    action: 'USER_SUSPENDED',
    meaning: 'Keeps a user out.',
  },
  reactivateUser: {
    mutation: 'reactivateUser',
    outcome: 'USER',
    action: 'USER_REACTIVATED',
    meaning: 'Lets a suspended user in again.',
  },
  setReviewRule: {
    mutation: 'setReviewRule',
    outcome: 'ACT',
    action: 'REVIEW_RULE_SET',
    meaning: 'Sets or removes a review rule.',
  },
  setRiskThreshold: {
    mutation: 'setRiskThreshold',
    outcome: 'ACT',
    action: 'RISK_THRESHOLD_SET',
    meaning: 'Sets or removes a risk threshold.',
  },
} as const satisfies Operations;

/** Everything that a key can stand for, by the name that is stored and fingerprinted. */
export const OPERATIONS = { ...MOVEMENTS, ...QUEUED, ...ALONE } as const satisfies Operations &
  Readonly<Record<MakingOperation, OperationKind>>;

export type Operation = keyof typeof OPERATIONS;
/** An operation that shares its unit of work with others. */
export type QueuedOperation = keyof typeof MOVEMENTS | keyof typeof QUEUED;
/** The name that clients know an operation by. */
export type MutationName = (typeof OPERATIONS)[Operation]['mutation'];

/** Each operation that makes a transaction, and the type of that. */
export const TYPES_MADE = Object.entries(TYPE_KINDS).map(
  ([type, { operation }]) => [operation, type] as const,
);

/** The operations whose outcome is one of these and an act in the audit log, and what the log calls it. */
export function actionsOn(
  ...outcomes: readonly OutcomeKind[]
): (readonly [operation: string, action: AuditAction])[] {
  return Object.entries<OperationKind>(OPERATIONS).flatMap(([operation, { outcome, action }]) =>
    action !== undefined && outcomes.includes(outcome) ? [[operation, action] as const] : [],
  );
}
