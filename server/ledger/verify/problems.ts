/** Everything that a verification can find wrong. */
export type ProblemCode =
  | 'DATABASE_DAMAGED'
  | 'SCHEMA_CHANGED'
  | 'REFERENCE_MISSING'
  | 'TRANSACTION_STATUS'
  | 'TRANSACTION_AMOUNT'
  | 'TRANSACTION_ENTRY_COUNT'
  | 'TRANSACTION_UNBALANCED'
  | 'TRANSACTION_SOURCE_ENTRY'
  | 'TRANSACTION_DESTINATION_ENTRY'
  | 'TRANSACTION_CURRENCY'
  | 'TRANSACTION_PARTIES'
  | 'TRANSACTION_REVERSAL'
  | 'TRANSACTION_WITHOUT_RECORD'
  | 'TRANSACTION_CONTENT'
  | 'TRANSACTION_TIME'
  | 'TRANSACTION_EXPIRY'
  | 'ENTRY_SEQUENCE'
  | 'ENTRY_BALANCE'
  | 'ENTRY_HASH'
  | 'CLOCK_SETBACK'
  | 'WALLET_ENTRY_SUM'
  | 'WALLET_POSTED'
  | 'WALLET_ORIGIN'
  | 'WALLET_MISSING'
  | 'WALLET_CHAIN_HEAD'
  | 'WALLET_STATUS'
  | 'WALLET_SEQUENCE'
  | 'WALLET_OVERDRAWN'
  | 'WALLET_CLOSED'
  | 'WALLET_HELD'
  | 'WALLET_INCOMING'
  | 'TRIAL_BALANCE'
  | 'RECORD_TRANSACTION_MISSING'
  | 'RECORD_PRINCIPAL'
  | 'RECORD_OPERATION'
  | 'RECORD_TRANSACTION_SHARED'
  | 'RECORD_FINGERPRINT'
  | 'RECORD_TIME'
  | 'RECORD_OUTCOME'
  | 'SETTLEMENT_WITHOUT_RECORD'
  | 'RECORD_WALLET'
  | 'RECORD_ACT'
  | 'USER_STATUS'
  | 'RECORD_REJECTION'
  | 'BATCH_RECORD'
  | 'BATCH_ITEMS'
  | 'BATCH_ITEM'
  | 'REVIEW_RULE'
  | 'AUDIT_SEQUENCE'
  | 'AUDIT_HASH'
  | 'CHECKPOINT_NUMBER'
  | 'CHECKPOINT_PREVIOUS'
  | 'CHECKPOINT_KEY'
  | 'CHECKPOINT_SIGNATURE'
  | 'CHECKPOINT_AUDIT'
  | 'CHECKPOINT_ROOT'
  | 'CHECKPOINT_LEAF'
  | 'CHECKPOINT_NODE'
  | 'SIGNING_KEY'
  | 'VOLUME_HOUR';

/** One contradiction in the books. Money in `expected` and `found` is in minor units. */
export interface Problem {
  readonly code: ProblemCode;
  /** The row that is wrong. Its id is the primary key, joined by spaces when it has several columns; null for a whole table. */
  readonly subject: { readonly table: string; readonly id: string | null };
  readonly message: string;
  readonly expected: string;
  readonly found: string;
}

const LISTED_MAX = 100;

/** Lists the first problems and counts them all, so that ruined books do not fill the memory. */
export class Problems {
  readonly listed: Problem[] = [];
  #total = 0;

  get total(): number {
    return this.#total;
  }

  /** How many more are listed; queries that only name rows need not fetch more. */
  get room(): number {
    return LISTED_MAX - this.listed.length;
  }

  add(problem: Problem): void {
    this.#total += 1;
    if (this.room > 0) this.listed.push(problem);
  }

  /** Counts problems that were not named. */
  addUnlisted(count: number): void {
    this.#total += count;
  }
}
