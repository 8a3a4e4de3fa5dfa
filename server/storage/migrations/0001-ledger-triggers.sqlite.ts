import { refuse, refuseToReplace } from './triggers.sqlite.js';

/** Triggers by which SQLite itself refuses changes that the ledger never makes, whichever program writes. */
export const LEDGER_TRIGGERS_SQLITE: readonly string[] = [
  refuse('entries_are_never_changed', 'before update on entries', 'entries are append-only'),
  refuse('entries_are_never_removed', 'before delete on entries', 'entries are append-only'),
  refuse(
    'entries_continue_their_wallet',
    `before insert on entries when not (
      case new.sequence when 1 then new.balance_after = new.amount
      else exists (
        select 1 from entries e
        where e.wallet_id = new.wallet_id and e.sequence = new.sequence - 1
          and e.balance_after + new.amount = new.balance_after)
      end)`,
    'an entry continues the sequence and the balance of its wallet',
  ),

  refuse('transactions_are_never_removed', 'before delete on transactions', 'transactions are never removed'),
  refuse(
    'transactions_keep_what_they_say',
    `before update of id, type, amount, currency, source_wallet_id, destination_wallet_id, initiated_by_id, reference,
      description, metadata, created_at, reversal_of_id on transactions`,
    'what a transaction says never changes',
  ),
  refuse(
    'transactions_settle_once',
    `before update of status, posted_at on transactions when old.status <> 'PENDING'`,
    'a posted or voided transaction never changes',
  ),

  refuse('wallets_are_never_removed', 'before delete on wallets', 'wallets are never removed'),
  refuse(
    'wallets_keep_their_nature',
    'before update of id, owner_id, kind, currency, created_at on wallets',
    'the owner, kind and currency of a wallet never change',
  ),
  refuse(
    'wallets_count_their_entries',
    'before update of sequence on wallets when new.sequence < old.sequence',
    'the sequence of a wallet never falls',
  ),

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

  // INSERT OR REPLACE removes conflicting rows without running the triggers that refuse to delete them.
  refuseToReplace(
    'entries',
    'id = new.id',
    'wallet_id = new.wallet_id and sequence = new.sequence',
    'transaction_id = new.transaction_id and wallet_id = new.wallet_id',
  ),
  refuseToReplace('transactions', 'id = new.id', 'reversal_of_id = new.reversal_of_id'),
  refuseToReplace(
    'wallets',
    'id = new.id',
    'new.owner_id is null and owner_id is null and currency = new.currency and kind = new.kind',
  ),
  refuseToReplace('idempotency_records', 'principal_id = new.principal_id and key = new.key'),

  // A transaction that is posted before the mark, because the clock was set back, joins its rolled-up hour at once.
  joinRolledUpHour(
    'transactions_join_their_hour',
    'after insert on transactions',
    'new.posted_at is not null',
  ),
  joinRolledUpHour(
    'transactions_join_their_hour_when_settled',
    'after update of posted_at on transactions',
    'old.posted_at is null',
  ),
];

/**
 * Makes a trigger that adds a transaction to its hour, also before 1970; the amount is kept as whole billions and the
 * rest.
 */
function joinRolledUpHour(name: string, event: string, condition: string): string {
  return `create trigger ${name} ${event}
    when ${condition} and new.posted_at < (select rolled_up_to from volume_mark)
    begin
      insert into volume_hours (hour_start, currency, type, count, amount_billions, amount_rest)
      values (
        new.posted_at - (new.posted_at % 3600000 + 3600000) % 3600000, new.currency, new.type, 1,
        new.amount / 1000000000, new.amount % 1000000000)
      on conflict (hour_start, currency, type) do update set
        count = count + 1,
        amount_billions = amount_billions + excluded.amount_billions,
        amount_rest = amount_rest + excluded.amount_rest;
    end`;
}
