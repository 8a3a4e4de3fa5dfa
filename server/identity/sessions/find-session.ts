import type { EntityManager } from '@mikro-orm/core';
import { readInstant, readInstantOrNull } from '../../ledger/database/snapshot.js';
import { selectRows } from '../../ledger/database/sql.js';
import { OF_ACTIVE_USER } from '../model/active-users.js';
import type { SecondFactor } from '../model/kinds.js';
import type { Role } from '../model/user.js';

/** The id of a session, or the hash of its token. */
export type SessionKey = { readonly id: string } | { readonly tokenHash: string };

/** A session that has not been ended, with the role of its user. */
export interface FoundSession {
  readonly id: string;
  readonly userId: string;
  readonly role: Role;
  readonly secondFactor: SecondFactor | null;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  /** Null for sessions from before this was stored. */
  readonly confirmedAt: Date | null;
  /** To the minute; null for sessions from before this was stored. */
  readonly lastUsedAt: Date | null;
}

type Row = Pick<FoundSession, 'id' | 'userId' | 'role' | 'secondFactor'> & {
  readonly createdAt: number;
  readonly expiresAt: number;
  readonly confirmedAt: number | null;
  readonly lastUsedAt: number | null;
};

const SELECT = `select sessions.id, user_id as "userId", role, second_factor as "secondFactor",
  sessions.created_at as "createdAt", expires_at as "expiresAt", confirmed_at as "confirmedAt", last_used_at as "lastUsedAt"
  from sessions ${OF_ACTIVE_USER} where revoked_at is null and`;

/**
 * Finds a session of a user who may enter; undefined when there is none, or it has been ended. Every request asks, so this
 * is one SQL statement: entities took a third of the CPU time of a request that asks for nothing.
 */
export async function findSession(reader: EntityManager, key: SessionKey): Promise<FoundSession | undefined> {
  const [column, value] = 'id' in key ? ['sessions.id', key.id] : ['token_hash', key.tokenHash];
  const [row] = await selectRows<Row>(reader, `${SELECT} ${column} = ?`, [value]);
  return (
    row && {
      ...row,
      createdAt: readInstant(row.createdAt),
      expiresAt: readInstant(row.expiresAt),
      confirmedAt: readInstantOrNull(row.confirmedAt),
      lastUsedAt: readInstantOrNull(row.lastUsedAt),
    }
  );
}
