/** Everything that a verification can find wrong, and what it means. */
export const PROBLEMS = {
  DATABASE_DAMAGED: 'The file is not as SQLite writes it, or cannot be read.',
  SCHEMA_CHANGED: 'A table, an index or a trigger is not what the migrations made.',
  REFERENCE_MISSING: 'A row names another one that is not there.',
  TRANSACTION_STATUS: 'The status of a transaction contradicts its times.',
  TRANSACTION_AMOUNT: 'The amount of a transaction is not one that may be moved.',
  TRANSACTION_ENTRY_COUNT: 'A posted transaction has not exactly two entries, or another one has any.',
  TRANSACTION_UNBALANCED: 'The entries of a transaction do not add up to zero.',
  TRANSACTION_SOURCE_ENTRY: 'The source wallet was not debited with the amount.',
  TRANSACTION_DESTINATION_ENTRY: 'The destination wallet was not credited with the amount.',
  TRANSACTION_CURRENCY: 'A wallet has another currency than the transaction.',
  TRANSACTION_PARTIES: 'Money moved between kinds of wallets that its type does not allow.',
  TRANSACTION_REVERSAL: 'A reversal does not undo what it says it undoes.',
  TRANSACTION_WITHOUT_RECORD: 'A transaction has no key that it was asked for with.',
  TRANSACTION_CONTENT: 'A transaction says something else than its entries were hashed with.',
  TRANSACTION_TIME:
    'A transaction was posted or voided at another time than its entries or the audit log say.',
  TRANSACTION_EXPIRY: 'A transaction has an expiry that it should not have, or none where it should.',
  ENTRY_SEQUENCE: 'The entries of a wallet do not count on from the one before.',
  ENTRY_BALANCE: 'The balance after an entry is not the one before it and its amount.',
  ENTRY_HASH: 'An entry is not what it was hashed as.',
  CLOCK_SETBACK: 'What is noted of clocks that were set back is not what the entries say.',
  WALLET_ENTRY_SUM: 'The entries of a wallet do not add up to its balance.',
  WALLET_POSTED: 'The posted balance is not the one after the last entry.',
  WALLET_ORIGIN: 'A wallet is not what it was opened as.',
  WALLET_MISSING: 'A wallet that was opened is gone.',
  WALLET_CHAIN_HEAD: 'The head of a wallet’s chain is not the hash of its last entry.',
  WALLET_SHARD: 'A shard is not a part of the treasury that it says it is one of.',
  WALLET_STATUS: 'The status of a wallet is not what the audit log says was made of it.',
  WALLET_SEQUENCE: 'The sequence of a wallet is not that of its last entry.',
  WALLET_OVERDRAWN: 'A wallet that must not is below zero.',
  WALLET_CLOSED: 'A closed wallet is not empty.',
  WALLET_GOAL: 'A goal was not reached when it says so.',
  WALLET_HELD: 'What is held is not what pending transactions will take.',
  WALLET_INCOMING: 'What is incoming is not what pending transactions will bring.',
  TRIAL_BALANCE: 'The wallets of a currency do not add up to zero.',
  RECORD_TRANSACTION_MISSING: 'A key stands for a transaction that is not there.',
  RECORD_PRINCIPAL: 'What a key stands for was asked for by somebody else.',
  RECORD_OPERATION: 'A key stands for a transaction of another type than its operation makes.',
  RECORD_TRANSACTION_SHARED: 'A transaction belongs to several keys.',
  RECORD_FINGERPRINT: 'The fingerprint of a key is not that of what it stands for.',
  RECORD_TIME: 'A key was used at another time than what it stands for.',
  RECORD_OUTCOME: 'A key stands for several things, or for another one than its operation comes to.',
  SETTLEMENT_WITHOUT_RECORD: 'A settlement has no key that it was asked for with.',
  RECORD_WALLET: 'A key stands for a wallet that its owner did not open.',
  RECORD_ACT: 'A key stands for an act that is not in the audit log.',
  USER_STATUS: 'The status of a user is not what the audit log says was made of it.',
  RECORD_REJECTION: 'A key is pinned to a rejection that the ledger does not know.',
  BATCH_RECORD: 'A batch has not exactly one key.',
  BATCH_ITEMS: 'A batch has not one outcome for each of its items.',
  BATCH_ITEM: 'The outcome of an item is not one that its batch can have.',
  BATCH_CONTENT: 'A batch is not what its items ask for, or not what the audit log says was sent.',
  REVIEW_RULE: 'A review rule is not what the audit log says was made of it.',
  RISK_THRESHOLD: 'A risk threshold is not what the audit log says was made of it.',
  AUDIT_SEQUENCE: 'The audit log has a gap.',
  AUDIT_HASH: 'An event of the audit log is not what it was hashed as.',
  AUDIT_PERSONAL: 'What the audit log says of a person is not what its event has the digest of.',
  CHECKPOINT_NUMBER: 'The checkpoints do not count from 1 without a gap.',
  CHECKPOINT_PREVIOUS: 'A checkpoint does not follow the one before it.',
  CHECKPOINT_KEY: 'A checkpoint is signed by a key that does not count.',
  CHECKPOINT_SIGNATURE: 'The signature of a checkpoint is wrong.',
  CHECKPOINT_AUDIT: 'The audit log is not what a checkpoint signed.',
  CHECKPOINT_ROOT: 'The root of a checkpoint is not that of its leaves.',
  CHECKPOINT_LEAF: 'The chain of a wallet does not end where a checkpoint signed that it ended.',
  CHECKPOINT_NODE: 'A node of the tree is not the hash of what is below it.',
  SIGNING_KEY: 'A signing key is not what its id or its first checkpoint says.',
  VOLUME_HOUR: 'The total of an hour is not what its transactions add up to.',
} as const;
export type ProblemCode = keyof typeof PROBLEMS;

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

/** The first problems, and how many there are in all. */
export interface Found {
  readonly listed: readonly Problem[];
  readonly total: number;
}

/** Lists the first problems and counts them all, so that ruined books do not fill the memory. */
export class Problems implements Found {
  readonly listed: Problem[] = [];
  #total = 0;

  get total(): number {
    return this.#total;
  }

  /** Number of problems that can still be listed, as a limit for queries that only name rows. */
  get room(): number {
    return LISTED_MAX - this.listed.length;
  }

  add(problem: Problem): void {
    this.#total += 1;
    if (this.room > 0) this.listed.push(problem);
  }

  /** Adds what somebody else has found. */
  addAll({ listed, total }: Found): void {
    for (const problem of listed) this.add(problem);
    this.addUnlisted(total - listed.length);
  }

  /** Counts problems that were not named. */
  addUnlisted(count: number): void {
    this.#total += count;
  }
}
