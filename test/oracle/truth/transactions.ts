import type { EntryRow, TransactionRow } from '../../support/book-rows.js';
import { compareText, iso, isStaff, sidesOf, type Facts, type Viewer } from './facts.js';
import { money, totalsByCurrency } from './money.js';
import { hasPart, isId, isSameText, isWhole, searchOf } from './text.js';
import { within } from './time.js';

/** Filter as the schema has it, with moments in milliseconds. Every condition given must hold. */
export interface TransactionFilter {
  readonly type?: readonly string[] | undefined;
  readonly status?: readonly string[] | undefined;
  readonly currency?: string | undefined;
  /** Either side. */
  readonly walletId?: string | undefined;
  /** One of this user's wallets on either side. */
  readonly ownerId?: string | undefined;
  /** Created at or after, and before. */
  readonly from?: number | undefined;
  readonly to?: number | undefined;
  /** Posted at or after, and before: what is not posted has no such moment. */
  readonly postedFrom?: number | undefined;
  readonly postedTo?: number | undefined;
  readonly reference?: string | undefined;
  readonly search?: string | undefined;
  /** In minor units, both inclusive; with a currency only. */
  readonly minAmount?: number | undefined;
  readonly maxAmount?: number | undefined;
  /** The wallet on the other side, and whose that is. */
  readonly counterpartyWalletId?: string | undefined;
  readonly counterpartyId?: string | undefined;
}

/**
 * A customer's own transactions; for analysts and operators those of everybody. Each once, newest first.
 *
 * @param walletId Of a wallet: the ones that it is a party to.
 */
export function transactionsFor(
  facts: Facts,
  viewer: Viewer,
  filter: TransactionFilter,
  walletId?: string,
): TransactionRow[] {
  return facts.tables.transactions
    .filter((row) => isStaff(viewer) || isPartyOf(facts, row, viewer.id))
    .filter((row) => walletId === undefined || sidesOf(row).includes(walletId))
    .filter((row) => matches(facts, viewer, row, filter))
    .filter((row) =>
      hasCounterparty(facts, viewer, row, { ...filter, walletId: walletId ?? filter.walletId }),
    )
    .sort((a, b) => b.created_at - a.created_at || compareText(b.id, a.id));
}

export function transactionTotals(facts: Facts, viewer: Viewer, filter: TransactionFilter) {
  const rows = transactionsFor(facts, viewer, filter);
  return { complete: true, totals: totalsByCurrency(rows, ({ amount }) => amount) };
}

function isPartyOf(facts: Facts, row: TransactionRow, userId: string): boolean {
  return sidesOf(row).some((id) => facts.wallet(id).owner_id === userId);
}

/** A customer finds nothing by anybody's id but their own. */
function mayFindBy(viewer: Viewer, userId: string): boolean {
  return isStaff(viewer) || viewer.id === userId;
}

function matches(facts: Facts, viewer: Viewer, row: TransactionRow, filter: TransactionFilter): boolean {
  const search = searchOf(filter.search);
  const reference = searchOf(filter.reference);
  return [
    filter.type?.includes(row.type) ?? true,
    filter.status?.includes(row.status) ?? true,
    filter.currency === undefined || row.currency === filter.currency,
    filter.walletId === undefined || sidesOf(row).includes(filter.walletId),
    filter.ownerId === undefined ||
      (mayFindBy(viewer, filter.ownerId) && isPartyOf(facts, row, filter.ownerId)),
    within(row.created_at, filter.from, filter.to),
    within(row.posted_at, filter.postedFrom, filter.postedTo),
    filter.minAmount === undefined || row.amount >= filter.minAmount,
    filter.maxAmount === undefined || row.amount <= filter.maxAmount,
    reference === undefined || isSameText(row.reference, reference),
    search === undefined || isFound(facts, viewer, row, search),
  ].every(Boolean);
}

/**
 * The other side is that of the wallet that is listed or asked for, else of the owner's wallets, else of the customer's who
 * asks; else it is either one.
 */
