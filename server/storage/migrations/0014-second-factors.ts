/** Tables for passkeys, one-time codes and recovery codes, and the second factor that opened a session. */
export function secondFactorTables(): string[] {
  const end = ') strict, without rowid';
  return [
    // Null for a session that a password alone has opened.
    `alter table sessions add column second_factor text check (second_factor in ('TOTP', 'RECOVERY_CODE', 'PASSKEY'))`,
    `create table passkeys (
      id text primary key,
      user_id text not null references users (id),
      credential text not null check (length(credential) between 1 and 1400)
        constraint passkeys_credential_unique unique,
      public_key text not null,
      counter integer not null check (counter >= 0),
      transports text not null,
      name text not null check (length(name) between 1 and 80),
      backed_up integer not null check (backed_up in (0, 1)),
      created_at integer not null,
      last_used_at integer
    ${end}`,
    `create index passkeys_user on passkeys (user_id, id)`,
    `create table totp_secrets (
      user_id text primary key references users (id),
      sealed_under text not null check (length(sealed_under) = 16),
      sealed text not null,
      created_at integer not null,
      enabled_at integer,
      last_step integer,
      constraint totp_secrets_step_once_enabled check (enabled_at is null or last_step is not null)
    ${end}`,
    `create table recovery_codes (
      code_hash text primary key check (length(code_hash) = 64),
      user_id text not null references users (id),
      created_at integer not null
    ${end}`,
    `create index recovery_codes_user on recovery_codes (user_id)`,
    `create table webauthn_challenges (
      challenge_hash text primary key check (length(challenge_hash) = 64),
      purpose text not null check (purpose in ('SIGN_IN', 'REGISTER', 'CONFIRM')),
      for_session text,
      created_at integer not null,
      expires_at integer not null,
      constraint webauthn_challenges_end check (expires_at > created_at),
      constraint webauthn_challenges_belong_to_a_session check ((for_session is null) = (purpose = 'SIGN_IN'))
    ${end}`,
    `create index webauthn_challenges_order on webauthn_challenges (purpose, created_at)`,
  ];
}
