import { LockMode, type EntityManager } from '@mikro-orm/core';
import { appendToAuditLog, type Act } from '../../ledger/chain/audit-log.js';
import type { Clock } from '../../ledger/model/clock.js';
import type { IdGenerator } from '../../ledger/model/ids.js';
import type { UnitsOfWork } from '../../ledger/database/unit-of-work.js';
import { signedOut } from '../../ledger/posting/barred-users.js';
import { findActiveUser } from '../model/active-users.js';
import { parseApiTokenRequest, type ApiTokenRequest, type ApiTokenTerms } from './api-token-request.js';
import { mayReachEverybodys } from '../access/guard.js';
import { ApiToken, viewerWith } from '../model/api-token.js';
import { AccessError, SENTENCES } from '../model/errors.js';
import { findApiToken, type ApiTokenKey, type FoundApiToken } from './find-api-token.js';
import { LastUses } from './last-uses.js';
import { Session } from '../model/session.js';
import { API_TOKEN_PREFIX, hashToken, newToken } from '../model/tokens.js';
import { User } from '../model/user.js';
import { notFound, type Credential, type Viewer } from '../model/viewer.js';

/** Maximum number of active tokens of a user: keeps the list short enough to be looked through. */
export const ACTIVE_TOKENS_MAX = 20;
const DAY_MS = 24 * 60 * 60 * 1000;

/** A token that was just made. It is shown this once. */
export interface MadeApiToken {
  readonly token: string;
  readonly apiToken: ApiToken;
}

export interface Revocation {
  readonly id: string;
  readonly viewer: Viewer;
  /** Required of an operator who revokes another user's token. */
  readonly reason: string | null;
}

/** Makes, checks and revokes API tokens, which let programs act for users, see `docs/adr/0014-api-tokens.md`. */
export class ApiTokens {
  readonly #uses: LastUses;

  constructor(
    private readonly units: UnitsOfWork,
    private readonly reader: EntityManager,
    private readonly clock: Clock,
    private readonly ids: IdGenerator,
  ) {
    this.#uses = new LastUses(units, async (em, ids, lastUsedAt) =>
      em.nativeUpdate(ApiToken, { id: { $in: ids } }, { lastUsedAt }),
    );
  }

  /**
   * Makes a token for a user. An attempt whose answer got lost has left a token that nobody knows; a second one by the same
   * name is refused, and says so.
   *
   * @param actorId The user who makes it, or null for the command line.
   * @param session The session that asks: it may have ended while the request was on its way.
   * @throws AccessError UNAUTHENTICATED, BAD_USER_INPUT, FORBIDDEN, NOT_FOUND
   */
  async create(
    userId: string,
    actorId: string | null,
    request: ApiTokenRequest,
    session?: Credential,
  ): Promise<MadeApiToken> {
    const token = newToken(API_TOKEN_PREFIX);
    const now = this.clock.now();
    const apiToken = await this.units.run(async (em) => {
      // Concurrent requests wait here for each other, so that neither overlooks the other's token.
      const user = await em.findOne(User, { id: userId }, { lockMode: LockMode.PESSIMISTIC_WRITE });
      if (!user) throw notFound('user');
      if (user.status !== 'ACTIVE')
        throw new AccessError('FORBIDDEN', `This account is ${user.status.toLowerCase()}`);
      if (
        session &&
        !(await em.findOne(Session, { id: session.id, revokedAt: null, confirmedAt: { $ne: null } }))
      )
        throw signedOut();
      const terms = parseApiTokenRequest(request, user.role);
      await assertRoomFor(em, userId, terms.name, now);
      const made = this.#build(userId, token, terms, now);
      em.persist(made);
      await appendToAuditLog(em, [actOn(made, 'API_TOKEN_CREATED', { at: now, actorId, reason: null })]);
      return made;
    });
    return { token, apiToken };
  }

  /**
   * Ends a token at once. A revoked one stays as it is.
   *
   * @throws AccessError NOT_FOUND, also for another customer's; FORBIDDEN, BAD_USER_INPUT
   */
  async revoke({ id, viewer, reason }: Revocation): Promise<void> {
    const now = this.clock.now();
    await this.units.run(async (em) => {
      if (!(await findActiveUser(em, viewer.userId))) throw signedOut();
      const apiToken = await em.findOne(ApiToken, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE });
      if (!apiToken) throw notFound('apiToken', 'id');
      if (apiToken.userId !== viewer.userId) assertMayRevoke(viewer, reason);
      if (apiToken.revokedAt) return;
      await end(em, [apiToken], { at: now, actorId: viewer.userId, reason });
    });
  }

  /** Finds the viewer of a token; null when it is unknown, expired or revoked, or its user is suspended. */
  async viewerOf(token: string): Promise<Viewer | null> {
    const found = await this.#usable({ tokenHash: hashToken(token) });
    if (!found) return null;
    this.#uses.note(found.apiToken, this.clock.now());
    return found.viewer;
  }

  /** False once the token has expired or was revoked, its user is suspended, or either may do less than before. */
  async isUsable({ credential, role }: Viewer): Promise<boolean> {
    const now = (await this.#usable({ id: credential.id }))?.viewer;
    return now?.role === role && now.credential.readOnly === credential.readOnly;
  }

  /** Waits until every noted use is written or has failed to be. The figure only shows which tokens are in use. */
  async flush(): Promise<void> {
    await this.#uses.flush();
  }

  async #usable(key: ApiTokenKey): Promise<{ apiToken: FoundApiToken; viewer: Viewer } | null> {
    const apiToken = await findApiToken(this.reader, key);
    if (!apiToken || apiToken.expiresAt <= this.clock.now()) return null;
    return { apiToken, viewer: viewerWith(apiToken, { id: apiToken.userId, role: apiToken.userRole }) };
  }

  #build(userId: string, token: string, terms: ApiTokenTerms, now: Date): ApiToken {
    const apiToken = new ApiToken();
    apiToken.id = this.ids.next(now);
    apiToken.userId = userId;
    apiToken.name = terms.name;
    apiToken.role = terms.role;
    apiToken.access = terms.access;
    apiToken.tokenHash = hashToken(token);
    apiToken.ending = token.slice(-4);
    apiToken.createdAt = now;
    apiToken.expiresAt = new Date(now.getTime() + terms.expiresInDays * DAY_MS);
    apiToken.lastUsedAt = null;
    apiToken.revokedAt = null;
    apiToken.revokedById = null;
    return apiToken;
  }
}

