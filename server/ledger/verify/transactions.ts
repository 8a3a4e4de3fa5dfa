import { comparableSum } from '../money/exact-sum.js';
import { AMOUNT_MAX_MINOR } from '../money/money.js';
import { TYPE_KINDS } from '../model/transaction-types.js';
import { translated } from '../database/sql.js';
import type { Snapshot } from '../database/snapshot.js';
import type { Problems } from './problems.js';
import { checkListed, checkRows, type RowCheck } from './row-check.js';
import type { Scope } from './scope.js';

/** A reversal has none of its own: it mirrors what it undoes. */
const PARTIES = translated(
  't.type',
  Object.entries(TYPE_KINDS).flatMap(([type, { from, to }]) =>
    from === null ? [] : [[type, `${from} to ${to}`] as const],
  ),
);

/** The entry `e` is one of a wallet, or of a shard of it. */
const isBookedOn = (
  wallet: string,
  id: string,
): string => `e.wallet_id = t.${id} or ${wallet}.kind = 'TREASURY'
  and exists (select 1 from wallets shards where shards.shard_of = t.${id} and shards.id = e.wallet_id)`;

const POSTED = `status = 'POSTED'`;

const TRANSACTIONS: RowCheck = {
  table: 'transactions',
  key: ['id'],
  source: (page) => `
    select t.id, t.type, t.status, t.created_at, t.expires_at, t.posted_at, t.voided_at,
      t.amount, t.currency, -t.amount as debit,
      min(e.created_at) as first_entry_at, max(e.created_at) as last_entry_at,
      case when t.status = 'VOIDED' then (select max(at) from audit_events a where a.transaction_id = t.id
        and a.action in ('TRANSACTION_VOIDED', 'TRANSACTION_EXPIRED')) end as given_up_at,
      case when t.status = 'VOIDED' then (select max(at) from audit_events a where a.transaction_id = t.id
        and a.action = 'TRANSACTION_EXPIRED') end as expired_at,
      not (t.${POSTED}) or exists (select 1 from audit_events a where a.transaction_id = t.id
        and a.action = 'TRANSACTION_POSTED') as has_waited,
      case when t.${POSTED} then 2 else 0 end as entries_due,
      count(e.id) as entries,
      ${comparableSum('e.amount')} as entry_sum,
      sum(case when ${isBookedOn('s', 'source_wallet_id')} then e.amount end) as source_amount,
      sum(case when ${isBookedOn('d', 'destination_wallet_id')} then e.amount end) as destination_amount,
      s.currency || ' to ' || d.currency as currencies,
      t.currency || ' to ' || t.currency as currencies_due,
      s.kind || ' to ' || d.kind as parties,
      ${PARTIES} as parties_due,
      o.id as original_id,
      o.status = 'POSTED' and o.amount = t.amount and o.currency = t.currency
        and o.source_wallet_id = t.destination_wallet_id and o.destination_wallet_id = t.source_wallet_id as mirrored
    from ${page} t
    left join entries e on e.transaction_id = t.id
    left join wallets s on s.id = t.source_wallet_id
    left join wallets d on d.id = t.destination_wallet_id
    left join transactions o on o.id = t.reversal_of_id
    group by t.id, t.type, t.status, t.created_at, t.expires_at, t.posted_at, t.voided_at, t.amount, t.currency,
      t.source_wallet_id, t.destination_wallet_id, s.id, d.id, o.id`,
  shown: [
    'status',
    'posted_at',
    'voided_at',
    'expires_at',
    'first_entry_at',
    'last_entry_at',
    'given_up_at',
    'amount',
    'debit',
    'entries_due',
    'entries',
    'entry_sum',
    'source_amount',
    'destination_amount',
    'currencies',
    'currencies_due',
    'parties',
    'parties_due',
    'original_id',
  ],
  rules: [
    {
      code: 'TRANSACTION_STATUS',
      broken: `status not in ('PENDING', 'POSTED', 'VOIDED') or (${POSTED}) <> (posted_at is not null)
        or (status = 'VOIDED') <> (voided_at is not null)`,
      message: 'A posted transaction, and no other, has a time of posting, and a voided one of voiding',
      expected: (row) =>
        row.posted_at === null ? (row.voided_at === null ? 'PENDING' : 'VOIDED') : 'POSTED',
      found: (row) => row.status,
    },
    {
      code: 'TRANSACTION_TIME',
      broken: `entries = 2 and (posted_at <> first_entry_at or posted_at <> last_entry_at)`,
      message: 'A transaction was posted when its entries were made',
      expected: (row) => (row.posted_at === row.first_entry_at ? row.last_entry_at : row.first_entry_at),
      found: (row) => row.posted_at,
    },
    {
      code: 'TRANSACTION_TIME',
      broken: `status = 'VOIDED' and voided_at is distinct from given_up_at`,
      message: 'A transaction was voided when the audit log says so',
      expected: (row) => row.given_up_at,
      found: (row) => row.voided_at,
    },
    {
      code: 'TRANSACTION_EXPIRY',
      broken: `has_waited <> (expires_at is not null) or expires_at <= created_at or expires_at <= posted_at
        or expires_at > expired_at`,
      message:
        'What waits has an end to that, is posted before it and expires after it; nothing else has one',
      expected: () => 'an end that fits',
      found: (row) => row.expires_at,
    },
    {
      code: 'TRANSACTION_AMOUNT',
      broken: `amount not between 1 and ${AMOUNT_MAX_MINOR}`,
      message: 'An amount is greater than zero and no larger than one transaction may be',
      expected: () => `1 to ${AMOUNT_MAX_MINOR}`,
      found: (row) => row.amount,
    },
    {
      code: 'TRANSACTION_ENTRY_COUNT',
      broken: 'entries <> entries_due',
      message: 'A posted transaction has exactly two entries, and no other has any',
      expected: (row) => row.entries_due,
      found: (row) => row.entries,
    },
    {
      code: 'TRANSACTION_UNBALANCED',
      broken: 'entry_sum <> 0',
      message: 'The entries of a transaction add up to zero',
      expected: () => '0',
      found: (row) => row.entry_sum,
    },
    {
      code: 'TRANSACTION_SOURCE_ENTRY',
      broken: `${POSTED} and source_amount is distinct from debit`,
      message: 'The source wallet is debited with the amount',
      expected: (row) => row.debit,
      found: (row) => row.source_amount,
    },
    {
      code: 'TRANSACTION_DESTINATION_ENTRY',
      broken: `${POSTED} and destination_amount is distinct from amount`,
      message: 'The destination wallet is credited with the amount',
      expected: (row) => row.amount,
      found: (row) => row.destination_amount,
    },
    {
      code: 'TRANSACTION_CURRENCY',
      broken: 'currencies is distinct from currencies_due',
      message: 'Both wallets have the currency of the transaction',
      expected: (row) => row.currencies_due,
      found: (row) => row.currencies,
    },
    {
      code: 'TRANSACTION_PARTIES',
      broken: `type <> 'REVERSAL' and parties is distinct from parties_due`,
      message: 'Money moves between the kinds of wallets that its type says',
      expected: (row) => row.parties_due,
      found: (row) => row.parties,
    },
    {
      code: 'TRANSACTION_REVERSAL',
      broken: `type = 'REVERSAL' and mirrored is not true`,
      message: 'A reversal moves the same amount back between the same wallets',
      expected: () => 'the mirror of a posted transaction',
      found: (row) => row.original_id,
    },
  ],
};

/** Each transaction against its entries, its wallets and the transaction it reverses. */
export async function checkTransactions(
  snapshot: Snapshot,
  problems: Problems,
  { pageRows, since }: Scope,
): Promise<void> {
  await checkRows(snapshot, problems, TRANSACTIONS, pageRows, { after: since?.transactionId });
  if (!since) return;
  // Older ones that something has been made of since.
  await checkListed(snapshot, problems, TRANSACTIONS, pageRows, {
    sql: `select transaction_id as id from entries where id > ? and transaction_id <= ?
      union all select transaction_id from audit_events where sequence > ? and transaction_id <= ?`,
    params: [since.entryId, since.transactionId, since.auditSequence, since.transactionId],
  });
}
