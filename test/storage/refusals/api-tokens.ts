import { inserting, replacing, running, type Refusal } from './cases.js';

const TERMS = 'the terms of an API token are never changed';
const REVOKED = 'a revoked API token stays revoked';
const NO_REPLACING = 'api_tokens_are_never_replaced';
const NO_TIME = 'CHECK constraint failed: api_tokens_revoked_at_a_time';

export const API_TOKEN_REFUSALS: readonly Refusal[] = [
  ...[
    "id = 'other'",
    "user_id = 'brian'",
    "name = 'other'",
    "role = 'OPERATOR'",
    "access = 'WRITE'",
    `token_hash = '${'a'.repeat(64)}'`,
    "ending = 'other'",
    'created_at = 0',
    'expires_at = expires_at + 1',
  ].map((change) => running(`update api_tokens set ${change} where id = 'token'`, TERMS)),
  running("update api_tokens set revoked_at = null, revoked_by_id = null where id = 'revoked'", REVOKED),
  running("update api_tokens set revoked_at = 0 where id = 'revoked'", REVOKED),
  running("update api_tokens set revoked_by_id = 'brian' where id = 'revoked'", REVOKED),
  running("update api_tokens set revoked_by_id = 'brian' where id = 'token'", NO_TIME),
  replacing('api_tokens', { id: 'token' }, 'api_tokens are never replaced'),
  replacing('api_tokens', { token_hash: 'f'.repeat(64) }, 'api_tokens are never replaced'),
  inserting('api_tokens', { id: 'token' }, 'UNIQUE constraint failed: api_tokens.id', NO_REPLACING),
  inserting(
    'api_tokens',
    { token_hash: 'f'.repeat(64) },
    'UNIQUE constraint failed: api_tokens.token_hash',
    NO_REPLACING,
  ),
  inserting(
    'api_tokens',
    { role: 'ROOT' },
    "CHECK constraint failed: role in ('CUSTOMER', 'ANALYST', 'OPERATOR')",
  ),
  inserting('api_tokens', { access: 'ALL' }, "CHECK constraint failed: access in ('READ', 'WRITE')"),
  inserting('api_tokens', { token_hash: 'f' }, 'CHECK constraint failed: length(token_hash) = 64'),
  inserting('api_tokens', { ending: 'the whole token' }, 'CHECK constraint failed: length(ending) = 4'),
  inserting(
    'api_tokens',
    { role: 'ANALYST', access: 'WRITE' },
    'CHECK constraint failed: api_tokens_analysts_only_read',
  ),
  inserting('api_tokens', { expires_at: 0 }, 'CHECK constraint failed: api_tokens_end'),
];
