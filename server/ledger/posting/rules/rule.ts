import type { Commands } from '../../model/command.js';
import type { QueuedOperation } from '../../model/operations.js';
import type { LimitedOperation, MakingOperation, TypeMadeBy } from '../../model/transaction-types.js';
import type { Transaction } from '../../model/transaction.js';
import type { Wallet } from '../../model/wallet.js';
import type { LedgerError } from '../../errors.js';
import type { Currency } from '../../money/currencies.js';
import type { Book } from '../book/book.js';

/** The operations that a rule decides: what expires has no key, and is asked for by nobody. */
export type RuledOperation = QueuedOperation | 'expire';

/** The rows that a rule reads, as far as its command names them: they are loaded and locked before the rule runs. */
export interface Needs {
  readonly walletIds?: readonly string[];
  /** Owners of wallets, of which all are loaded. */
  readonly ownerIds?: readonly string[];
  /** Earlier transactions, with the wallets of their sides. */
  readonly transactionIds?: readonly string[];
  /** Earlier transactions whose reversal it is about. */
  readonly reversalsOf?: readonly string[];
  /** The currencies whose review rules it obeys. */
  readonly reviewedIn?: readonly Currency[];
}

/** A type that review rules hold up cannot leave out whose rules: it would never wait. */
type NeedsOf<Operation extends RuledOperation> = Operation extends LimitedOperation
  ? Needs & Required<Pick<Needs, 'reviewedIn'>>
  : Needs;

/** Outcome of one transfer of a batch. */
export type ItemOutcome = Transaction | LedgerError;

/** The result of an operation. */
export type Effect<Operation extends RuledOperation> = Operation extends
  'freeze' | 'unfreeze' | 'close' | 'breakLock'
  ? Wallet
  : Operation extends 'transferBatch'
    ? ItemOutcome[]
    : Transaction;

/** Everything that there is to say of an operation of the ledger. */
export type Rule<Operation extends RuledOperation> = {
  readonly operation: Operation;
  readonly needs: (command: Commands[Operation]) => NeedsOf<Operation>;
  /** Checks everything before it changes anything: a rule that throws has changed nothing. */
  readonly apply: (book: Book, command: Commands[Operation]) => Effect<Operation>;
} & (Operation extends MakingOperation ? Making<Operation> : unknown);

interface Making<Operation extends MakingOperation> {
  /** Of the transaction that it makes. */
  readonly type: TypeMadeBy<Operation>;
}
