import { POSTGRES } from '../../support/postgres.js';

/** Changes that nothing in the database contradicts, and why; docs/integrity.md lists them as well. */
export interface Silent {
  /** By the column, `no` before it where it was emptied, and the kind of row where kinds differ in what is known of them. */
  readonly changes?: Readonly<Record<string, string>>;
  /** By the kind of row. */
  readonly removals?: Readonly<Record<string, string>>;
  /** Reason why two rows with exchanged contents may look like the original ones. */
  readonly swaps?: string;
  /** Reason why there may always have been one more row. */
  readonly additions?: string;
}

const CHOSEN = 'which name somebody chose for a key is written nowhere else';
const ONLY_REFUSED = 'a key that was only refused has moved nothing that could contradict it';
const KEYLESS = 'it may be done without a key, so that it was done says nothing about a key';
const NOT_WHOLE = 'not all that was asked for is in what came of it, so the fingerprint cannot be made again';
const POLICY = 'how long something waits is configuration, and no part of the books';
const WORDS = 'the words of a refusal follow from nothing that is kept';
const CHOSEN_BY_OWNER =
  'what somebody saves for, how they lock it and in which order they keep their wallets is no part of the books';
const PERSON = 'who somebody is, how they sign in and in which role is no part of the books';

/**
 * Every table of the database: what of it a verification cannot answer for, or why it answers for nothing in it. Whatever is
 * not listed here is found.
 */
export const MATRIX: Readonly<Record<string, Silent | string>> = {
  api_tokens: 'how somebody signs in is no part of the books',
  audit_events: {},
  audit_personal_details: { removals: { '': 'what the log says of people may be erased' } },
  checkpoint_leaves: {},
  checkpoint_nodes: {},
  checkpoints: {},
  clock_setbacks: {},
  email_tokens: 'what links were sent is no part of the books',
  entries: {},
  external_identities: 'how somebody signs in is no part of the books',
  external_sign_ins: 'who is about to sign in is no part of the books',
  idempotency_records: {
    changes: {
      ...Object.fromEntries(
        [
          ...[
            'createWallet',
            'deposit',
            'freeze',
            'post',
            'reverse',
            'transfer',
            'transferBatch',
            'void',
            'setReviewRule',
            'setRiskThreshold',
            'suspendUser',
          ],
          ...['withdraw', 'rejection'],
        ].map((kind) => [`key ${kind}`, CHOSEN]),
      ),
      'fingerprint createWallet': NOT_WHOLE,
      'created_at rejection': ONLY_REFUSED,
      'fingerprint rejection': ONLY_REFUSED,
      'operation rejection': ONLY_REFUSED,
      'rejection_details rejection': WORDS,
      'rejection_message rejection': WORDS,
      'no rejection_details rejection': WORDS,
      'no rejection_message rejection': WORDS,
    },
    removals: {
      ...{
        createWallet: KEYLESS,
        freeze: KEYLESS,
        setReviewRule: KEYLESS,
        setRiskThreshold: KEYLESS,
        suspendUser: KEYLESS,
      },
      rejection: ONLY_REFUSED,
    },
    swaps: CHOSEN,
    additions: ONLY_REFUSED,
  },
  idempotency_use_hours: 'how often keys came again is counted here only',
  idempotency_uses: {
    changes: {
      replays: 'how often keys came again is counted here only',
      conflicts: 'how often keys came again is counted here only',
      last_at: 'when keys came again is written here only',
    },
    removals: { '': 'nobody knows of a request that moved nothing' },
    swaps: 'how often keys came again is counted here only',
  },
  known_origins: 'from where somebody has signed in is no part of the books',
  migrations: 'it is read when the database is opened, which fails when a migration would run again',
  passkeys: 'how somebody signs in is no part of the books',
  outgoing_mails: 'what is still to be told to people is no part of the books',
  pending_registrations: 'who wants an account is no part of the books',
  recovery_codes: 'how somebody signs in is no part of the books',
  review_rules: {},
  risk_alerts: 'that there was an alert is no part of the books',
  risk_thresholds: {},
  sessions: 'who has signed in is no part of the books',
  sign_in_failures: 'who has tried to sign in is no part of the books',
  signing_keys: {},
  totp_secrets: 'how somebody signs in is no part of the books',
  transactions: {
    changes: {
      'expires_at PENDING': POLICY,
      'expires_at POSTED': POLICY,
      'expires_at VOIDED': POLICY,
    },
  },
  transfer_batch_items: {
    changes: {
      'error_details refused': WORDS,
      'error_message refused': WORDS,
      'no error_details refused': WORDS,
      'no error_message refused': WORDS,
    },
  },
  transfer_batches: {},
  users: {
    changes: Object.fromEntries(
      ['email', 'email_key', 'email_verified_at', 'display_name', 'role', 'password_hash', 'created_at'].map(
        (column) => [column, PERSON],
      ),
    ),
    swaps: PERSON,
    additions: PERSON,
  },
  verifications: 'what earlier verifications found proves nothing, and a full one asks for none of it',
  volume_hours: {
    changes: { shard: 'the shards of an hour are added up; which one a total is in says nothing' },
  },
  webauthn_challenges: 'who was about to sign in is no part of the books',
  wallet_origins: {},
  ...(POSTGRES !== undefined && { write_slots: 'who may write at the same time is no part of the books' }),
  wallets: {
    changes: {
      name: 'a name is no part of what a wallet was opened as',
      ...Object.fromEntries(
        [
          ...[
            'position',
            'goal_target',
            'goal_date',
            'goal_colour',
            'goal_emoji',
            'goal_began_at',
            'goal_began_after',
          ],
          ...['locked_until', 'lock_wait_hours', 'lock_opens_at'],
        ].map((column) => [column, CHOSEN_BY_OWNER]),
      ),
    },
  },
};

/** The tables that are answered for. */
export const ANSWERED = Object.entries(MATRIX).flatMap(([table, silent]): [string, Silent][] =>
  typeof silent === 'string' ? [] : [[table, silent]],
);
