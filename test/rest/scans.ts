import type { Scan } from '../support/statements.js';

/** Tables that grow with what people do. */
const GROWING = [
  'transactions',
  'entries',
  'idempotency_records',
  'idempotency_uses',
  'audit_events',
  'transfer_batches',
  'transfer_batch_items',
  'volume_hours',
  'checkpoint_leaves',
  'checkpoint_nodes',
  'clock_setbacks',
  'wallets',
  'users',
  'sessions',
];

/** Statements that may read a whole table, and why. */
const ALLOWED: readonly (readonly [pattern: RegExp, reason: string])[] = [
  [/^insert into clock_setbacks|^insert into wallet_origins|^update wallets set chain_head/, 'a migration'],
  [
    /^insert into /,
    'a deferred foreign key looks for its rows only after one was broken in the same transaction',
  ],
  [
    / where r\.rejection_code is not null group by /,
    'counts declines by an index that holds nothing but them',
  ],
  [/^select currency, count.* from \(select t\.currency, .* limit \?\) as listed /, 'adds up to a limit'],
  [/ where status = 'PENDING' group by /, 'adds up what waits by an index that holds nothing but that'],
  [/ from wallets w where 1 = 1 group by currency/, 'adds up all wallets, which has a cost of its own'],
  [/^select currency, owner_id, holders, /, 'ranks all holders, which has a cost of its own'],
  [/^select count\(\*\) as total, count\(case when status = 'ACTIVE'/, 'counts users in the summary'],
  [/ from users where created_at >= /, 'counts new users in the summary'],
  [/^select currency, kind, status, count\(\*\) as wallets/, 'adds up wallets in the summary'],
];

/** Returns the statements that read a whole growing table and have no reason to. */
export function unreasonable(scans: readonly Scan[]): string[] {
  return scans
    .filter(({ table }) => GROWING.includes(table))
    .map((scan) => ({ ...scan, sql: scan.sql.trim().replaceAll(/\s+/g, ' ').replaceAll('`', '') }))
    .filter((scan) => !readsOnePage(scan) && ALLOWED.every(([pattern]) => !pattern.test(scan.sql)))
    .map(({ table, sql }) => `${table}: ${sql}`);
}

/** True for a page of a list without a filter: it comes in the order of an index, and ends at the limit. */
function readsOnePage({ sql, inOrder }: Scan): boolean {
  const filter = /where (.*?) order by /.exec(sql)?.[1] ?? '1 = 1';
  return inOrder && / order by .* limit (\?|\d+)$/.test(sql) && /^(1 = 1|[\w.]+ is not null)$/.test(filter);
}
