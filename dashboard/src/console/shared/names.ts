import type { introspection } from '../../shared/graphql/schema-types';
import { MAKING_NAMES } from '../../shared/ledger/transaction-types';

type Enum<
  Name extends
    | 'AuditAction'
    | 'ErrorCode'
    | 'Operation'
    | 'TransactionStatus'
    | 'WalletKind'
    | 'WalletStatus'
    | 'UserStatus'
    | 'Role',
> = introspection['types'][Name]['enumValues'];

export type TransactionStatus = Enum<'TransactionStatus'>;
export type WalletKind = Enum<'WalletKind'>;
export type WalletStatus = Enum<'WalletStatus'>;
export type UserStatus = Enum<'UserStatus'>;
export type Role = Enum<'Role'>;
export type AuditAction = Enum<'AuditAction'>;
export type ErrorCode = Enum<'ErrorCode'>;
export type Operation = Enum<'Operation'>;

/** The ledger's own words, which operations speak; savers get friendlier ones. */
export const TRANSACTION_STATUSES: Readonly<Record<TransactionStatus, string>> = {
  PENDING: 'Pending',
  POSTED: 'Posted',
  VOIDED: 'Voided',
};

export const WALLET_KINDS: Readonly<Record<WalletKind, string>> = {
  CUSTOMER: 'Customer',
  TREASURY: 'Treasury',
  ESCROW: 'Escrow',
};

export const WALLET_STATUSES: Readonly<Record<WalletStatus, string>> = {
  ACTIVE: 'Active',
  FROZEN: 'Frozen',
  CLOSED: 'Closed',
};

export const USER_STATUSES: Readonly<Record<UserStatus, string>> = {
  ACTIVE: 'Active',
  SUSPENDED: 'Suspended',
  CLOSED: 'Closed',
};

export const ROLES: Readonly<Record<Role, string>> = {
  CUSTOMER: 'Customer',
  ANALYST: 'Analyst',
  OPERATOR: 'Operator',
};

export const AUDIT_ACTIONS: Readonly<Record<AuditAction, string>> = {
  SIGNED_IN: 'Signed in',
  SIGNED_OUT: 'Signed out',
  SIGN_IN_FAILED: 'Failed sign-in',
  ACCESS_DENIED: 'Access denied',
  EXPORT_TAKEN: 'Export taken',
  TRANSACTION_POSTED: 'Transaction posted',
  TRANSACTION_VOIDED: 'Transaction voided',
  TRANSACTION_EXPIRED: 'Transaction expired',
  TRANSACTION_REVERSED: 'Transaction reversed',
  WALLET_FROZEN: 'Wallet frozen',
  WALLET_UNFROZEN: 'Wallet unfrozen',
  WALLET_CLOSED: 'Wallet closed',
  WALLET_RENAMED: 'Wallet renamed',
  GOAL_SET: 'Goal set',
  GOAL_REMOVED: 'Goal removed',
  LOCK_BREAK_STARTED: 'Breaking a lock',
  LOCK_BREAK_WITHDRAWN: 'Lock kept',
  USER_SUSPENDED: 'User suspended',
  USER_REACTIVATED: 'User reactivated',
  REVIEW_RULE_SET: 'Review rule set',
  RISK_THRESHOLD_SET: 'Risk threshold set',
  API_TOKEN_CREATED: 'API token created',
  API_TOKEN_REVOKED: 'API token revoked',
  PASSWORD_CHANGED: 'Password changed',
  PASSWORD_RESET_ASKED: 'New password asked for',
  PASSWORD_RESET: 'Password reset',
  NAME_CHANGED: 'Name changed',
  EMAIL_CHANGE_ASKED: 'New email asked for',
  EMAIL_CHANGED: 'Email changed',
  EMAIL_VERIFIED: 'Email confirmed',
  ROLE_CHANGED: 'Role changed',
  IDENTITY_LINKED: 'Other sign-in linked',
  SESSIONS_ENDED: 'Sessions ended',
  ACCOUNT_CLOSED: 'Account closed',
  OWN_DATA_EXPORTED: 'Own data exported',
  TRANSFER_BATCH_SENT: 'Batch sent',
  PASSKEY_ADDED: 'Passkey added',
  PASSKEY_RENAMED: 'Passkey renamed',
  PASSKEY_REMOVED: 'Passkey removed',
  TOTP_ENABLED: 'Codes switched on',
  TOTP_DISABLED: 'Codes switched off',
  RECOVERY_CODES_CREATED: 'Recovery codes made',
  RECOVERY_CODE_USED: 'Recovery code used',
};

const OPERATIONS: Readonly<Record<Operation, string>> = {
  ...MAKING_NAMES,
  createWallet: 'New wallet',
  postTransaction: 'Post',
  voidTransaction: 'Void',
  freezeWallet: 'Freeze',
  unfreezeWallet: 'Unfreeze',
  closeWallet: 'Close',
  breakLock: 'Break a lock',
  transferBatch: 'Batch of transfers',
  suspendUser: 'Suspension',
  reactivateUser: 'Reactivation',
  setReviewRule: 'Review rule',
  setRiskThreshold: 'Risk threshold',
};

/** A newer server may have one that this page does not know. */
export function operationName(operation: Operation): string {
  return Object.hasOwn(OPERATIONS, operation) ? OPERATIONS[operation] : operation;
}

/** The codes of declines, each with its name. */
export const DECLINE_CODES = {
  INVALID_STATE: 'Invalid state',
  CURRENCY_MISMATCH: 'Currency mismatch',
  SAME_WALLET: 'Same wallet',
  INSUFFICIENT_FUNDS: 'Insufficient funds',
  WALLET_FROZEN: 'Wallet frozen',
  WALLET_CLOSED: 'Wallet closed',
  BALANCE_LIMIT: 'Balance limit',
  WALLET_LOCKED: 'Wallet locked',
} as const satisfies Partial<Record<ErrorCode, string>>;

/** "Insufficient funds" for INSUFFICIENT_FUNDS. */
export function codeName(code: string): string {
  const words = code.toLowerCase().replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Those of the texts that are names of the record, which is what a URL has to be asked. */
export function known<Name extends string>(
  names: Readonly<Record<Name, string>>,
  texts: readonly string[],
): Name[] {
  return texts.filter((text): text is Name => Object.hasOwn(names, text));
}
