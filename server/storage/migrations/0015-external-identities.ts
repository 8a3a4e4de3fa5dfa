/** Tables for users' identities at an OpenID Connect issuer, and for sign-ins that have not come back from it yet. */
export function externalIdentityTables(): string[] {
  const end = ') strict, without rowid';
  return [
    `create table external_identities (
      id text primary key,
      issuer text not null,
      subject text not null check (length(subject) between 1 and 255),
      user_id text not null references users (id),
      email text,
      linked_at integer not null,
      last_used_at integer not null,
      constraint external_identities_used check (last_used_at >= linked_at)
    ${end}`,
    `create unique index external_identities_subject on external_identities (issuer, subject)`,
    `create unique index external_identities_user on external_identities (user_id, issuer)`,
    // A row alone is useless to a thief: state, nonce and verifier are derived from a token that only the browser has.
    `create table external_sign_ins (
      token_hash text primary key check (length(token_hash) = 64),
      purpose text not null check (purpose in ('SIGN_IN', 'CONFIRM', 'LINK')),
      asking_session text,
      return_to text not null,
      created_at integer not null,
      expires_at integer not null,
      constraint external_sign_ins_end check (expires_at > created_at),
      constraint external_sign_ins_session check ((asking_session is null) = (purpose = 'SIGN_IN'))
    ${end}`,
  ];
}
