import type { Currency } from './currencies.js';
import type { Metadata } from './transaction.js';

interface CommandBase {
  /** The signed-in user: whose key space, and whose wallets. */
  readonly principalId: string;
  readonly idempotencyKey: string;
  /** Minor units, greater than zero. */
  readonly amount: number;
  readonly currency: Currency;
  readonly reference: string | null;
  readonly description: string | null;
  readonly metadata: Metadata | null;
}

export interface DepositCommand extends CommandBase {
  readonly operation: 'deposit';
  readonly walletId: string;
}

export interface WithdrawCommand extends CommandBase {
  readonly operation: 'withdraw';
  readonly walletId: string;
}

export interface TransferCommand extends CommandBase {
  readonly operation: 'transfer';
  readonly fromWalletId: string;
  /** A wallet, or a person: then their oldest ACTIVE wallet of the currency at the moment of posting. */
  readonly to: { readonly walletId: string } | { readonly ownerId: string };
}

/** What `Ledger.submit` takes: one movement of money, already parsed, by somebody already known. */
export type Command = DepositCommand | WithdrawCommand | TransferCommand;
