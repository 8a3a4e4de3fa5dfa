import type { Scan } from './statements.js';

/** Tables that stay small: what is set by hand, and what is removed within hours or kept to a fixed number of rows. */
const SMALL = [
  'migrations',
  'review_rules',
  'risk_thresholds',
  'signing_keys',
  'email_tokens',
  'external_sign_ins',
  'outgoing_mails',
  'pending_registrations',
  'sign_in_failures',
  'webauthn_challenges',
];

/** Indexes that hold only the few rows of a table that are still open, and so are as small as those tables. */
const SMALL_INDEXES = ['risk_alerts_open', 'transactions_pending', 'transactions_waiting'];

/** Statements that may read a whole table, and why. */
const ALLOWED: readonly (readonly [pattern: RegExp, reason: string])[] = [
  [
    /^insert into (clock_setbacks|volume_hours|wallet_origins) .* select |^update wallets set chain_head/,
    'a migration',
  ],
  [/^select \* from \w+$/, 'a test reads what is stored'],
  [/ from totp_secrets as t0( where t0\.sealed_under != \?)?$/, 'compares keys when a server starts'],
  [
    / where r\.rejection_code is not null\b/,
    'lists or counts declines by an index that holds nothing but them',
  ],
  [
    /^select [^(]* from (transactions t|audit_events a) where .* order by .* limit \?$/,
    'reads the last rows of a filtered list, of which there are fewer than one request may read',
  ],
  [
    /^select .* from (users u|wallets w|transfer_batches b) where .* order by .* limit \?$/,
    'reads on until a page of what a filter finds is full, of rows that people make one by one',
  ],
  [
    /^delete from audit_personal_details where .* from audit_personal_details order by sequence limit 10000\)/,
    'looks at no more than the oldest ones',
  ],
  [
    /^select \(select count\(\*\) from wallets\) as wallets, .* as records$/,
    'counts what is verified, in a process of its own',
  ],
  [
    /^select currency, .* as posted_rest from wallets group by currency order by currency$/,
    'proves that all wallets add up to nothing, in a process of its own',
  ],
  [
    /\(select (max\(id\)|started_at) from verifications where /,
    'goes back to the last full verification, which is of the last day',
  ],
  [
    /^select max\(id\) as newest from verifications where started_at = \?$/,
    'looks for one of the same millisecond, once a verification',
  ],
  [/ from clock_setbacks s left join entries e /, 'verifies when clocks were set back, which is seldom'],
  [/^select currency, count.* from \(select t\.currency, .* limit \?\) as listed /, 'adds up to a limit'],
  [
    / from wallets w where w\.shard = 0.*\) as listed group by currency/,
    'adds up all wallets, which has a cost of its own',
  ],
  [/^select count\(\*\) as count from users u /, 'counts users, which has a cost of its own'],
  [/^select currency, owner_id, holders, /, 'ranks all holders, which has a cost of its own'],
  [
    /^select \(select count\(\*\) from users\) as total, /,
    'counts the rows of an index, without a look at them',
  ],
  [/^select currency, kind, status, count\(\*\) as wallets/, 'adds up wallets in the summary'],
];

/** Returns the statements that read a whole growing table and have no reason to. */
export function unreasonable(scans: readonly Scan[]): string[] {
  return scans
    .map((scan) => ({ ...scan, sql: scan.sql.trim().replaceAll(/\s+/g, ' ').replaceAll('`', '') }))
    .filter((scan) => !isSmall(scan) && !isOfForeignKey(scan) && !readsOnePage(scan) && !readsLastRow(scan))
    .filter(({ sql }) => ALLOWED.every(([pattern]) => !pattern.test(sql)))
    .map(({ table, sql }) => `${table}: ${sql}`);
}

function isSmall({ table, index }: Scan): boolean {
  return SMALL.includes(table) || (index !== undefined && SMALL_INDEXES.includes(index));
}

/** True for rows that refer to an inserted one: they are looked for only after the same statement has broken a reference. */
function isOfForeignKey({ sql, table }: Scan): boolean {
  return sql.startsWith('insert into ') && !new RegExp(`\\b(from|join) ${table}\\b`).test(sql);
}

/** True for a page of a list without a filter, or the row at its end: it comes in the order of an index, up to the limit. */
function readsOnePage({ sql, inOrder }: Scan): boolean {
  const filter = /where (.*?) order by /.exec(sql)?.[1] ?? '1 = 1';
  return (
    inOrder &&
    / order by .* limit (\?|\d+)( offset \?)?$/.test(sql) &&
    /^(1 = 1|w\.shard = 0|[\w.]+ is not null)$/.test(filter)
  );
}

/** True for the largest key of a table, of all of its rows. */
function readsLastRow({ sql, table }: Scan): boolean {
  const rest = sql.replaceAll(
    new RegExp(`select max\\((id|number|sequence)\\)( as \\w+)? from ${table}(?! where)`, 'g'),
    '',
  );
  return rest !== sql && !new RegExp(`\\b(from|join) ${table}\\b`).test(rest);
}
