import type { EntityManager } from '@mikro-orm/core';
import type { Clock } from '../../ledger/model/clock.js';
import type { Currency } from '../../ledger/money/currencies.js';
import { hasPaidAll } from '../../ledger/queries/paid-before.js';
import { Wallet } from '../../ledger/model/wallet.js';
import { mayReachEverybodys } from '../access/guard.js';
import { AccessError } from '../model/errors.js';
import { User } from '../model/user.js';
import type { Viewer } from '../model/viewer.js';

/** A recipient whom a user wants to pay. */
export interface RecipientQuery {
  /** In lower case. */
  readonly email: string;
  readonly currency: Currency;
}

/**
 * Maximum number of different emails without a payable wallet that a user may try in an hour: people mistype some, not
 * hundreds.
 */
export const MISSED_RECIPIENTS_MAX = 100;
const WINDOW_MS = 60 * 60 * 1000;
/** Maximum number of counted users; the one that began to miss first is forgotten first. */
const USERS_MAX = 10_000;

/** Emails that a user has tried in vain, and the time until which they count. */
interface Misses {
  readonly endsAt: number;
  readonly emails: Set<string>;
}

/**
 * Finds the users to pay by their emails. Each answer tells whether an email has an account here, so a customer who is
 * wrong too often is for a while answered only about people whom they have paid before, be the email right or not. Analysts
 * and operators see all users anyway.
 */
export class Recipients {
  readonly #missesByUser = new Map<string, Misses>();

  constructor(
    private readonly reader: EntityManager,
    private readonly clock: Clock,
    private readonly limited: boolean,
  ) {}

  /**
   * Finds the ids of users by their emails; leaves out emails that nobody has.
   *
   * @throws AccessError RATE_LIMITED with `retryAfterSeconds`
   */
  async idsFor(viewer: Viewer, sought: readonly RecipientQuery[]): Promise<ReadonlyMap<string, string>> {
    if (sought.length === 0) return new Map();
    const em = this.reader.fork();
    const emails = new Set(sought.map(({ email }) => email));
    const users = await em.find(User, { emailKey: { $in: [...emails] } });
    const ids = new Map(users.map(({ emailKey, id }) => [emailKey, id]));
    if (this.limited && !mayReachEverybodys('Query.users', viewer))
      await this.#assertMayAsk(em, viewer.userId, sought, ids);
    return ids;
  }

  async #assertMayAsk(
    em: EntityManager,
    userId: string,
    sought: readonly RecipientQuery[],
    ids: ReadonlyMap<string, string>,
  ): Promise<void> {
    const misses = this.#missesOf(userId);
    if (misses.emails.size < MISSED_RECIPIENTS_MAX) {
      for (const email of await missedBy(em, sought, ids)) misses.emails.add(email);
      if (misses.emails.size <= MISSED_RECIPIENTS_MAX) return;
    }
    const isAllKnown = sought.every(({ email }) => ids.has(email));
    if (isAllKnown && (await hasPaidAll(em, userId, new Set(ids.values())))) return;
    throw new AccessError('RATE_LIMITED', 'Too many emails by which nobody can be paid; try again later', {
      retryAfterSeconds: Math.ceil((misses.endsAt - this.clock.now().getTime()) / 1000),
    });
  }

  #missesOf(userId: string): Misses {
    const now = this.clock.now().getTime();
    const before = this.#missesByUser.get(userId);
    if (before && before.endsAt > now) return before;
    this.#missesByUser.delete(userId);
    const misses = { endsAt: now + WINDOW_MS, emails: new Set<string>() };
    this.#missesByUser.set(userId, misses);
    const [first] = this.#missesByUser.keys();
    if (this.#missesByUser.size > USERS_MAX && first !== undefined) this.#missesByUser.delete(first);
    return misses;
  }
}

/** Lists the emails that cannot be paid: of nobody, or of a user without an active wallet of the currency. */
async function missedBy(
  em: EntityManager,
  sought: readonly RecipientQuery[],
  ids: ReadonlyMap<string, string>,
): Promise<string[]> {
  const ownerId = { $in: [...ids.values()] };
  const wallets = ids.size === 0 ? [] : await em.find(Wallet, { ownerId, status: 'ACTIVE' });
  const reachable = new Set(wallets.map((wallet) => `${wallet.ownerId ?? ''} ${wallet.currency}`));
  return sought
    .filter(({ email, currency }) => !reachable.has(`${ids.get(email) ?? ''} ${currency}`))
    .map(({ email }) => email);
}
