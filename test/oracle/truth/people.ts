import type { WalletRow } from '../../support/book-rows.js';
import { compareText, iso, isStaff, type Facts, type Viewer } from './facts.js';
import { money, totalsByCurrency } from './money.js';
import type { ApiTokenRow, UserRow } from './rows.js';
import { hasPart, isId, searchOf } from './text.js';
import { within } from './time.js';

export interface WalletFilter {
  readonly currency?: string | undefined;
  readonly kind?: readonly string[] | undefined;
  readonly status?: readonly string[] | undefined;
  readonly ownerId?: string | undefined;
  readonly search?: string | undefined;
}

/** A customer's own wallets; for analysts and operators those of everybody. Oldest first. */
export function walletsFor(facts: Facts, viewer: Viewer, filter: WalletFilter): WalletRow[] {
  const search = searchOf(filter.search);
  return facts.tables.wallets
    .filter(
      (row) =>
        (isStaff(viewer) || row.owner_id === viewer.id) &&
        (filter.currency === undefined || row.currency === filter.currency) &&
        (filter.kind?.includes(row.kind) ?? true) &&
        (filter.status?.includes(row.status) ?? true) &&
        (filter.ownerId === undefined || row.owner_id === filter.ownerId) &&
        (search === undefined || walletIsFound(facts, viewer, row, search)),
    )
    .sort((a, b) => a.created_at - b.created_at || compareText(a.id, b.id));
}

/** An id, or a part of the name; for analysts and operators also of the owner's name or email. */
function walletIsFound(facts: Facts, viewer: Viewer, row: WalletRow, search: string): boolean {
  const owner = isStaff(viewer) ? facts.ownerOf(row.id) : undefined;
  return (
    isId(row.id, search) || hasPart(row.name, search) || (owner !== undefined && isPerson(owner, search))
  );
}

/** An id, or a part of the email or name. */
function isPerson({ id, email, display_name: name }: UserRow, search: string): boolean {
  return isId(id, search) || hasPart(email, search) || hasPart(name, search);
}

/** Counts the wallets that a filter finds, and adds up their posted balances. */
export function walletTotals(facts: Facts, viewer: Viewer, filter: WalletFilter) {
  return totalsByCurrency(walletsFor(facts, viewer, filter), ({ posted }) => posted);
}

/** Its balance is what its entries add up to, less what pending withdrawals hold, with what pending deposits announce. */
export function viewOfWallet(facts: Facts, { id, name, currency, kind, status, created_at: at }: WalletRow) {
  const pending = facts.tables.transactions.filter((row) => row.status === 'PENDING' && kind === 'CUSTOMER');
  const total = (amounts: readonly number[]) => amounts.reduce((sum, amount) => sum + amount, 0);
  const posted = total(facts.entriesOfWallet(id).map(({ amount }) => amount));
  const held = total(pending.map((row) => (row.source_wallet_id === id ? row.amount : 0)));
  const incoming = total(pending.map((row) => (row.destination_wallet_id === id ? row.amount : 0)));
  const owner = facts.ownerOf(id);
  return {
    id,
    name,
    currency,
    kind,
    status,
    createdAt: iso(at),
    owner: owner === undefined ? null : { id: owner.id, displayName: owner.display_name },
    balance: {
      posted: money(posted, currency),
      available: money(posted - held, currency),
      held: money(held, currency),
      incoming: money(incoming, currency),
    },
  };
}

export interface UserFilter {
  readonly role?: readonly string[] | undefined;
  readonly status?: readonly string[] | undefined;
  readonly from?: number | undefined;
  readonly to?: number | undefined;
  readonly search?: string | undefined;
}

/** Oldest first. */
export function usersFor(facts: Facts, filter: UserFilter): UserRow[] {
  const search = searchOf(filter.search);
  return facts.tables.users
    .filter(
      (row) =>
        (filter.role?.includes(row.role) ?? true) &&
        (filter.status?.includes(row.status) ?? true) &&
        within(row.created_at, filter.from, filter.to) &&
        (search === undefined || isPerson(row, search)),
    )
    .sort((a, b) => a.created_at - b.created_at || compareText(a.id, b.id));
}

export function viewOfUser({ id, email, display_name: displayName, role, status, created_at: at }: UserRow) {
  return { id, email, displayName, role, status, createdAt: iso(at) };
}

/** REVOKED for good, else EXPIRED from the moment that it expires. */
function statusOf(token: ApiTokenRow, now: number): string {
  if (token.revoked_at !== null) return 'REVOKED';
  return token.expires_at <= now ? 'EXPIRED' : 'ACTIVE';
}

/** The newest first; only those that are any of these now. */
export function tokensOf(facts: Facts, userId: string, status: readonly string[] | undefined): ApiTokenRow[] {
  return facts.tables.apiTokens
    .filter(
      (token) =>
        token.user_id === userId && (status === undefined || status.includes(statusOf(token, facts.now))),
    )
    .sort((a, b) => b.created_at - a.created_at || compareText(b.id, a.id));
}

export function viewOfToken(facts: Facts, token: ApiTokenRow) {
  return {
    id: token.id,
    name: token.name,
    role: token.role,
    access: token.access,
    ending: token.ending,
    status: statusOf(token, facts.now),
    createdAt: iso(token.created_at),
    expiresAt: iso(token.expires_at),
    revokedAt: iso(token.revoked_at),
  };
}