function hasCounterparty(
  facts: Facts,
  viewer: Viewer,
  row: TransactionRow,
  filter: TransactionFilter,
): boolean {
  const { walletId, counterpartyWalletId: otherId, counterpartyId: owner } = filter;
  if (owner !== undefined && !mayFindBy(viewer, owner)) return false;
  const ownerId = filter.ownerId ?? (isStaff(viewer) ? undefined : viewer.id);
  const isThisSide = (id: string) =>
    walletId === undefined ? ownerId === undefined || facts.wallet(id).owner_id === ownerId : id === walletId;
  const isOther = (id: string) =>
    (otherId === undefined || id === otherId) && (owner === undefined || facts.wallet(id).owner_id === owner);
  const [source, destination] = [row.source_wallet_id, row.destination_wallet_id];
  return (isThisSide(source) && isOther(destination)) || (isThisSide(destination) && isOther(source));
}

/** An id, a whole reference or a part of the description; for staff also of a party's name or email. */
function isFound(facts: Facts, viewer: Viewer, row: TransactionRow, search: string): boolean {
  if (saysOf(row, search)) return true;
  const people = sidesOf(row).flatMap((id) => facts.ownerOf(id) ?? []);
  return (
    isStaff(viewer) &&
    people.some(
      ({ id, email, display_name: name }) =>
        isId(id, search) || hasPart(name, search) || hasPart(email, search),
    )
  );
}

/** True when a search matches a transaction's own texts, for any viewer. */
function saysOf({ id, reference, description }: TransactionRow, search: string): boolean {
  return isId(id, search) || isWhole(reference, search) || hasPart(description, search);
}

/** A transaction as a viewer may see it. */
export function viewOfTransaction(facts: Facts, viewer: Viewer, row: TransactionRow) {
  const reversal = facts.tables.transactions.find((other) => other.reversal_of_id === row.id);
  return {
    id: row.id,
    type: row.type,
    status: row.status,
    amount: money(row.amount, row.currency),
    source: partyOf(facts, viewer, row.source_wallet_id),
    destination: partyOf(facts, viewer, row.destination_wallet_id),
    reference: row.reference,
    description: row.description,
    createdAt: iso(row.created_at),
    postedAt: iso(row.posted_at),
    voidedAt: iso(row.voided_at),
    expiresAt: iso(row.expires_at),
    reversalOf: row.reversal_of_id === null ? null : { id: row.reversal_of_id },
    reversedBy: reversal === undefined ? null : { id: reversal.id },
    // The sides that the viewer may see: a customer's own.
    entries: facts
      .entriesOfTransaction(row.id)
      .filter(({ wallet_id: id }) => facts.maySeeWallet(viewer, id))
      .sort((a, b) => compareText(a.wallet_id, b.wallet_id))
      .map((entry) => ({ id: entry.id, amount: money(entry.amount, row.currency) })),
  };
}

/** The wallet's name; to those who may not see the wallet, its owner's name. */
function partyOf(facts: Facts, viewer: Viewer, walletId: string) {
  const { kind, name } = facts.wallet(walletId);
  const ownerName = facts.ownerOf(walletId)?.display_name ?? null;
  const shown = facts.maySeeWallet(viewer, walletId) ? name : (ownerName ?? name);
  return { walletId, kind, name: shown, ownerName };
}

export interface EntryFilter {
  readonly type?: readonly string[] | undefined;
  readonly from?: number | undefined;
  readonly to?: number | undefined;
  readonly search?: string | undefined;
}

/** True when an entry matches: its transaction by type and search, and itself by the time of its booking. */
export function entryMatches(facts: Facts, entry: EntryRow, filter: EntryFilter): boolean {
  const row = facts.transaction(entry.transaction_id);
  const search = searchOf(filter.search);
  return (
    (filter.type?.includes(row.type) ?? true) &&
    within(entry.created_at, filter.from, filter.to) &&
    (search === undefined || saysOf(row, search))
  );
}

export function viewOfEntry(facts: Facts, entry: EntryRow) {
  const { currency } = facts.wallet(entry.wallet_id);
  return {
    id: entry.id,
    sequence: entry.sequence,
    amount: money(entry.amount, currency),
    balanceAfter: money(entry.balance_after, currency),
    createdAt: iso(entry.created_at),
    transaction: { id: entry.transaction_id },
  };
}
