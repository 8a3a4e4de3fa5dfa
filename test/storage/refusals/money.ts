import { inserting, replacing, running, type Refusal } from './cases.js';

const CONTINUES = 'an entry continues the sequence and the balance of its wallet';
const SAYS = 'what a transaction says never changes';
const SETTLED = 'a posted or voided transaction never changes';
const UNCHANGED = 'entries are append-only';

export const ENTRY_REFUSALS: readonly Refusal[] = [
  ...[
    'amount = amount + 1',
    'balance_after = 1',
    "wallet_id = 'empty'",
    'sequence = 9',
    "transaction_id = 'waiting'",
    "hash = replace(hash, 'd', 'e')",
  ].map((change) => running(`update entries set ${change} where id = 's3'`, UNCHANGED)),
  running("update entries set id = 'other' where id = 's3'", UNCHANGED),
  running('update entries set created_at = created_at', UNCHANGED),
  running("update or replace entries set amount = 1 where id = 's3'", UNCHANGED),
  running("delete from entries where id = 's3'", UNCHANGED),
  running('delete from entries', UNCHANGED),
  replacing(
    'entries',
    { id: 's3', sequence: 3, transaction_id: 'reversal', amount: -40, balance_after: 110 },
    'entries are never replaced',
  ),
  replacing('entries', { sequence: 3, amount: -40, balance_after: 110 }, 'entries are never replaced'),
  replacing('entries', { transaction_id: 'reversal' }, 'entries are never replaced'),

  inserting('entries', { sequence: 5 }, CONTINUES),
  inserting('entries', { sequence: 3 }, CONTINUES, 'entries_are_never_replaced'),
  inserting('entries', { sequence: -1 }, CONTINUES),
  inserting('entries', { balance_after: 111 }, CONTINUES),
  inserting('entries', { amount: -10 }, CONTINUES),
  inserting('entries', { wallet_id: 'empty' }, CONTINUES),
  inserting('entries', { wallet_id: 'empty', sequence: 1 }, CONTINUES),
  inserting('entries', { wallet_id: 'empty', sequence: 2, balance_after: 10 }, CONTINUES),
  inserting(
    'entries',
    { sequence: 0 },
    'CHECK constraint failed: sequence >= 1',
    'entries_continue_their_wallet',
  ),
  inserting('entries', { hash: '0'.repeat(64) }, 'an entry is chained to the one before it'),
  inserting('entries', { hash: 'd'.repeat(63) }, 'CHECK constraint failed: entries_hash_is_a_digest'),
  inserting('entries', { hash: 'D'.repeat(64) }, 'CHECK constraint failed: entries_hash_is_a_digest'),
  inserting('entries', { amount: 0, balance_after: 100 }, 'CHECK constraint failed: amount <> 0'),
  inserting(
    'entries',
    { transaction_id: 'kept' },
    'UNIQUE constraint failed: entries.transaction_id, entries.wallet_id',
    'entries_are_never_replaced',
  ),
  inserting('entries', { id: 's3' }, 'UNIQUE constraint failed: entries.id', 'entries_are_never_replaced'),
  inserting(
    'entries',
    { sequence: 3, amount: -50, balance_after: 100 },
    'UNIQUE constraint failed: entries.wallet_id, entries.sequence',
    'entries_are_never_replaced',
  ),
];

const NEVER_CHANGING = {
  id: "'other'",
  type: "'TRANSFER'",
  amount: 'amount + 1',
  currency: "'USD'",
  source_wallet_id: "'escrow'",
  destination_wallet_id: "'empty'",
  initiated_by_id: "'brian'",
  reference: "'other'",
  description: "'other'",
  metadata: 'null',
  created_at: '0',
  reversal_of_id: "'waiting'",
};

export const TRANSACTION_REFUSALS: readonly Refusal[] = [
  ...Object.entries(NEVER_CHANGING).flatMap(([column, value]) => [
    running(`update transactions set ${column} = ${value} where id = 'kept'`, SAYS),
    running(`update transactions set ${column} = ${value} where id = 'waiting'`, SAYS),
  ]),
  running("update transactions set status = 'VOIDED', posted_at = null where id = 'kept'", SETTLED),
  running("update transactions set status = 'PENDING', posted_at = null where id = 'kept'", SETTLED),
  running("update transactions set posted_at = posted_at + 1 where id = 'kept'", SETTLED),
  running("update transactions set status = 'POSTED', posted_at = 1 where id = 'voided'", SETTLED),
  running("update transactions set status = 'PENDING' where id = 'voided'", SETTLED),
  running("delete from transactions where id = 'waiting'", 'transactions are never removed'),
  running('delete from transactions', 'transactions are never removed'),
  replacing('transactions', { id: 'kept', amount: 1 }, 'transactions are never replaced'),
  replacing(
    'transactions',
    { type: 'REVERSAL', reversal_of_id: 'undone' },
    'transactions are never replaced',
  ),

  inserting(
    'transactions',
    { type: 'GIFT' },
    "CHECK constraint failed: type in ('DEPOSIT', 'TRANSFER', 'WITHDRAWAL', 'REVERSAL')",
  ),
  inserting(
    'transactions',
    { status: 'posted', posted_at: null },
    "CHECK constraint failed: status in ('PENDING', 'POSTED', 'VOIDED')",
  ),
  inserting('transactions', { amount: 0 }, 'CHECK constraint failed: amount between 1 and 999999999999999'),
  inserting('transactions', { amount: -1 }, 'CHECK constraint failed: amount between 1 and 999999999999999'),
  inserting(
    'transactions',
    { amount: 1_000_000_000_000_000 },
    'CHECK constraint failed: amount between 1 and 999999999999999',
  ),
  inserting('transactions', { currency: 'KESH' }, 'CHECK constraint failed: length(currency) = 3'),
  inserting(
    'transactions',
    { destination_wallet_id: 'savings' },
    'CHECK constraint failed: transactions_two_wallets',
  ),
  inserting('transactions', { posted_at: null }, 'CHECK constraint failed: transactions_posted_have_a_time'),
  inserting(
    'transactions',
    { status: 'PENDING' },
    'CHECK constraint failed: transactions_posted_have_a_time',
  ),
  inserting(
    'transactions',
    { status: 'VOIDED', voided_at: 1 },
    'CHECK constraint failed: transactions_posted_have_a_time',
  ),
  inserting(
    'transactions',
    { type: 'REVERSAL' },
    'CHECK constraint failed: transactions_reversals_have_an_original',
  ),
  inserting(
    'transactions',
    { reversal_of_id: 'kept' },
    'CHECK constraint failed: transactions_reversals_have_an_original',
  ),
  inserting(
    'transactions',
    { type: 'REVERSAL', reversal_of_id: 'undone' },
    'UNIQUE constraint failed: transactions.reversal_of_id',
    'transactions_are_never_replaced',
  ),
  inserting(
    'transactions',
    { id: 'kept' },
    'UNIQUE constraint failed: transactions.id',
    'transactions_are_never_replaced',
  ),
  running(
    "update transactions set status = 'POSTED' where id = 'waiting'",
    'CHECK constraint failed: transactions_posted_have_a_time',
  ),
];
