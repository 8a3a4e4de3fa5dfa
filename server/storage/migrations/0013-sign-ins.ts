import type { ColumnTypes } from './column-types.js';

/**
 * Tables that slow down password guessing and recognise known devices. They hold accounts, addresses and devices as
 * hashes only; an account that does not exist is counted like one that does, so nothing here refers to a user.
 */
export function signInTables(t: ColumnTypes): string[] {
  const end = `) ${t.tableOptions}`;
  return [
    `create table sign_in_failures (
      counted_by ${t.text} primary key check (length(counted_by) = 64),
      last_at ${t.instant} not null,
      forgotten_at ${t.instant} not null
    ${end}`,
    `create index sign_in_failures_last on sign_in_failures (last_at)`,
    `create table known_origins (
      origin ${t.text} not null check (length(origin) = 64),
      account ${t.text} not null check (length(account) = 64),
      kind ${t.text} not null check (kind in ('DEVICE', 'ADDRESS')),
      last_at ${t.instant} not null,
      primary key (origin, account)
    ${end}`,
    `create index known_origins_account on known_origins (account, kind, last_at)`,
  ];
}
