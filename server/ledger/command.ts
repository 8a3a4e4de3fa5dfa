import type { Currency } from './currencies.js';
import type { Metadata } from './transaction.js';
import type { BatchMode } from './transfer-batch.js';

/** Who asks, and under which key. */
interface Asked {
  /** The signed-in user: whose key space, and whose wallets. */
  readonly principalId: string;
  readonly idempotencyKey: string;
}

/** How much, and what for. */
export interface Movement {
  /** Minor units, greater than zero. */
  readonly amount: number;
  readonly currency: Currency;
  readonly reference: string | null;
  readonly description: string | null;
  readonly metadata: Metadata | null;
}

export interface DepositCommand extends Asked, Movement {
  readonly operation: 'deposit';
  readonly walletId: string;
}

export interface WithdrawCommand extends Asked, Movement {
  readonly operation: 'withdraw';
  readonly walletId: string;
}

export interface TransferCommand extends Asked, Movement {
  readonly operation: 'transfer';
  readonly fromWalletId: string;
  /** A wallet, or a person: then their oldest ACTIVE wallet of the currency at the moment of posting. */
  readonly to: { readonly walletId: string } | { readonly ownerId: string };
}

/** One movement of a customer's money, already parsed, by somebody already known. */
export type MoneyCommand = DepositCommand | WithdrawCommand | TransferCommand;

/** What becomes of a PENDING transaction, or of a POSTED one that was wrong. */
export interface SettlementCommand extends Asked {
  readonly operation: 'post' | 'void' | 'reverse';
  readonly transactionId: string;
  /** For the audit log. */
  readonly reason: string | null;
}

/** The system gives up a PENDING transaction whose time is over. It needs no key: the second attempt finds nothing to do. */
export interface ExpireCommand {
  readonly operation: 'expire';
  readonly principalId: null;
  readonly idempotencyKey: null;
  readonly transactionId: string;
}

/** What ends in a transaction. */
export type TransactionCommand = MoneyCommand | SettlementCommand | ExpireCommand;

/** A change of a wallet's status. The key may be left out: the state itself keeps it from happening twice. */
export interface WalletCommand {
  readonly operation: 'freeze' | 'unfreeze' | 'close';
  readonly principalId: string;
  readonly idempotencyKey: string | null;
  readonly walletId: string;
  readonly reason: string | null;
  /** True when the wallet must be the principal's own; operators act on everybody's. */
  readonly ownOnly: boolean;
}

/** One transfer of a batch. */
export interface BatchItem extends Movement {
  readonly fromWalletId: string;
  /** A person goes by the email that was given, in lower case; `ownerId` is null when nobody has it. */
  readonly to: { readonly walletId: string } | { readonly email: string; readonly ownerId: string | null };
}

export interface BatchCommand extends Asked {
  readonly operation: 'transferBatch';
  readonly mode: BatchMode;
  readonly items: readonly BatchItem[];
}

/** Everything that goes through the ledger's queue. */
export type Command = TransactionCommand | WalletCommand | BatchCommand;

/**
 * What a command asks for, whoever asks and under whichever key: equal requests have equal fingerprints of it. Whom an
 * email belongs to is found out anew at each attempt, so it is no part of a batch's request.
 */
export function askedBy(command: Command): object {
  const { principalId: _principal, idempotencyKey: _key, ...asked } = command;
  if (asked.operation !== 'transferBatch') return asked;
  const items = asked.items.map(({ to, ...item }) => ({
    ...item,
    to: 'email' in to ? { email: to.email } : to,
  }));
  return { ...asked, items };
}
