import type { VariablesOf } from '../../graphql/tada';
import type { ConsoleTransactionsQuery } from '../../graphql/console/transactions';
import type { ConsoleUsersQuery } from '../../graphql/console/users';
import type { ConsoleWalletsQuery } from '../../graphql/console/wallets';
import type { DeclinesQuery } from '../../graphql/console/declines';
import { isCurrency } from '../currencies';
import type { AuditEventsQuery } from '../../graphql/console/audit-events';
import {
  AUDIT_ACTIONS,
  DECLINE_CODES,
  known,
  ROLES,
  TRANSACTION_STATUSES,
  TYPES,
  USER_STATUSES,
  WALLET_KINDS,
  WALLET_STATUSES,
} from './names';
import { isDay, spanOf } from '../days';

/*
 * The filters of the lists as the URL has them, and what the API is asked for. What somebody typed into a URL and means
 * nothing is left out.
 */

type Texts = readonly string[];

export const TRANSACTION_FILTERS = {
  q: '',
  type: [] as Texts,
  status: [] as Texts,
  currency: '',
  /** Which moment of a transaction the days are about: `created` or `posted`. */
  by: 'created',
  from: '',
  to: '',
  wallet: '',
  owner: '',
};

export const WALLET_FILTERS = { q: '', kind: [] as Texts, status: [] as Texts, currency: '', owner: '' };
export const USER_FILTERS = { q: '', role: [] as Texts, status: [] as Texts, from: '', to: '' };
export const DECLINE_FILTERS = { code: [] as Texts, from: '', to: '', user: '' };

export const AUDIT_FILTERS = { action: [] as Texts, actor: '', from: '', to: '' };
export const RETRY_FILTERS = { conflicting: '' };
export const REVIEW_FILTERS = { type: [] as Texts, currency: '', owner: '' };

export function transactionFilter(
  filters: typeof TRANSACTION_FILTERS,
): NonNullable<VariablesOf<typeof ConsoleTransactionsQuery>['filter']> {
  const { from, to } = daysAsked(filters);
  return {
    search: filters.q || undefined,
    type: orUndefined(known(TYPES, filters.type)),
    status: orUndefined(known(TRANSACTION_STATUSES, filters.status)),
    currency: isCurrency(filters.currency) ? filters.currency : undefined,
    walletId: filters.wallet || undefined,
    ownerId: filters.owner || undefined,
    ...(filters.by === 'posted' ? { postedFrom: from, postedTo: to } : { from, to }),
  };
}

export function reviewFilter({
  type,
  currency,
  owner,
}: typeof REVIEW_FILTERS): NonNullable<VariablesOf<typeof ConsoleTransactionsQuery>['filter']> {
  return {
    status: ['PENDING'],
    type: orUndefined(known(TYPES, type)),
    currency: isCurrency(currency) ? currency : undefined,
    ownerId: owner || undefined,
  };
}

export function walletFilter(
  filters: typeof WALLET_FILTERS,
): NonNullable<VariablesOf<typeof ConsoleWalletsQuery>['filter']> {
  return {
    search: filters.q || undefined,
    kind: orUndefined(known(WALLET_KINDS, filters.kind)),
    status: orUndefined(known(WALLET_STATUSES, filters.status)),
    currency: isCurrency(filters.currency) ? filters.currency : undefined,
    ownerId: filters.owner || undefined,
  };
}

export function userFilter(
  filters: typeof USER_FILTERS,
): Omit<VariablesOf<typeof ConsoleUsersQuery>, 'after'> {
  return {
    filter: {
      search: filters.q || undefined,
      role: orUndefined(known(ROLES, filters.role)),
      status: orUndefined(known(USER_STATUSES, filters.status)),
      ...daysAsked(filters),
    },
  };
}

export function declineFilter(
  filters: typeof DECLINE_FILTERS,
): NonNullable<VariablesOf<typeof DeclinesQuery>['filter']> {
  return {
    code: orUndefined(known(DECLINE_CODES, filters.code)),
    userId: filters.user || undefined,
    ...daysAsked(filters),
  };
}

export function auditFilter(
  filters: typeof AUDIT_FILTERS,
): NonNullable<VariablesOf<typeof AuditEventsQuery>['filter']> {
  return {
    action: orUndefined(known(AUDIT_ACTIONS, filters.action)),
    actorId: filters.actor || undefined,
    ...daysAsked(filters),
  };
}

/** How many filters are set, the search not among them. */
export function countSet(filters: Readonly<Record<string, string | Texts>>): number {
  return Object.entries(filters).filter(([name, value]) => !['q', 'by'].includes(name) && value.length > 0)
    .length;
}

function daysAsked({ from, to }: { readonly from: string; readonly to: string }) {
  return {
    from: isDay(from) ? spanOf({ from, to: from }).from : undefined,
    to: isDay(to) ? spanOf({ from: to, to }).to : undefined,
  };
}

function orUndefined<Value>(values: readonly Value[]): Value[] | undefined {
  return values.length > 0 ? [...values] : undefined;
}
