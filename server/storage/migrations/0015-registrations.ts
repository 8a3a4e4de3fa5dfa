/** Tables for registrations that wait for a proof of the email, and for mail to people who are not users yet. */
export function registrationTables(): string[] {
  const end = ') strict, without rowid';
  return [
    `create table pending_registrations (
      id text primary key,
      email text not null,
      email_key text not null,
      display_name text not null,
      password_hash text not null,
      token_hash text check (length(token_hash) = 64),
      created_at integer not null,
      expires_at integer not null,
      constraint pending_registrations_end check (expires_at > created_at)
    ${end}`,
    `create unique index pending_registrations_token on pending_registrations (token_hash)`,
    `create index pending_registrations_email on pending_registrations (email_key)`,
    // The table is rebuilt, because SQLite cannot change a constraint. Kinds are no longer listed: the sender knows
    // them, and writes no other.
    `create table outgoing_mails_anew (
      id text primary key,
      kind text not null constraint outgoing_mails_kind check (length(kind) between 1 and 40),
      address text not null,
      user_id text references users (id),
      created_at integer not null,
      attempts integer not null check (attempts >= 0),
      next_attempt_at integer not null,
      constraint outgoing_mails_name_a_user check (user_id is not null or kind in ('PASSWORD_RESET', 'REGISTRATION'))
    ${end}`,
    `insert into outgoing_mails_anew (id, kind, address, user_id, created_at, attempts, next_attempt_at)
      select id, kind, address, user_id, created_at, attempts, next_attempt_at from outgoing_mails`,
    `drop table outgoing_mails`,
    `alter table outgoing_mails_anew rename to outgoing_mails`,
    `create index outgoing_mails_due on outgoing_mails (next_attempt_at)`,
  ];
}
