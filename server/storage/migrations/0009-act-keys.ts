import { refuse, refuseToReplace } from './triggers.sqlite.js';

const RECORD = `principal_id, key, operation, fingerprint, transaction_id, wallet_id, batch_id, user_id,
  rejection_code, rejection_message, rejection_details, created_at`;
const USES = 'principal_id, key, replays, conflicts, last_at';

/**
 * Lets a key stand for an act that is recorded in the audit log alone. SQLite cannot change a constraint in place, so
 * the table is rebuilt, and with it the one that refers to it.
 */
export function actKeyTables(): string[] {
  const end = ') strict, without rowid';
  return [
    `create table idempotency_records_next (
      principal_id text not null references users (id),
      key text not null check (length(key) between 1 and 255),
      operation text not null,
      fingerprint text not null check (length(fingerprint) = 64),
      transaction_id text references transactions (id),
      wallet_id text references wallets (id),
      batch_id text references transfer_batches (id),
      user_id text references users (id),
      audit_sequence integer references audit_events (sequence),
      rejection_code text,
      rejection_message text,
      rejection_details text,
      created_at integer not null,
      primary key (principal_id, key),
      constraint idempotency_records_one_outcome check (
        case when transaction_id is null then 0 else 1 end
          + case when wallet_id is null then 0 else 1 end
          + case when batch_id is null then 0 else 1 end
          + case when user_id is null then 0 else 1 end
          + case when audit_sequence is null then 0 else 1 end
          + case when rejection_code is null then 0 else 1 end = 1)
    ${end}`,
    `insert into idempotency_records_next (${RECORD}) select ${RECORD} from idempotency_records`,
    `create table idempotency_uses_kept as select ${USES} from idempotency_uses`,
    `drop table idempotency_uses`,
    `drop table idempotency_records`,
    `alter table idempotency_records_next rename to idempotency_records`,
    `create index idempotency_records_declines on idempotency_records (created_at, rejection_code)
      where rejection_code is not null`,

    `create table idempotency_uses (
      principal_id text not null,
      key text not null,
      replays integer not null check (replays >= 0),
      conflicts integer not null check (conflicts >= 0),
      last_at integer not null,
      primary key (principal_id, key),
      foreign key (principal_id, key) references idempotency_records (principal_id, key)
    ${end}`,
    `insert into idempotency_uses (${USES}) select ${USES} from idempotency_uses_kept`,
    `drop table idempotency_uses_kept`,
    `create index idempotency_uses_recent on idempotency_uses (last_at)`,
  ];
}

/** Triggers of the rebuilt tables, which were dropped with the old ones. */
export const ACT_KEY_TRIGGERS_SQLITE: readonly string[] = [
  refuse(
    'idempotency_records_are_never_changed',
    'before update on idempotency_records',
    'outcomes are pinned',
  ),
  refuse(
    'idempotency_records_are_never_removed',
    'before delete on idempotency_records',
    'outcomes are pinned',
  ),
  refuseToReplace('idempotency_records', 'principal_id = new.principal_id and key = new.key'),
  refuse(
    'idempotency_uses_only_grow',
    `before update on idempotency_uses
      when new.replays < old.replays or new.conflicts < old.conflicts
        or new.principal_id <> old.principal_id or new.key <> old.key`,
    'uses of a key are counted, never uncounted',
  ),
];
