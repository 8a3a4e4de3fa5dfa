import { POSTGRES } from '../../../support/postgres.js';

/** Expected fate of a table's rows about a person whose account is closed. */
export interface TableOfPeople {
  /** ROW: the rows of the person are removed, and with them all that they say. */
  readonly erased: 'ROW' | readonly string[];
  /** Columns that stay. */
  readonly kept: readonly string[];
  /** Reason why they stay; undefined where nothing does. */
  readonly why?: string;
}

const BOOKS = 'what has moved stays provable: it is hashed into chains, and others have receipts of it';
const HOUSE = 'it says nothing of a person but, as an id, who set it';
const FIGURES = 'it says nothing of a person';
const ID = 'the books refer to it';

function kept(why: string, ...columns: readonly string[]): TableOfPeople {
  return { erased: [], kept: columns, why };
}

/**
 * Every table and every column of the database: what `erase` does to it, or why it leaves it. A test holds this list against
 * the schema, so that no table can come without somebody who has thought of this.
 */
// prettier-ignore
export const PERSONAL_DATA: Readonly<Record<string, TableOfPeople>> = {
  users: {
    erased: ['email', 'email_key', 'display_name', 'password_hash', 'email_verified_at'],
    kept: ['id', 'role', 'status', 'created_at'],
    why: ID,
  },
  sessions: { erased: 'ROW', kept: [] },
  api_tokens: { erased: 'ROW', kept: [] },
  email_tokens: { erased: 'ROW', kept: [] },
  outgoing_mails: { erased: 'ROW', kept: [] },
  known_origins: { erased: 'ROW', kept: [] },
  pending_registrations: { erased: 'ROW', kept: [] },
  external_identities: { erased: 'ROW', kept: [] },
  external_sign_ins: kept(
    'it says nothing of a person but the id of a session that is gone, and is forgotten within minutes',
    'token_hash', 'purpose', 'asking_session', 'return_to', 'created_at', 'expires_at',
  ),
  passkeys: { erased: 'ROW', kept: [] },
  totp_secrets: { erased: 'ROW', kept: [] },
  recovery_codes: { erased: 'ROW', kept: [] },
  webauthn_challenges: kept(
    'random numbers that say nothing of a person, forgotten within minutes',
    'challenge_hash', 'purpose', 'for_session', 'created_at', 'expires_at',
  ),
  sign_in_failures: kept(
    'the count of the account itself goes; those of addresses are hashes that nobody can look up, forgotten within minutes',
    'counted_by', 'last_at', 'forgotten_at',
  ),
  wallets: {
    erased: [
      ...['name', 'goal_target', 'goal_date', 'goal_colour', 'goal_emoji', 'goal_began_at', 'goal_began_after', 'goal_reached_at'],
      ...['locked_until', 'lock_wait_hours', 'lock_opens_at'],
    ],
    kept: ['position', 'id', 'owner_id', 'kind', 'currency', 'status', 'posted', 'held', 'incoming', 'sequence', 'created_at', 'chain_head', 'shard_of', 'shard'],
    why: BOOKS,
  },
  transactions: kept(
    BOOKS,
    'id', 'type', 'status', 'amount', 'currency', 'source_wallet_id', 'destination_wallet_id', 'initiated_by_id', 'reference',
    'description', 'metadata', 'created_at', 'posted_at', 'reversal_of_id', 'expires_at', 'voided_at',
  ),
  entries: kept(BOOKS, 'id', 'wallet_id', 'sequence', 'transaction_id', 'amount', 'balance_after', 'created_at', 'hash'),
  idempotency_records: kept(
    'a request that comes again must never move money twice, whenever that is',
    'principal_id', 'key', 'operation', 'fingerprint', 'transaction_id', 'wallet_id', 'batch_id', 'user_id', 'audit_sequence',
    'rejection_code', 'rejection_message', 'rejection_details', 'created_at',
  ),
  idempotency_uses: kept(FIGURES, 'principal_id', 'key', 'replays', 'conflicts', 'last_at'),
  idempotency_use_hours: kept(FIGURES, 'hour_start', 'replays', 'conflicts'),
  transfer_batches: kept(BOOKS, 'id', 'mode', 'initiated_by_id', 'item_count', 'label', 'content_digest', 'created_at'),
  transfer_batch_items: kept(
    BOOKS,
    'batch_id', 'position', 'request', 'transaction_id', 'error_code', 'error_message', 'error_details',
  ),
  audit_events: kept(
    'the log is one chain, in which nothing can be changed without breaking all that follows',
    'sequence', 'at', 'actor_id', 'action', 'transaction_id', 'wallet_id', 'user_id', 'batch_id', 'reason', 'details', 'hash',
  ),
  audit_personal_details: { erased: 'ROW', kept: [] },
  review_rules: kept(HOUSE, 'currency', 'withdrawals_above', 'set_at', 'set_by_id'),
  risk_thresholds: kept(HOUSE, 'kind', 'currency', 'threshold', 'set_at', 'set_by_id'),
  risk_alerts: kept(FIGURES, 'id', 'kind', 'currency', 'threshold', 'value', 'raised_at', 'cleared_at'),
  clock_setbacks: kept(FIGURES, 'wallet_id', 'sequence', 'created_at'),
  volume_hours: kept(FIGURES, 'hour_start', 'currency', 'type', 'shard', 'count', 'amount_billions', 'amount_rest'),
  verifications: kept(FIGURES, 'id', 'kind', 'started_at', 'finished_at', 'transactions', 'problems', 'problem_list', 'marks'),
  signing_keys: kept(FIGURES, 'id', 'public_key', 'first_used_at'),
  checkpoints: kept(
    FIGURES,
    'number', 'created_at', 'tree_size', 'root', 'previous', 'audit_sequence', 'audit_head', 'key_id', 'signature',
  ),
  checkpoint_leaves: kept(FIGURES, 'checkpoint', 'leaf_index', 'wallet_id', 'sequence'),
  checkpoint_nodes: kept(FIGURES, 'checkpoint', 'level', 'place', 'hash'),
  wallet_origins: kept(FIGURES, 'wallet_id', 'hash'),
  migrations: kept(FIGURES, 'id', 'name', 'executed_at'),
  ...(POSTGRES !== undefined && { write_slots: kept(FIGURES, 'slot') }),
};
