import { comparableSum } from '../money/exact-sum.js';
import type { Snapshot } from '../database/snapshot.js';
import type { Problems } from './problems.js';
import { checkListed, checkRows, type RowCheck } from './row-check.js';
import type { Scope } from './scope.js';

/** SQL for the status that the last act on a wallet has set. */
const STATUS_DUE = `coalesce((
  select case action when 'WALLET_FROZEN' then 'FROZEN' when 'WALLET_CLOSED' then 'CLOSED' else 'ACTIVE' end
  from audit_events where wallet_id = w.id and action in ('WALLET_FROZEN', 'WALLET_UNFROZEN', 'WALLET_CLOSED')
  order by sequence desc limit 1), 'ACTIVE')`;

/**
 * Pending amounts by wallet. There are few, and an index has them apart; grouping by the bare column would make SQLite walk
 * all transactions in the order of another index instead.
 */
const pendingBy = (side: string): string =>
  `(select cast(${side} as text) as wallet_id, ${comparableSum('amount')} as amount
    from transactions where status = 'PENDING' group by 1)`;

/** SQL for the moment at which a goal was reached: at its beginning, or by the first entry after it that left enough. */
const REACHED_DUE = `case when w.goal_target is not null then (
  select case when g.sequence = w.goal_began_after then w.goal_began_at else g.created_at end from entries g
  where g.wallet_id = w.id and g.sequence >= w.goal_began_after and g.balance_after >= w.goal_target
  order by g.sequence limit 1) end`;

const WALLETS: RowCheck = {
  table: 'wallets',
  key: ['id'],
  source: (page) => `
    select w.id, w.kind, w.status, w.posted, w.held, w.incoming, w.sequence, w.posted - w.held as available,
      coalesce(e.sequence, 0) as last_sequence,
      coalesce(e.balance_after, 0) as last_balance,
      w.chain_head, coalesce(e.hash, o.hash) as last_hash,
      ${STATUS_DUE} as status_due,
      case when w.kind = 'CUSTOMER' then coalesce(going.amount, 0) else 0 end as pending_out,
      case when w.kind = 'CUSTOMER' then coalesce(coming.amount, 0) else 0 end as pending_in,
      w.goal_reached_at, ${REACHED_DUE} as reached_due,
      w.shard, w.kind || ' of ' || w.currency as nature,
      case when w.shard_of is null then w.kind || ' of ' || w.currency
        else (select t.kind || ' of ' || t.currency from wallets t where t.id = w.shard_of and t.shard = 0) end as nature_due
    from ${page} w
    left join entries e on e.wallet_id = w.id
      and e.sequence = (select max(sequence) from entries where wallet_id = w.id)
    left join wallet_origins o on o.wallet_id = w.id
    left join ${pendingBy('source_wallet_id')} going on going.wallet_id = cast(w.id as text)
    left join ${pendingBy('destination_wallet_id')} coming on coming.wallet_id = cast(w.id as text)`,
  shown: [
    'posted',
    'held',
    'incoming',
    'sequence',
    'available',
    'last_sequence',
    'last_balance',
    'chain_head',
    'last_hash',
    'status',
    'status_due',
    'pending_out',
    'pending_in',
    'goal_reached_at',
    'reached_due',
    'nature',
    'nature_due',
  ],
  rules: [
    {
      code: 'WALLET_POSTED',
      broken: 'posted <> last_balance',
      message: 'The posted balance is the balance after the last entry',
      expected: (row) => row.last_balance,
      found: (row) => row.posted,
    },
    {
      code: 'WALLET_SEQUENCE',
      broken: 'sequence <> last_sequence',
      message: 'The sequence is that of the last entry',
      expected: (row) => row.last_sequence,
      found: (row) => row.sequence,
    },
    {
      code: 'WALLET_CHAIN_HEAD',
      broken: 'chain_head is distinct from last_hash',
      message: 'The head of the chain is the hash of the last entry',
      expected: (row) => row.last_hash,
      found: (row) => row.chain_head,
    },
    {
      code: 'WALLET_STATUS',
      broken: 'status <> status_due',
      message: 'The status of a wallet is what the audit log says was made of it',
      expected: (row) => row.status_due,
      found: (row) => row.status,
    },
    {
      code: 'WALLET_OVERDRAWN',
      broken: `kind <> 'TREASURY' and available < 0`,
      message: 'Only a treasury goes below zero',
      expected: () => 'at least 0',
      found: (row) => row.available,
    },
    {
      code: 'WALLET_CLOSED',
      broken: `status = 'CLOSED' and posted <> 0`,
      message: 'A closed wallet is empty',
      expected: () => '0',
      found: (row) => row.posted,
    },
    {
      code: 'WALLET_SHARD',
      broken: 'nature is distinct from nature_due',
      message: 'A shard has the kind and the currency of the treasury that it is a part of',
      expected: (row) => row.nature_due,
      found: (row) => row.nature,
    },
    {
      code: 'WALLET_GOAL',
      broken: 'goal_reached_at is distinct from reached_due',
      message: 'A goal was reached when the entries first left what it takes',
      expected: (row) => row.reached_due,
      found: (row) => row.goal_reached_at,
    },
    {
      code: 'WALLET_HELD',
      broken: 'held <> pending_out',
      message: 'What is held is what pending transactions will take out of a customer’s wallet',
      expected: (row) => row.pending_out,
      found: (row) => row.held,
    },
    {
      code: 'WALLET_INCOMING',
      broken: 'incoming <> pending_in',
      message: 'What is incoming is what pending transactions will bring into a customer’s wallet',
      expected: (row) => row.pending_in,
      found: (row) => row.incoming,
    },
  ],
};

/** Each wallet against its last entry and what is pending. That the entries lead up to the last one is `checkChains`'s. */
export async function checkWallets(
  snapshot: Snapshot,
  problems: Problems,
  { pageRows, since }: Scope,
): Promise<void> {
  if (!since) return checkRows(snapshot, problems, WALLETS, pageRows);
  // Of what waits there are no entries yet, and never any of what was given up.
  const waited = (side: string): string => `select ${side} from transactions where id > ?
    union all select ${side} from transactions
    where id in (select transaction_id from audit_events where sequence > ? and transaction_id is not null)`;
  await checkListed(snapshot, problems, WALLETS, pageRows, {
    sql: `select wallet_id as id from entries where id > ?
      union all select wallet_id from audit_events where sequence > ? and wallet_id is not null
      union all ${waited('source_wallet_id')} union all ${waited('destination_wallet_id')}`,
    params: [
      ...[since.entryId, since.auditSequence],
      ...[since.transactionId, since.auditSequence],
      ...[since.transactionId, since.auditSequence],
    ],
  });
}
