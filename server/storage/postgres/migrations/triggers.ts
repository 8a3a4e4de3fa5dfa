import {
  appendOnly,
  changed,
  countsFromOne,
  neverRemoved,
  refuse,
  REFUSE,
  withFunction,
} from './trigger-kinds.js';
import { UNCHAINED } from './unchained.js';

const WALLETS: readonly string[] = [
  refuse(
    'wallets_begin_a_chain',
    'before insert on wallets',
    'a wallet begins a chain',
    `new.chain_head = '${UNCHAINED}'`,
  ),
  refuse(
    'wallets_chain_what_they_count',
    'before update of sequence, chain_head on wallets',
    'the chain of a wallet grows with its sequence',
    '(new.sequence <> old.sequence) <> (new.chain_head <> old.chain_head)',
  ),
  refuse(
    'wallets_count_their_entries',
    'before update of sequence on wallets',
    'the sequence of a wallet never falls',
    'new.sequence < old.sequence',
  ),
  refuse(
    'wallets_keep_their_nature',
    'before update of id, owner_id, kind, currency, created_at on wallets',
    'the owner, kind and currency of a wallet never change',
  ),
  ...neverRemoved('wallets', 'wallets are never removed'),
  ...withFunction(
    'wallets_keep_their_origin',
    'after insert on wallets',
    'begin insert into wallet_origins (wallet_id, hash) values (new.id, new.chain_head); return null; end',
  ),
  ...appendOnly('wallet_origins'),
];

const TRANSACTIONS: readonly string[] = [
  ...neverRemoved('transactions', 'transactions are never removed'),
  refuse(
    'transactions_keep_what_they_say',
    `before update of id, type, amount, currency, source_wallet_id, destination_wallet_id, initiated_by_id, reference,
      description, metadata, created_at, reversal_of_id on transactions`,
    'what a transaction says never changes',
  ),
  refuse(
    'transactions_settle_once',
    'before update of status, posted_at on transactions',
    'a posted or voided transaction never changes',
    `old.status <> 'PENDING'`,
  ),
  refuse(
    'transactions_are_voided_once',
    'before update of voided_at on transactions',
    'a posted or voided transaction never changes',
    `old.status <> 'PENDING'`,
  ),
  refuse(
    'transactions_keep_their_expiry',
    'before update of expires_at on transactions',
    'the expiry of a transaction never changes',
  ),
];

const ENTRIES: readonly string[] = [
  ...appendOnly('entries'),
  refuse(
    'entries_are_chained',
    'before insert on entries',
    'an entry is chained to the one before it',
    `new.hash = '${UNCHAINED}'`,
  ),
  ...withFunction(
    'entries_continue_their_wallet',
    'before insert on entries',
    `declare before record;
    begin
      if new.sequence = 1 then
        if new.balance_after <> new.amount then
          raise exception 'an entry continues the sequence and the balance of its wallet';
        end if;
        return new;
      end if;
      select balance_after, created_at into before from entries
        where wallet_id = new.wallet_id and sequence = new.sequence - 1;
      if not found or before.balance_after + new.amount <> new.balance_after then
        raise exception 'an entry continues the sequence and the balance of its wallet';
      end if;
      if new.created_at < before.created_at then
        insert into clock_setbacks (wallet_id, sequence, created_at)
        values (new.wallet_id, new.sequence, new.created_at);
      end if;
      return new;
    end`,
  ),
  // At the end of the unit of work, when all that belongs together is there.
  ...withFunction(
    'entries_sum_to_zero',
    'after insert on entries deferrable initially deferred',
    `begin
      if (select sum(amount) from entries where transaction_id = new.transaction_id) <> 0 then
        raise exception 'the entries of a transaction sum to zero';
      end if;
      return null;
    end`,
  ),
  refuse(
    'clock_setbacks_are_never_changed',
    'before update on clock_setbacks',
    'that the clock was set back stays known',
  ),
  ...neverRemoved('clock_setbacks', 'that the clock was set back stays known'),
];

const KEYS: readonly string[] = [
  refuse(
    'idempotency_records_are_never_changed',
    'before update on idempotency_records',
    'outcomes are pinned',
  ),
  ...neverRemoved('idempotency_records', 'outcomes are pinned'),
  refuse(
    'idempotency_uses_only_grow',
    'before update on idempotency_uses',
    'uses of a key are counted, never uncounted',
    'new.replays < old.replays or new.conflicts < old.conflicts or new.principal_id <> old.principal_id or new.key <> old.key',
  ),
];

const RECORDS: readonly string[] = [
  ...appendOnly('audit_events'),
  ...countsFromOne('audit_events_count_from_one', 'audit_events', 'sequence', 'audit events have no gap'),
  refuse(
    'audit_personal_details_are_never_changed',
    'before update on audit_personal_details',
    'audit_personal_details are never changed',
  ),
  ...appendOnly('transfer_batches'),
  ...appendOnly('transfer_batch_items'),
  ...appendOnly('signing_keys'),
  ...appendOnly('checkpoints'),
  ...countsFromOne('checkpoints_count_from_one', 'checkpoints', 'number', 'checkpoints have no gap'),
  ...appendOnly('checkpoint_leaves'),
  ...appendOnly('checkpoint_nodes'),
];

const TERMS: readonly string[] = [
  refuse(
    'api_tokens_keep_their_terms',
    'before update on api_tokens',
    'the terms of an API token are never changed',
    changed(
      ...['id', 'user_id', 'token_hash', 'name', 'role', 'access', 'ending', 'created_at', 'expires_at'],
    ),
  ),
  refuse(
    'api_tokens_stay_revoked',
    'before update on api_tokens',
    'a revoked API token stays revoked',
    `old.revoked_at is not null and (${changed('revoked_at', 'revoked_by_id')})`,
  ),
  refuse(
    'risk_alerts_are_only_cleared',
    'before update on risk_alerts',
    'an alert is raised once and cleared once',
    `old.cleared_at is not null or ${changed('id', 'kind', 'currency', 'threshold', 'value', 'raised_at')}`,
  ),
  ...neverRemoved('risk_alerts', 'alerts are never removed'),
];

/** Triggers by which PostgreSQL itself refuses forbidden changes, as SQLite's do. */
export const TRIGGERS: readonly string[] = [
  REFUSE,
  ...WALLETS,
  ...TRANSACTIONS,
  ...ENTRIES,
  ...KEYS,
  ...RECORDS,
  ...TERMS,
];
