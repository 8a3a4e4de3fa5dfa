import type { SampleDatabase } from './refusals/database.js';
import {
  emailToken,
  externalIdentity,
  externalSignIn,
  outgoingMail,
  registration,
  session,
  user,
} from './sample-people.js';
import { challenge, passkey, recoveryCode, totpSecret } from './sample-factors.js';
import {
  apiToken,
  AT,
  audit,
  batch,
  batchItem,
  checkpoint,
  DIGEST,
  entry,
  OTHER_KEY,
  record,
  transaction,
  verification,
  wallet,
  GOAL,
  type Row,
} from './sample-rows.js';

export type { Row } from './sample-rows.js';

/** A small ledger whose books balance: two deposits, the second reversed, one more waiting and one voided. */
export const SAMPLE = {
  users: [user('amina'), user('brian')],
  sessions: [session('session')],
  sign_in_failures: [{ counted_by: DIGEST, last_at: AT, forgotten_at: AT }],
  known_origins: [{ origin: DIGEST, account: DIGEST, kind: 'DEVICE', last_at: AT }],
  email_tokens: [emailToken(DIGEST)],
  outgoing_mails: [outgoingMail('mail')],
  pending_registrations: [registration('registration', DIGEST)],
  external_identities: [externalIdentity('identity', 'amina')],
  external_sign_ins: [externalSignIn(DIGEST)],
  passkeys: [passkey('passkey')],
  totp_secrets: [totpSecret('amina')],
  recovery_codes: [recoveryCode(DIGEST)],
  webauthn_challenges: [challenge(DIGEST)],
  api_tokens: [
    apiToken('token'),
    apiToken('revoked', { token_hash: DIGEST, revoked_at: AT, revoked_by_id: 'amina' }),
  ],
  wallets: [
    wallet('treasury', 'TREASURY', -100, 3),
    wallet('shard', 'TREASURY', 0, 0, { shard_of: 'treasury', shard: 1 }),
    wallet('escrow', 'ESCROW', 0, 0),
    wallet('savings', 'CUSTOMER', 100, 3),
    wallet('empty', 'CUSTOMER', 0, 0, { owner_id: 'brian' }),
    wallet('goal', 'CUSTOMER', 0, 0, { owner_id: 'brian', ...GOAL }),
    wallet('locked', 'CUSTOMER', 0, 0, { owner_id: 'brian', ...GOAL, lock_opens_at: null }),
  ],
  transactions: [
    transaction('kept', 'DEPOSIT', 100, 'treasury', 'savings', { metadata: '{"a":1}' }),
    transaction('undone', 'DEPOSIT', 50, 'treasury', 'savings'),
    transaction('reversal', 'REVERSAL', 50, 'savings', 'treasury', { reversal_of_id: 'undone' }),
    transaction('waiting', 'DEPOSIT', 10, 'treasury', 'savings', { status: 'PENDING', posted_at: null }),
    transaction('voided', 'DEPOSIT', 10, 'treasury', 'savings', {
      status: 'VOIDED',
      posted_at: null,
      voided_at: AT,
    }),
  ],
  entries: [
    entry('t1', 'treasury', 1, 'kept', -100, -100),
    entry('s1', 'savings', 1, 'kept', 100, 100),
    entry('t2', 'treasury', 2, 'undone', -50, -150),
    entry('s2', 'savings', 2, 'undone', 50, 150),
    entry('s3', 'savings', 3, 'reversal', -50, 100),
    entry('t3', 'treasury', 3, 'reversal', 50, -100),
  ],
  transfer_batches: [batch('batch'), batch('lonely')],
  transfer_batch_items: [
    batchItem(0, { error_code: 'SAME_WALLET', error_message: 'm', error_details: '{}' }),
    batchItem(1, { transaction_id: 'undone' }),
  ],
  idempotency_records: [
    record('made', { transaction_id: 'kept' }),
    record('many', { batch_id: 'batch' }),
    record('opened', { wallet_id: 'savings' }),
    record('refused', { rejection_code: 'SAME_WALLET', rejection_message: 'm', rejection_details: '{}' }),
  ],
  idempotency_uses: [{ principal_id: 'amina', key: 'made', replays: 1, conflicts: 0, last_at: AT }],
  idempotency_use_hours: [{ hour_start: 0, replays: 1, conflicts: 0 }],
  audit_events: [audit(1), audit(2)],
  audit_personal_details: [{ sequence: 1, salt: DIGEST, details: '{}' }],
  review_rules: [{ currency: 'KES', withdrawals_above: 100, set_at: AT, set_by_id: 'amina' }],
  risk_thresholds: [{ kind: 'NET_OUTFLOW', currency: 'KES', threshold: 100, set_at: AT, set_by_id: 'amina' }],
  risk_alerts: [
    {
      id: 'alert',
      kind: 'NET_OUTFLOW',
      currency: 'KES',
      threshold: 100,
      value: '200',
      raised_at: AT,
      cleared_at: null,
    },
  ],
  clock_setbacks: [{ wallet_id: 'savings', sequence: 2, created_at: AT }],
  volume_hours: [
    {
      hour_start: 0,
      currency: 'KES',
      type: 'DEPOSIT',
      shard: 0,
      count: 1,
      amount_billions: 0,
      amount_rest: 5,
    },
  ],
  signing_keys: [
    { id: DIGEST, public_key: '302a', first_used_at: AT },
    { id: OTHER_KEY, public_key: '302a', first_used_at: AT },
  ],
  checkpoints: [checkpoint(1), checkpoint(2)],
  checkpoint_leaves: [{ wallet_id: 'savings', sequence: 3, leaf_index: 2, checkpoint: 1 }],
  checkpoint_nodes: [{ level: 0, place: 2, checkpoint: 1, hash: DIGEST }],
  verifications: [verification('proof')],
} satisfies Record<string, readonly Row[]>;

