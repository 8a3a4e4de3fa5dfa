import type { TransactionType } from '../../../server/ledger/model/transaction-types.js';
import type { TransactionStatus } from '../../../server/ledger/model/transaction.js';
import type { WalletStatus } from '../../../server/ledger/model/wallet.js';

/** The currencies of the model with their digits, written down again so that the product's own list is not asked. */
export const MODEL_CURRENCIES = { KES: 2, JPY: 0, KWD: 3 } as const;
export type ModelCurrency = keyof typeof MODEL_CURRENCIES;

/** No balance goes further from zero. */
export const LIMIT = 2n ** 53n - 1n;

/** Time that a pending transaction waits at most, in milliseconds. */
export const PENDING_MS = 7 * 24 * 60 * 60 * 1000;

/** A customer's wallet, or the treasury of a currency. */
export interface Account {
  readonly kind: 'CUSTOMER' | 'TREASURY';
  /** Given by the ledger; none until its answer is there. */
  id: string | undefined;
  readonly ownerId: string | undefined;
  readonly currency: ModelCurrency;
  status: WalletStatus;
  posted: bigint;
  held: bigint;
  incoming: bigint;
  entries: number;
}

export function newAccount(fields: Pick<Account, 'kind' | 'id' | 'ownerId' | 'currency'>): Account {
  return { ...fields, status: 'ACTIVE', posted: 0n, held: 0n, incoming: 0n, entries: 0 };
}

/** A transaction in the model. Times are in milliseconds. */
export interface Motion {
  /** Given by the ledger; none until its answer is there. */
  id: string | undefined;
  readonly type: TransactionType;
  status: TransactionStatus;
  readonly amount: bigint;
  readonly source: Account;
  readonly destination: Account;
  readonly createdAt: number;
  expiresAt: number | undefined;
  postedAt: number | undefined;
  voidedAt: number | undefined;
  /** The transaction that it reverses. */
  readonly original: Motion | undefined;
  /** The transaction that has reversed it. */
  reversal: Motion | undefined;
}
