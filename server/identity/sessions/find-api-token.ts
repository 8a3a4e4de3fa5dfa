import type { EntityManager } from '@mikro-orm/core';
import { readInstant, readInstantOrNull } from '../../ledger/database/snapshot.js';
import { selectRows } from '../../ledger/database/sql.js';
import { OF_ACTIVE_USER } from '../model/active-users.js';
import type { ApiToken } from '../model/api-token.js';
import type { Role } from '../model/user.js';

/** The id of an API token, or the hash of it. */
export type ApiTokenKey = { readonly id: string } | { readonly tokenHash: string };

/** An API token that has not been revoked, with the role of its user. */
export type FoundApiToken = Readonly<Pick<ApiToken, 'id' | 'userId' | 'role' | 'access' | 'expiresAt'>> & {
  readonly userRole: Role;
  readonly lastUsedAt: Date | null;
};

type Row = Omit<FoundApiToken, 'expiresAt' | 'lastUsedAt'> & {
  readonly expiresAt: number;
  readonly lastUsedAt: number | null;
};

const SELECT = `select api_tokens.id, user_id as "userId", api_tokens.role, access, expires_at as "expiresAt",
  last_used_at as "lastUsedAt", users.role as "userRole"
  from api_tokens ${OF_ACTIVE_USER} where revoked_at is null and`;

/**
 * Finds an API token of a user who may enter; undefined when there is none, or it has been revoked. One SQL statement, for
 * the same reason as `findSession`.
 */
export async function findApiToken(
  reader: EntityManager,
  key: ApiTokenKey,
): Promise<FoundApiToken | undefined> {
  const [column, value] = 'id' in key ? ['api_tokens.id', key.id] : ['token_hash', key.tokenHash];
  const [row] = await selectRows<Row>(reader, `${SELECT} ${column} = ?`, [value]);
  return (
    row && {
      ...row,
      expiresAt: readInstant(row.expiresAt),
      lastUsedAt: readInstantOrNull(row.lastUsedAt),
    }
  );
}
