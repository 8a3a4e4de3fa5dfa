import type { Currency } from '../money/currencies.js';
import type { TransactionType } from '../model/transaction-types.js';
import type { TransactionStatus } from '../model/transaction.js';
import {
  allOf,
  anyOf,
  hasCharacters,
  hasValue,
  holdsText,
  isDuring,
  isOneOf,
  isText,
  NOTHING,
  type Condition,
} from './page.js';

/** Every condition given must hold. */
export interface TransactionFilter {
  readonly type?: readonly TransactionType[] | undefined;
  readonly status?: readonly TransactionStatus[] | undefined;
  readonly currency?: Currency | undefined;
  readonly walletId?: string | undefined;
  /** Owner of a wallet on either side. */
  readonly ownerId?: string | undefined;
  readonly counterparty?: Counterparty | undefined;
  /** In minor units of `currency`; the bounds themselves are found. */
  readonly minAmount?: number | undefined;
  readonly maxAmount?: number | undefined;
  /** Created at or after. */
  readonly from?: Date | undefined;
  /** Created before. */
  readonly to?: Date | undefined;
  /** Posted at or after; what is not posted has no such moment. */
  readonly postedFrom?: Date | undefined;
  /** Posted before. */
  readonly postedTo?: Date | undefined;
  /** A reference with exactly these characters. */
  readonly reference?: string | undefined;
  /** An id, a whole reference or a part of the description, in the normal form of searches. */
  readonly search?: string | undefined;
  /** A statement for the ids of people whom the search means as well: whatever one of them is a party to is found too. */
  readonly searchOwners?: Condition | undefined;
  /** Matches nothing, because the caller may not see what they asked for. */
  readonly nothing?: true | undefined;
}

/** Condition on the other side of a transaction. */
export interface Counterparty {
  readonly walletId?: string | undefined;
  /** Owner of the wallet on the other side. */
  readonly userId?: string | undefined;
  /** The other side of what: of a wallet, of the wallets of an owner, of the wallet that is listed; else of either side. */
  readonly acrossFrom?: { readonly walletId: string } | { readonly ownerId: string } | 'LISTED' | undefined;
}

/**
 * Of the table `t` of transactions.
 *
 * @param ofPeople Finds a row by the people who are a party to it; by the ids of their wallets unless given.
 */
export function transactionConditions(
  filter: TransactionFilter,
  ofPeople: (people: Condition) => Condition[] = sidesOwnedBy,
): Condition[] {
  const conditions: Condition[] = filter.nothing ? [NOTHING] : [];
  if (filter.type) conditions.push(isOneOf('t.type', filter.type));
  if (filter.status) conditions.push(isOneOf('t.status', filter.status));
  conditions.push(
    ...hasValue('t.currency', filter.currency),
    ...isDuring('t.created_at', filter.from, filter.to),
    ...isDuring('t.posted_at', filter.postedFrom, filter.postedTo),
  );
  if (filter.reference !== undefined) conditions.push(hasCharacters('t.reference', filter.reference));
  if (filter.walletId !== undefined) {
    conditions.push({
      sql: 't.source_wallet_id = ? or t.destination_wallet_id = ?',
      params: [filter.walletId, filter.walletId],
    });
  }
  if (filter.ownerId !== undefined) {
    conditions.push(anyOf(sidesOwnedBy({ sql: '?', params: [filter.ownerId] })));
  }
  if (filter.counterparty) conditions.push(isAcross(filter.counterparty));
  if (filter.minAmount !== undefined) conditions.push({ sql: 't.amount >= ?', params: [filter.minAmount] });
  if (filter.maxAmount !== undefined) conditions.push({ sql: 't.amount <= ?', params: [filter.maxAmount] });
  if (filter.search !== undefined) {
    const found = matchesSearch(filter.search);
    conditions.push(filter.searchOwners ? anyOf([found, ...ofPeople(filter.searchOwners)]) : found);
  }
  return conditions;
}

/** Of the table `t` of transactions: an id, a whole reference, or a part of the description. */
export function matchesSearch(search: string): Condition {
  return anyOf([
    { sql: 't.id = ?', params: [search.toLowerCase()] },
    isText('t.reference', search),
    holdsText('t.description', search),
  ]);
}

const SIDES = ['source_wallet_id', 'destination_wallet_id'] as const;
type Side = (typeof SIDES)[number];

/** One of the sides of the table `t` of transactions belongs to one of these people. */
function sidesOwnedBy(people: Condition): Condition[] {
  return SIDES.map((side) => isOwnedBy(side, people));
}

function isOwnedBy(side: Side, { sql, params }: Condition): Condition {
  return {
    sql: `t.${side} in (select owned.id from wallets owned where owned.owner_id in (${sql}))`,
    params,
  };
}

/** Of the two sides, one is whose counterparty is asked for, and the other one is that counterparty. */
function isAcross({ walletId, userId, acrossFrom }: Counterparty): Condition {
  const [source, destination] = SIDES;
  return anyOf(
    [[source, destination] as const, [destination, source] as const].map(([near, far]) => {
      const conditions: Condition[] = isNear(near, acrossFrom);
      conditions.push(...hasValue(`t.${far}`, walletId));
      if (userId !== undefined) conditions.push(isOwnedBy(far, { sql: '?', params: [userId] }));
      const { sql, params } = allOf(conditions);
      return { sql: `1 = 1${sql}`, params };
    }),
  );
}

function isNear(side: Side, acrossFrom: Counterparty['acrossFrom']): Condition[] {
  if (acrossFrom === undefined) return [];
  if (acrossFrom === 'LISTED') return [{ sql: `t.${side} = w.wallet_id`, params: [] }];
  if ('walletId' in acrossFrom) return [{ sql: `t.${side} = ?`, params: [acrossFrom.walletId] }];
  return [isOwnedBy(side, { sql: '?', params: [acrossFrom.ownerId] })];
}