/** Revokes every active token of a user, in the unit of work that says why. */
export async function revokeTokensOf(em: EntityManager, userId: string, by: By): Promise<void> {
  await end(em, await activeTokensOf(em, userId, by.at), by);
}

/** Actor, time and reason of a revocation. */
type By = Pick<Act, 'at' | 'actorId' | 'reason'>;

async function end(em: EntityManager, apiTokens: readonly ApiToken[], by: By): Promise<void> {
  for (const apiToken of apiTokens) {
    apiToken.revokedAt = by.at;
    apiToken.revokedById = by.actorId;
  }
  await appendToAuditLog(
    em,
    apiTokens.map((apiToken) => actOn(apiToken, 'API_TOKEN_REVOKED', by)),
  );
}

async function activeTokensOf(em: EntityManager, userId: string, now: Date): Promise<ApiToken[]> {
  return em.find(ApiToken, { userId, revokedAt: null, expiresAt: { $gt: now } }, { orderBy: { id: 'asc' } });
}

/** @throws AccessError BAD_USER_INPUT */
async function assertRoomFor(em: EntityManager, userId: string, name: string, now: Date): Promise<void> {
  const active = await activeTokensOf(em, userId, now);
  if (active.some((other) => other.name === name)) {
    throw new AccessError('BAD_USER_INPUT', 'There is an active token by this name already', {
      field: 'name',
    });
  }
  if (active.length >= ACTIVE_TOKENS_MAX) {
    throw new AccessError(
      'BAD_USER_INPUT',
      `One user has at most ${String(ACTIVE_TOKENS_MAX)} active tokens; revoke one first`,
      { apiTokensMax: ACTIVE_TOKENS_MAX },
    );
  }
}

/** @throws AccessError NOT_FOUND, FORBIDDEN, BAD_USER_INPUT */
function assertMayRevoke(viewer: Viewer, reason: string | null): void {
  if (!mayReachEverybodys('User.apiTokens', viewer)) throw notFound('apiToken', 'id');
  if (!mayReachEverybodys('Mutation.revokeApiToken', viewer))
    throw new AccessError('FORBIDDEN', SENTENCES.forOperators);
  if (reason === null) throw new AccessError('BAD_USER_INPUT', 'Say why', { field: 'reason' });
}

function actOn({ id, userId, name, role, access, expiresAt }: ApiToken, action: Act['action'], by: By): Act {
  const details = { apiTokenId: id, name, role, access, expiresAt: expiresAt.toISOString() };
  return { ...by, action, userId, details };
}
