import { refuse, refuseToReplace } from './triggers.sqlite.js';

/** Table of API tokens, with which programs act for users. */
export function apiTokenTables(): string[] {
  return [
    `create table api_tokens (
      id text primary key,
      user_id text not null references users (id),
      name text not null,
      role text not null check (role in ('CUSTOMER', 'ANALYST', 'OPERATOR')),
      access text not null check (access in ('READ', 'WRITE')),
      token_hash text not null check (length(token_hash) = 64)
        constraint api_tokens_token_hash_unique unique,
      ending text not null check (length(ending) = 4),
      created_at integer not null,
      expires_at integer not null,
      last_used_at integer,
      revoked_at integer,
      revoked_by_id text references users (id),
      constraint api_tokens_analysts_only_read check (role <> 'ANALYST' or access = 'READ'),
      constraint api_tokens_end check (expires_at > created_at),
      constraint api_tokens_revoked_at_a_time check (revoked_at is not null or revoked_by_id is null)
    ) strict, without rowid`,
    `create index api_tokens_user on api_tokens (user_id, id)`,
  ];
}

/** Triggers that refuse to extend a token's rights or to bring back a revoked one. */
export const API_TOKEN_TRIGGERS_SQLITE: readonly string[] = [
  refuseToReplace('api_tokens', 'id = new.id', 'token_hash = new.token_hash'),
  refuse(
    'api_tokens_keep_their_terms',
    `before update on api_tokens when
      new.id <> old.id or new.user_id <> old.user_id or new.token_hash <> old.token_hash or new.name <> old.name
      or new.role <> old.role or new.access <> old.access or new.ending <> old.ending
      or new.created_at <> old.created_at or new.expires_at <> old.expires_at`,
    'the terms of an API token are never changed',
  ),
  refuse(
    'api_tokens_stay_revoked',
    `before update on api_tokens when old.revoked_at is not null
      and (new.revoked_at is not old.revoked_at or new.revoked_by_id is not old.revoked_by_id)`,
    'a revoked API token stays revoked',
  ),
];
