import type { ColumnTypes } from './column-types.js';

/** Tables for passkeys, one-time codes and recovery codes, and the second factor that opened a session. */
export function secondFactorTables(t: ColumnTypes): string[] {
  const end = `) ${t.tableOptions}`;
  return [
    // Null for a session that a password alone has opened.
    `alter table sessions add column second_factor ${t.text} check (second_factor in ('TOTP', 'RECOVERY_CODE', 'PASSKEY'))`,
    `create table passkeys (
      id ${t.id} primary key,
      user_id ${t.id} not null references users (id),
      credential ${t.text} not null check (length(credential) between 1 and 1400)
        constraint passkeys_credential_unique unique,
      public_key ${t.text} not null,
      counter ${t.count} not null check (counter >= 0),
      transports ${t.json} not null,
      name ${t.text} not null check (length(name) between 1 and 80),
      backed_up ${t.flag} not null check (backed_up in (0, 1)),
      created_at ${t.instant} not null,
      last_used_at ${t.instant}
    ${end}`,
    `create index passkeys_user on passkeys (user_id, id)`,
    `create table totp_secrets (
      user_id ${t.id} primary key references users (id),
      sealed_under ${t.text} not null check (length(sealed_under) = 16),
      sealed ${t.text} not null,
      created_at ${t.instant} not null,
      enabled_at ${t.instant},
      last_step ${t.count},
      constraint totp_secrets_step_once_enabled check (enabled_at is null or last_step is not null)
    ${end}`,
    `create table recovery_codes (
      code_hash ${t.text} primary key check (length(code_hash) = 64),
      user_id ${t.id} not null references users (id),
      created_at ${t.instant} not null
    ${end}`,
    `create index recovery_codes_user on recovery_codes (user_id)`,
    `create table webauthn_challenges (
      challenge_hash ${t.text} primary key check (length(challenge_hash) = 64),
      purpose ${t.text} not null check (purpose in ('SIGN_IN', 'REGISTER', 'CONFIRM')),
      for_session ${t.id},
      created_at ${t.instant} not null,
      expires_at ${t.instant} not null,
      constraint webauthn_challenges_end check (expires_at > created_at),
      constraint webauthn_challenges_belong_to_a_session check ((for_session is null) = (purpose = 'SIGN_IN'))
    ${end}`,
    `create index webauthn_challenges_order on webauthn_challenges (purpose, created_at)`,
  ];
}
