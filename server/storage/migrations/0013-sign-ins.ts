/**
 * Tables that slow down password guessing and recognise known devices. They hold accounts, addresses and devices as
 * hashes only; an account that does not exist is counted like one that does, so nothing here refers to a user.
 */
export function signInTables(): string[] {
  const end = ') strict, without rowid';
  return [
    `create table sign_in_failures (
      counted_by text primary key check (length(counted_by) = 64),
      last_at integer not null,
      forgotten_at integer not null
    ${end}`,
    `create index sign_in_failures_last on sign_in_failures (last_at)`,
    `create table known_origins (
      origin text not null check (length(origin) = 64),
      account text not null check (length(account) = 64),
      kind text not null check (kind in ('DEVICE', 'ADDRESS')),
      last_at integer not null,
      primary key (origin, account)
    ${end}`,
    `create index known_origins_account on known_origins (account, kind, last_at)`,
  ];
}
