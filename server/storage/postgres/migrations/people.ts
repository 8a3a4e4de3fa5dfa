import { TEXT } from './column-types.js';

/** The tables of users, and of how they sign in; see those of the ledger. */
export const PEOPLE_TABLES: readonly string[] = [
  `create table users (
    id ${TEXT} primary key,
    email ${TEXT} not null,
    email_key ${TEXT} not null constraint users_email_key_unique unique,
    display_name ${TEXT} not null,
    role ${TEXT} not null check (role in ('CUSTOMER', 'ANALYST', 'OPERATOR')),
    password_hash ${TEXT} not null,
    created_at bigint not null,
    email_verified_at bigint,
    status ${TEXT} not null default 'SUSPENDED' check (status in ('ACTIVE', 'SUSPENDED', 'CLOSED'))
  )`,
  `create table external_sign_ins (
    token_hash ${TEXT} primary key check (length(token_hash) = 64),
    purpose ${TEXT} not null check (purpose in ('SIGN_IN', 'CONFIRM', 'LINK')),
    asking_session ${TEXT},
    return_to ${TEXT} not null,
    created_at bigint not null,
    expires_at bigint not null,
    constraint external_sign_ins_end check (expires_at > created_at),
    constraint external_sign_ins_session check ((asking_session is null) = (purpose = 'SIGN_IN'))
  )`,
  `create table known_origins (
    origin ${TEXT} not null check (length(origin) = 64),
    account ${TEXT} not null check (length(account) = 64),
    kind ${TEXT} not null check (kind in ('DEVICE', 'ADDRESS')),
    last_at bigint not null,
    primary key (origin, account)
  )`,
  `create table pending_registrations (
    id ${TEXT} primary key,
    email ${TEXT} not null,
    email_key ${TEXT} not null,
    display_name ${TEXT} not null,
    password_hash ${TEXT} not null,
    token_hash ${TEXT} check (length(token_hash) = 64),
    created_at bigint not null,
    expires_at bigint not null,
    constraint pending_registrations_end check (expires_at > created_at)
  )`,
  `create table sign_in_failures (
    counted_by ${TEXT} primary key check (length(counted_by) = 64),
    last_at bigint not null,
    forgotten_at bigint not null
  )`,
  `create table webauthn_challenges (
    challenge_hash ${TEXT} primary key check (length(challenge_hash) = 64),
    purpose ${TEXT} not null check (purpose in ('SIGN_IN', 'REGISTER', 'CONFIRM')),
    for_session ${TEXT},
    created_at bigint not null,
    expires_at bigint not null,
    constraint webauthn_challenges_end check (expires_at > created_at),
    constraint webauthn_challenges_belong_to_a_session check ((for_session is null) = (purpose = 'SIGN_IN'))
  )`,
  `create table api_tokens (
    id ${TEXT} primary key,
    user_id ${TEXT} not null references users (id),
    name ${TEXT} not null,
    role ${TEXT} not null check (role in ('CUSTOMER', 'ANALYST', 'OPERATOR')),
    access ${TEXT} not null check (access in ('READ', 'WRITE')),
    token_hash ${TEXT} not null check (length(token_hash) = 64) constraint api_tokens_token_hash_unique unique,
    ending ${TEXT} not null check (length(ending) = 4),
    created_at bigint not null,
    expires_at bigint not null,
    last_used_at bigint,
    revoked_at bigint,
    revoked_by_id ${TEXT} references users (id),
    constraint api_tokens_analysts_only_read check (role <> 'ANALYST' or access = 'READ'),
    constraint api_tokens_end check (expires_at > created_at),
    constraint api_tokens_revoked_at_a_time check (revoked_at is not null or revoked_by_id is null)
  )`,
  `create table email_tokens (
    token_hash ${TEXT} primary key check (length(token_hash) = 64),
    purpose ${TEXT} not null check (purpose in ('RESET_PASSWORD', 'VERIFY_EMAIL', 'CHANGE_EMAIL')),
    user_id ${TEXT} not null references users (id),
    email ${TEXT} not null,
    created_at bigint not null,
    expires_at bigint not null,
    constraint email_tokens_end check (expires_at > created_at)
  )`,
  `create table external_identities (
    id ${TEXT} primary key,
    issuer ${TEXT} not null,
    subject ${TEXT} not null check (length(subject) between 1 and 255),
    user_id ${TEXT} not null references users (id),
    email ${TEXT},
    linked_at bigint not null,
    last_used_at bigint not null,
    constraint external_identities_used check (last_used_at >= linked_at)
  )`,
  `create table outgoing_mails (
    id ${TEXT} primary key,
    kind ${TEXT} not null constraint outgoing_mails_kind check (length(kind) between 1 and 40),
    address ${TEXT} not null,
    user_id ${TEXT} references users (id),
    created_at bigint not null,
    attempts bigint not null check (attempts >= 0),
    next_attempt_at bigint not null,
    constraint outgoing_mails_name_a_user check (user_id is not null or kind in ('PASSWORD_RESET', 'REGISTRATION'))
  )`,
  `create table passkeys (
    id ${TEXT} primary key,
    user_id ${TEXT} not null references users (id),
    credential ${TEXT} not null check (length(credential) between 1 and 1400) constraint passkeys_credential_unique unique,
    public_key ${TEXT} not null,
    counter bigint not null check (counter >= 0),
    transports json not null,
    name ${TEXT} not null check (length(name) between 1 and 80),
    backed_up boolean not null,
    created_at bigint not null,
    last_used_at bigint
  )`,
  `create table recovery_codes (
    code_hash ${TEXT} primary key check (length(code_hash) = 64),
    user_id ${TEXT} not null references users (id),
    created_at bigint not null
  )`,
  `create table sessions (
    id ${TEXT} primary key,
    token_hash ${TEXT} not null constraint sessions_token_hash_unique unique,
    user_id ${TEXT} not null references users (id),
    created_at bigint not null,
    expires_at bigint not null,
    revoked_at bigint,
    confirmed_at bigint,
    last_used_at bigint,
    user_agent ${TEXT} check (length(user_agent) <= 400),
    address ${TEXT},
    second_factor ${TEXT} check (second_factor in ('TOTP', 'RECOVERY_CODE', 'PASSKEY'))
  )`,
  `create table totp_secrets (
    user_id ${TEXT} primary key references users (id),
    sealed_under ${TEXT} not null check (length(sealed_under) = 16),
    sealed ${TEXT} not null,
    created_at bigint not null,
    enabled_at bigint,
    last_step bigint,
    constraint totp_secrets_step_once_enabled check (enabled_at is null or last_step is not null)
  )`,
];
