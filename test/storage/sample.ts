import type Database from 'better-sqlite3';

export type Row = Readonly<Record<string, string | number | bigint | Uint8Array | null>>;

const AT = 1_768_467_600_000;
const FINGERPRINT = 'f'.repeat(64);

function user(id: string): Row {
  return {
    id,
    email: `${id}@Example.com`,
    email_key: `${id}@example.com`,
    display_name: id,
    role: 'CUSTOMER',
    status: 'ACTIVE',
    password_hash: '$argon2id$none',
    created_at: AT,
  };
}

function session(id: string): Row {
  return {
    id,
    token_hash: `hash of ${id}`,
    user_id: 'amina',
    created_at: AT,
    expires_at: AT + 1,
    revoked_at: null,
  };
}

function wallet(id: string, kind: string, posted: number, sequence: number, fields: Row = {}): Row {
  return {
    id,
    owner_id: kind === 'CUSTOMER' ? 'amina' : null,
    kind,
    currency: 'KES',
    name: id,
    status: 'ACTIVE',
    posted,
    held: 0,
    incoming: 0,
    sequence,
    created_at: AT,
    ...fields,
  };
}

function transaction(
  id: string,
  type: string,
  amount: number,
  source: string,
  destination: string,
  fields: Row = {},
): Row {
  return {
    id,
    type,
    status: 'POSTED',
    amount,
    currency: 'KES',
    source_wallet_id: source,
    destination_wallet_id: destination,
    initiated_by_id: 'amina',
    reference: null,
    description: null,
    metadata: null,
    created_at: AT,
    posted_at: AT,
    reversal_of_id: null,
    ...fields,
  };
}

function entry(
  id: string,
  walletId: string,
  sequence: number,
  transactionId: string,
  amount: number,
  after: number,
): Row {
  return {
    id,
    wallet_id: walletId,
    sequence,
    transaction_id: transactionId,
    amount,
    balance_after: after,
    created_at: AT,
  };
}

function record(key: string, outcome: Row): Row {
  return {
    principal_id: 'amina',
    key,
    operation: 'deposit',
    fingerprint: FINGERPRINT,
    transaction_id: null,
    wallet_id: null,
    rejection_code: null,
    rejection_message: null,
    rejection_details: null,
    created_at: AT,
    ...outcome,
  };
}

/** A small ledger whose books balance: two deposits, the second reversed, one more waiting and one voided. */
export const SAMPLE = {
  users: [user('amina'), user('brian')],
  sessions: [session('session')],
  wallets: [
    wallet('treasury', 'TREASURY', -100, 3),
    wallet('escrow', 'ESCROW', 0, 0),
    wallet('savings', 'CUSTOMER', 100, 3),
    wallet('empty', 'CUSTOMER', 0, 0, { owner_id: 'brian' }),
  ],
  transactions: [
    transaction('kept', 'DEPOSIT', 100, 'treasury', 'savings', { metadata: '{"a":1}' }),
    transaction('undone', 'DEPOSIT', 50, 'treasury', 'savings'),
    transaction('reversal', 'REVERSAL', 50, 'savings', 'treasury', { reversal_of_id: 'undone' }),
    transaction('waiting', 'DEPOSIT', 10, 'treasury', 'savings', { status: 'PENDING', posted_at: null }),
    transaction('voided', 'DEPOSIT', 10, 'treasury', 'savings', { status: 'VOIDED', posted_at: null }),
  ],
  entries: [
    entry('t1', 'treasury', 1, 'kept', -100, -100),
    entry('s1', 'savings', 1, 'kept', 100, 100),
    entry('t2', 'treasury', 2, 'undone', -50, -150),
    entry('s2', 'savings', 2, 'undone', 50, 150),
    entry('s3', 'savings', 3, 'reversal', -50, 100),
    entry('t3', 'treasury', 3, 'reversal', 50, -100),
  ],
  idempotency_records: [
    record('made', { transaction_id: 'kept' }),
    record('opened', { wallet_id: 'savings' }),
    record('refused', { rejection_code: 'SAME_WALLET', rejection_message: 'm', rejection_details: '{}' }),
  ],
  volume_hours: [
    { hour_start: 0, currency: 'KES', type: 'DEPOSIT', count: 1, amount_billions: 0, amount_rest: 5 },
  ],
  volume_mark: [],
  verifications: [{ id: 'proof', started_at: AT, finished_at: AT, transactions: 3, problems: 0 }],
} satisfies Record<string, readonly Row[]>;

export type Table = keyof typeof SAMPLE;
export const TABLES = Object.keys(SAMPLE) as Table[];

/** For each table a row that may join the sample. Refusals change one thing about it. */
export const NEWCOMERS: Readonly<Record<Table, Row>> = {
  users: user('newcomer'),
  sessions: session('newcomer'),
  wallets: wallet('newcomer', 'CUSTOMER', 0, 0),
  transactions: transaction('newcomer', 'TRANSFER', 10, 'savings', 'empty'),
  entries: entry('newcomer', 'savings', 4, 'waiting', 10, 110),
  idempotency_records: record('newcomer', { transaction_id: 'kept' }),
  volume_hours: {
    hour_start: 3_600_000,
    currency: 'KES',
    type: 'DEPOSIT',
    count: 1,
    amount_billions: 0,
    amount_rest: 5,
  },
  volume_mark: { id: 1, rolled_up_to: 7_200_000 },
  verifications: { id: 'newcomer', started_at: AT, finished_at: AT, transactions: 3, problems: 0 },
};

export function insert(database: Database.Database, table: Table, row: Row, or = ''): void {
  const columns = Object.keys(row);
  const sql = `insert ${or} into ${table} (${columns.join(', ')}) values (${columns.map(() => '?').join(', ')})`;
  database.prepare(sql).run(Object.values(row));
}

export function insertSample(database: Database.Database): void {
  database.transaction(() => {
    for (const table of TABLES) for (const row of SAMPLE[table]) insert(database, table, row);
  })();
}

/** Every row of every table. */
export function readAll(database: Database.Database): Record<string, unknown[]> {
  return Object.fromEntries(TABLES.map((table) => [table, database.prepare(`select * from ${table}`).all()]));
}