export type Table = keyof typeof SAMPLE;
export const TABLES = Object.keys(SAMPLE) as Table[];

/** For each table a row that may join the sample. Refusals change one thing about it. */
export const NEWCOMERS: Readonly<Record<Table, Row>> = {
  users: user('newcomer'),
  sessions: session('newcomer'),
  sign_in_failures: { counted_by: OTHER_KEY, last_at: AT, forgotten_at: AT },
  known_origins: { origin: OTHER_KEY, account: DIGEST, kind: 'ADDRESS', last_at: AT },
  email_tokens: emailToken(OTHER_KEY),
  outgoing_mails: outgoingMail('newcomer'),
  pending_registrations: registration('newcomer', OTHER_KEY),
  external_identities: externalIdentity('newcomer', 'brian'),
  external_sign_ins: externalSignIn(OTHER_KEY),
  passkeys: passkey('newcomer'),
  totp_secrets: totpSecret('brian'),
  recovery_codes: recoveryCode(OTHER_KEY),
  webauthn_challenges: challenge(OTHER_KEY),
  api_tokens: apiToken('newcomer', { token_hash: OTHER_KEY }),
  wallets: wallet('newcomer', 'CUSTOMER', 0, 0),
  transactions: transaction('newcomer', 'TRANSFER', 10, 'savings', 'empty'),
  entries: entry('newcomer', 'savings', 4, 'waiting', 10, 110),
  transfer_batches: batch('newcomer'),
  transfer_batch_items: batchItem(2, { transaction_id: 'kept' }),
  idempotency_records: record('newcomer', { transaction_id: 'kept' }),
  idempotency_uses: { principal_id: 'amina', key: 'opened', replays: 1, conflicts: 0, last_at: AT },
  idempotency_use_hours: { hour_start: 3_600_000, replays: 1, conflicts: 0 },
  audit_events: audit(3),
  audit_personal_details: { sequence: 2, salt: DIGEST, details: '{}' },
  review_rules: { currency: 'UGX', withdrawals_above: 100, set_at: AT, set_by_id: 'amina' },
  risk_thresholds: { kind: 'NET_OUTFLOW', currency: 'UGX', threshold: 100, set_at: AT, set_by_id: 'amina' },
  risk_alerts: {
    ...{ id: 'alert-2', kind: 'NET_OUTFLOW', currency: 'UGX', threshold: 100, value: '200', raised_at: AT },
    cleared_at: null,
  },
  clock_setbacks: { wallet_id: 'savings', sequence: 3, created_at: AT },
  volume_hours: {
    hour_start: 3_600_000,
    currency: 'KES',
    type: 'DEPOSIT',
    shard: 0,
    count: 1,
    amount_billions: 0,
    amount_rest: 5,
  },
  signing_keys: { id: 'a'.repeat(64), public_key: '302a', first_used_at: AT },
  checkpoints: checkpoint(3),
  checkpoint_leaves: { wallet_id: 'empty', sequence: 0, leaf_index: 3, checkpoint: 1 },
  checkpoint_nodes: { level: 0, place: 3, checkpoint: 1, hash: DIGEST },
  verifications: verification('newcomer'),
};

type Asked = Pick<SampleDatabase, 'run' | 'rows'>;

export async function insert(database: Pick<Asked, 'run'>, table: Table, row: Row, or = ''): Promise<void> {
  const columns = Object.keys(row);
  const sql = `insert ${or} into ${table} (${columns.join(', ')}) values (${columns.map(() => '?').join(', ')})`;
  await database.run(sql, Object.values(row));
}

export async function insertSample(database: Pick<Asked, 'run'>): Promise<void> {
  await database.run('begin');
  for (const table of TABLES) for (const row of SAMPLE[table]) await insert(database, table, row);
  await database.run('commit');
}

/** Every row of every table. */
export async function readAll(database: Asked): Promise<Record<string, unknown[]>> {
  const all: Record<string, unknown[]> = {};
  for (const table of TABLES) all[table] = await database.rows(`select * from ${table}`);
  return all;
}
