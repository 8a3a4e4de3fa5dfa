import { newUser, type Role } from '../../server/identity/model/user.js';
import { Session } from '../../server/identity/model/session.js';
import { hashToken, newToken, SESSION_PREFIX } from '../../server/identity/model/tokens.js';
import type { Bank } from '../bank.js';

/** A signed-in customer with money. */
export interface Customer {
  readonly token: string;
  readonly walletId: string;
}

const LIFETIME_MS = 24 * 3_600_000;

/** Opens a session for each customer of a bank: rows alone, because a thousand passwords would take a minute to hash. */
export async function signInCustomers(bank: Bank, now: Date): Promise<Customer[]> {
  const tokens = await signIn(
    bank,
    bank.accounts.map(({ ownerId }) => ownerId),
    now,
  );
  return bank.accounts.map(({ walletId }, index) => ({ walletId, token: tokens[index] ?? '' }));
}

/** Makes a member of staff and opens a session for them. */
export async function signInStaff(bank: Bank, role: Role, now: Date): Promise<string> {
  const email = `${role.toLowerCase()}-${bank.ids.next(now)}@example.com`;
  const who = { id: bank.ids.next(now), email, emailKey: email, displayName: role };
  const staff = newUser({ ...who, passwordHash: 'nobody signs in' }, now);
  staff.role = role;
  await bank.units.run(async (em) => void em.persist(staff));
  const [token = ''] = await signIn(bank, [staff.id], now);
  return token;
}

async function signIn({ ids, units }: Bank, userIds: readonly string[], now: Date): Promise<string[]> {
  const tokens = userIds.map(() => newToken(SESSION_PREFIX));
  await units.run(async (em) => {
    userIds.forEach((userId, index) => {
      const session = new Session();
      Object.assign(session, {
        id: ids.next(now),
        tokenHash: hashToken(tokens[index] ?? ''),
        userId,
        createdAt: now,
        expiresAt: new Date(now.getTime() + LIFETIME_MS),
        revokedAt: null,
        confirmedAt: now,
        lastUsedAt: now,
        userAgent: 'benchmark',
        address: '127.0.0.1',
        secondFactor: null,
      });
      em.persist(session);
    });
  });
  return tokens;
}
