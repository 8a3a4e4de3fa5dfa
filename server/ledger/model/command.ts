import type { Currency } from '../money/currencies.js';
import type { Metadata } from './transaction.js';
import type { MovementOperation, MovementRequests } from './transaction-types.js';
import type { BatchMode, BatchRequest } from './transfer-batch.js';

/** The principal of a command, and its idempotency key. */
interface CommandBase {
  /** The signed-in user: whose key space, and whose wallets. */
  readonly principalId: string;
  readonly idempotencyKey: string;
}

/** Amount and texts of a movement. */
export interface Movement {
  /** Minor units, greater than zero. */
  readonly amount: number;
  readonly currency: Currency;
  readonly reference: string | null;
  readonly description: string | null;
  readonly metadata: Metadata | null;
}

/** One movement of a customer's money, already parsed, by somebody already known. */
export type MoneyCommand<Operation extends MovementOperation = MovementOperation> = {
  [Each in Operation]: CommandBase & Movement & { readonly operation: Each } & MovementRequests[Each];
}[Operation];

export type TransferCommand = MoneyCommand<'transfer'>;

/** A decision on a PENDING transaction, or the reversal of a POSTED one. */
export interface SettlementCommand extends CommandBase {
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

/** Commands whose outcome is a transaction. */
export type TransactionCommand = MoneyCommand | SettlementCommand | ExpireCommand;

/** A change of a wallet's status or lock. The key may be left out: the state itself keeps it from happening twice. */
export interface WalletCommand {
  readonly operation: 'freeze' | 'unfreeze' | 'close' | 'breakLock';
  /** None when the system acts, which has no key. */
  readonly principalId: string | null;
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

export interface BatchCommand extends CommandBase {
  readonly operation: 'transferBatch';
  readonly mode: BatchMode;
  readonly items: readonly BatchItem[];
  /** Name of this payment, such as a month. */
  readonly label?: string | null | undefined;
  /**
   * Refuses the batch where the same transfers were sent before: under this label, or at all when it has none; by the
   * principal alone, or by anybody. It guards the request and is no part of it.
   */
  readonly unlessSentBy?: 'PRINCIPAL' | 'ANYBODY' | undefined;
}

/** A batch with the digest of what it pays. */
export interface DigestedBatch extends BatchCommand {
  readonly contentDigest: string;
}

/** Everything that the ledger is asked to do in a unit of work with others, by its operation. */
export interface Commands extends MovementCommands {
  readonly post: SettlementCommand;
  readonly void: SettlementCommand;
  readonly reverse: SettlementCommand;
  readonly expire: ExpireCommand;
  readonly freeze: WalletCommand;
  readonly unfreeze: WalletCommand;
  readonly close: WalletCommand;
  readonly breakLock: WalletCommand;
  readonly transferBatch: BatchCommand;
}

type MovementCommands = { readonly [Operation in MovementOperation]: MoneyCommand<Operation> };

export type Command = Commands[keyof Commands];

/** A command as it waits in the ledger's queue. */
export type Queued = TransactionCommand | WalletCommand | DigestedBatch;

/**
 * Returns the request of a command without its principal and key: equal requests have equal fingerprints. The owner of
 * an email is looked up anew at each attempt, so it is not part of a batch's request.
 */
export function askedBy(command: Command): object {
  if (command.operation === 'transferBatch') {
    return askedByBatch(command, command.items.map(requestOf));
  }
  const { principalId: _principal, idempotencyKey: _key, ...asked } = command;
  return asked;
}

/**
 * Returns the request of a batch. A batch without a label is written as before labels existed, so that its fingerprint
 * stays the same.
 */
export function askedByBatch(
  { mode, label }: Pick<BatchCommand, 'mode' | 'label'>,
  items: readonly BatchRequest[],
): object {
  const named = label === undefined || label === null ? {} : { label };
  return { operation: 'transferBatch', mode, ...named, items };
}

/** Returns the request of one transfer of a batch, without the owner of its email. */
export function requestOf({ to, ...item }: BatchItem): BatchRequest {
  return { ...item, to: 'email' in to ? { email: to.email } : to };
}

/** True for a batch that is refused when its list was sent before. */
export function isSentOnce(command: Queued): boolean {
  return command.operation === 'transferBatch' && command.unlessSentBy !== undefined;
}
