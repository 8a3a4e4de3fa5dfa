import { comparableSum } from '../exact-sum.js';
import type { Snapshot } from '../snapshot.js';
import type { Problems } from './problems.js';
import { checkRows, type RowCheck } from './row-check.js';

/**
 * Pending amounts by wallet. There are few, and an index has them apart; grouping by the bare column would make SQLite walk
 * all transactions in the order of another index instead.
 */
const pendingBy = (side: string): string =>
  `(select cast(${side} as text) as wallet_id, ${comparableSum('amount')} as amount
    from transactions where status = 'PENDING' group by 1)`;

const WALLETS: RowCheck = {
  table: 'wallets',
  key: ['id'],
  source: (page) => `
    select w.id, w.kind, w.status, w.posted, w.held, w.incoming, w.sequence, w.posted - w.held as available,
      coalesce(e.sequence, 0) as last_sequence,
      coalesce(e.balance_after, 0) as last_balance,
      coalesce(going.amount, 0) as pending_out,
      coalesce(coming.amount, 0) as pending_in
    from ${page} w
    left join entries e on e.wallet_id = w.id
      and e.sequence = (select max(sequence) from entries where wallet_id = w.id)
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
    'pending_out',
    'pending_in',
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
      code: 'WALLET_HELD',
      broken: `kind = 'CUSTOMER' and held <> pending_out`,
      message: 'What is held is what pending transactions will take out',
      expected: (row) => row.pending_out,
      found: (row) => row.held,
    },
    {
      code: 'WALLET_INCOMING',
      broken: `kind = 'CUSTOMER' and incoming <> pending_in`,
      message: 'What is incoming is what pending transactions will bring in',
      expected: (row) => row.pending_in,
      found: (row) => row.incoming,
    },
  ],
};

/** Each wallet against its last entry and what is pending. That the entries lead up to the last one is `checkChains`'s. */
export async function checkWallets(snapshot: Snapshot, problems: Problems, pageRows: number): Promise<void> {
  await checkRows(snapshot, problems, WALLETS, pageRows);
}
