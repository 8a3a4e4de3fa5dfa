/** The rows of the books, column by column as the database has them. */
export interface WalletRow {
  readonly id: string;
  readonly owner_id: string | null;
  readonly kind: string;
  readonly currency: string;
  readonly name: string;
  readonly status: string;
  readonly posted: number;
  readonly held: number;
  readonly incoming: number;
  readonly sequence: number;
  readonly created_at: number;
  readonly chain_head: string;
  readonly shard_of: string | null;
  readonly shard: number;
  readonly goal_target: number | null;
  readonly goal_began_at: number | null;
  readonly goal_began_after: number | null;
  readonly goal_reached_at: number | null;
}

export interface TransactionRow {
  readonly id: string;
  readonly type: string;
  readonly status: string;
  readonly amount: number;
  readonly currency: string;
  readonly source_wallet_id: string;
  readonly destination_wallet_id: string;
  readonly initiated_by_id: string;
  readonly reference: string | null;
  readonly description: string | null;
  readonly metadata: string | null;
  readonly created_at: number;
  readonly posted_at: number | null;
  readonly reversal_of_id: string | null;
  readonly expires_at: number | null;
  readonly voided_at: number | null;
}

export interface EntryRow {
  readonly id: string;
  readonly wallet_id: string;
  readonly sequence: number;
  readonly transaction_id: string;
  readonly amount: number;
  readonly balance_after: number;
  readonly created_at: number;
  readonly hash: string;
}

export interface RecordRow {
  readonly principal_id: string;
  readonly key: string;
  readonly operation: string;
  readonly fingerprint: string;
  readonly transaction_id: string | null;
  readonly wallet_id: string | null;
  readonly batch_id: string | null;
  readonly user_id: string | null;
  readonly rejection_code: string | null;
  readonly rejection_message: string | null;
  readonly rejection_details: string | null;
  readonly created_at: number;
}

export interface BatchItemRow {
  readonly batch_id: string;
  readonly position: number;
  readonly transaction_id: string | null;
  readonly error_code: string | null;
  readonly error_message: string | null;
  readonly error_details: string | null;
}

export interface AuditRow {
  readonly sequence: number;
  readonly at: number;
  readonly actor_id: string | null;
  readonly action: string;
  readonly transaction_id: string | null;
  readonly wallet_id: string | null;
  readonly user_id: string | null;
  readonly reason: string | null;
  readonly details: string | null;
  readonly hash: string;
}

export interface VolumeRow {
  readonly hour_start: number;
  readonly currency: string;
  readonly type: string;
  readonly count: number;
  readonly amount_billions: number;
  readonly amount_rest: number;
}
