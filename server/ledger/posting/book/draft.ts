import type { Metadata } from '../../model/transaction.js';
import type { TransactionType } from '../../model/transaction-types.js';
import type { Wallet } from '../../model/wallet.js';
import type { Currency } from '../../money/currencies.js';

/** Fields of a new transaction, apart from those that the book sets itself. */
export interface Draft {
  readonly type: TransactionType;
  /** Minor units, greater than zero. */
  readonly amount: number;
  readonly currency: Currency;
  readonly source: Wallet;
  readonly destination: Wallet;
  readonly initiatedById: string;
  readonly reference: string | null;
  readonly description: string | null;
  readonly metadata: Metadata | null;
  /** For a REVERSAL: the original transaction. */
  readonly reversalOfId?: string;
}
