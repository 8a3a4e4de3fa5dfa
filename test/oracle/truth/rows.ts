import Database from 'better-sqlite3';
import type {
  AuditRow,
  BatchItemRow,
  EntryRow,
  RecordRow,
  TransactionRow,
  WalletRow,
} from '../../support/book-rows.js';

export interface UserRow {
  readonly id: string;
  readonly email: string;
  readonly display_name: string;
  readonly role: string;
  readonly status: string;
  readonly created_at: number;
}

export interface BatchRow {
  readonly id: string;
  readonly mode: string;
  readonly initiated_by_id: string;
  readonly item_count: number;
  readonly created_at: number;
}

export interface KeyUseRow {
  readonly principal_id: string;
  readonly key: string;
  readonly replays: number;
  readonly conflicts: number;
  readonly last_at: number;
}

export interface KeyUseHourRow {
  readonly hour_start: number;
  readonly replays: number;
  readonly conflicts: number;
}

export interface ApiTokenRow {
  readonly id: string;
  readonly user_id: string;
  readonly name: string;
  readonly role: string;
  readonly access: string;
  readonly ending: string;
  readonly created_at: number;
  readonly expires_at: number;
  readonly revoked_at: number | null;
  readonly revoked_by_id: string | null;
}

/** Everything the oracle knows: whole tables, as they are stored. */
export interface Tables {
  readonly users: readonly UserRow[];
  readonly wallets: readonly WalletRow[];
  readonly transactions: readonly TransactionRow[];
  readonly entries: readonly EntryRow[];
  readonly records: readonly RecordRow[];
  readonly keyUses: readonly KeyUseRow[];
  readonly keyUseHours: readonly KeyUseHourRow[];
  readonly batches: readonly BatchRow[];
  readonly batchItems: readonly BatchItemRow[];
  readonly auditEvents: readonly AuditRow[];
  readonly apiTokens: readonly ApiTokenRow[];
}

/** Reads whole tables over a connection of its own: no condition, no join and no order that could be wrong. */
export function readTables(path: string): Tables {
  const database = new Database(path, { readonly: true, fileMustExist: true });
  const all = <Row>(table: string): Row[] => database.prepare<[], Row>(`select * from ${table}`).all();
  try {
    return {
      users: all<UserRow>('users'),
      wallets: all<WalletRow>('wallets'),
      transactions: all<TransactionRow>('transactions'),
      entries: all<EntryRow>('entries'),
      records: all<RecordRow>('idempotency_records'),
      keyUses: all<KeyUseRow>('idempotency_uses'),
      keyUseHours: all<KeyUseHourRow>('idempotency_use_hours'),
      batches: all<BatchRow>('transfer_batches'),
      batchItems: all<BatchItemRow>('transfer_batch_items'),
      auditEvents: all<AuditRow>('audit_events'),
      apiTokens: all<ApiTokenRow>('api_tokens'),
    };
  } finally {
    database.close();
  }
}
