/** Columns and tables for account management: details of sessions, verified emails, and outgoing mail. */
export function accountTables(): string[] {
  const end = ') strict, without rowid';
  return [
    `alter table users add column email_verified_at integer`,
    // Null for sessions that are older than these columns.
    `alter table sessions add column confirmed_at integer`,
    `alter table sessions add column last_used_at integer`,
    `alter table sessions add column user_agent text check (length(user_agent) <= 400)`,
    `alter table sessions add column address text`,
    `create table email_tokens (
      token_hash text primary key check (length(token_hash) = 64),
      purpose text not null check (purpose in ('RESET_PASSWORD', 'VERIFY_EMAIL', 'CHANGE_EMAIL')),
      user_id text not null references users (id),
      email text not null,
      created_at integer not null,
      expires_at integer not null,
      constraint email_tokens_end check (expires_at > created_at)
    ${end}`,
    `create index email_tokens_user on email_tokens (user_id, purpose)`,
    // A password reset is requested by an address alone; the user is looked up when the mail is sent.
    `create table outgoing_mails (
      id text primary key,
      kind text not null constraint outgoing_mails_kind check (kind in ('PASSWORD_RESET', 'PASSWORD_CHANGED', 'EMAIL_VERIFICATION',
        'EMAIL_CHANGE', 'EMAIL_CHANGE_ASKED', 'EMAIL_CHANGED')),
      address text not null,
      user_id text references users (id),
      created_at integer not null,
      attempts integer not null check (attempts >= 0),
      next_attempt_at integer not null,
      constraint outgoing_mails_name_a_user check (user_id is not null or kind = 'PASSWORD_RESET')
    ${end}`,
    `create index outgoing_mails_due on outgoing_mails (next_attempt_at)`,
  ];
}
