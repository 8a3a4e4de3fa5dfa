import { describe, expect, test } from '@jest/globals';
import { attempt, useSampleDatabase } from './refusals/tried.js';
import { NEWCOMERS, readAll, TABLES, type Row, type Table } from './sample.js';

/** The words; or those of a trigger of entries, which looks at a new row before anything else does. */
function refusedAs(words: string, table: Table): RegExp {
  const trigger = 'an entry continues the sequence and the balance of its wallet';
  return new RegExp(table === 'entries' ? `^(${words}|${trigger})$` : `^${words}$`);
}

/** Every other column must hold something. */
const OPTIONAL: Readonly<Record<Table, readonly string[]>> = {
  users: ['email_verified_at'],
  sessions: ['revoked_at', 'confirmed_at', 'last_used_at', 'user_agent', 'address', 'second_factor'],
  sign_in_failures: [],
  known_origins: [],
  email_tokens: [],
  outgoing_mails: ['user_id'],
  pending_registrations: ['token_hash'],
  external_identities: ['email'],
  external_sign_ins: ['asking_session'],
  passkeys: ['last_used_at'],
  totp_secrets: ['enabled_at', 'last_step'],
  recovery_codes: [],
  webauthn_challenges: ['for_session'],
  api_tokens: ['last_used_at', 'revoked_at', 'revoked_by_id'],
  wallets: [
    'owner_id',
    'shard_of',
    'goal_target',
    'goal_date',
    'goal_colour',
    'goal_emoji',
    'goal_began_at',
    'goal_began_after',
    'goal_reached_at',
    'locked_until',
    'lock_wait_hours',
    'lock_opens_at',
  ],
  transactions: [
    'reference',
    'description',
    'metadata',
    'posted_at',
    'reversal_of_id',
    'expires_at',
    'voided_at',
  ],
  entries: [],
  idempotency_records: [
    'transaction_id',
    'wallet_id',
    'batch_id',
    'user_id',
    'audit_sequence',
    'rejection_code',
    'rejection_message',
    'rejection_details',
  ],
  transfer_batches: ['label', 'content_digest'],
  transfer_batch_items: ['transaction_id', 'error_code', 'error_message', 'error_details', 'request'],
  idempotency_uses: [],
  idempotency_use_hours: [],
  audit_events: ['actor_id', 'transaction_id', 'wallet_id', 'user_id', 'reason', 'details', 'batch_id'],
  audit_personal_details: [],
  review_rules: [],
  risk_thresholds: [],
  risk_alerts: ['cleared_at'],
  clock_setbacks: [],
  volume_hours: [],
  signing_keys: [],
  checkpoints: ['previous', 'audit_head'],
  checkpoint_leaves: [],
  checkpoint_nodes: [],
  verifications: ['marks'],
};

/** Columns that must change along with a foreign key, so that nothing but the key is wrong. */
const ALONG: Readonly<Record<string, Row>> = {
  'api_tokens.revoked_by_id': { revoked_at: 1 },
  'transactions.reversal_of_id': { type: 'REVERSAL' },
  'wallets.shard_of': { kind: 'TREASURY', owner_id: null, shard: 2 },
  'entries.wallet_id': { sequence: 1, balance_after: 10 },
  'idempotency_records.wallet_id': { transaction_id: null },
  'idempotency_records.batch_id': { transaction_id: null },
  'idempotency_records.user_id': { transaction_id: null },
  'idempotency_records.audit_sequence': { transaction_id: null },
};

const database = useSampleDatabase();

describe.each(TABLES)('A row of %s', (table) => {
  async function refusalOf(columns: Row): Promise<string | undefined> {
    const before = await readAll(database());
    const { message, stored } = await attempt(database(), {
      what: '',
      message: '',
      attempt: { table, columns },
    });
    expect(stored).toEqual(before);
    return message;
  }

  test('When a value is of another type than its column, then it is refused', async () => {
    for (const { name, type } of await database().columnsOf(table)) {
      // PostgreSQL makes a text of anything that is to be one.
      const noText = database().engine === 'sqlite' ? [Buffer.from('text')] : [];
      const wrong = type === 'INTEGER' ? ['many', 1.5, Buffer.from('1')] : noText;
      for (const value of wrong) {
        const given = typeof value === 'string' ? 'TEXT' : typeof value === 'number' ? 'REAL' : 'BLOB';
        const words =
          database().engine === 'sqlite'
            ? `cannot store ${given} value in ${type} column ${table}.${name}`
            : 'a value is of another type than its column';
        expect(await refusalOf({ [name]: value })).toMatch(refusedAs(words, table));
      }
    }
  });

  test('When a column that must hold something is empty, then it is refused', async () => {
    for (const { name } of await database().columnsOf(table)) {
      if (OPTIONAL[table].includes(name)) continue;
      const words = `NOT NULL constraint failed: ${table}.${name}`;
      expect(await refusalOf({ [name]: null })).toMatch(refusedAs(words, table));
    }
    const declared = (await database().columnsOf(table)).filter(({ optional }) => optional);
    expect(declared.map(({ name }) => name).sort()).toEqual(OPTIONAL[table].toSorted());
  });

  test('When it names a row that is not there, then it is refused', async () => {
    const keys = await database().foreignKeysOf(table);
    for (const from of keys) {
      const { type } = (await database().columnsOf(table)).find(({ name }) => name === from) ?? {};
      const nobody = type === 'INTEGER' ? 99 : 'nobody';
      const words = await refusalOf({ [from]: nobody, ...ALONG[`${table}.${from}`] });
      expect([from, words]).toEqual([from, 'FOREIGN KEY constraint failed']);
    }
    // A key of several columns is one of them more often.
    const owns = keys.filter((name) => /_id$|^checkpoint$/.test(name));
    const named = Object.keys(NEWCOMERS[table]).filter((name) => /._id$|^checkpoint$/.test(name));
    expect(owns.sort()).toEqual(named.sort());
  });
});
