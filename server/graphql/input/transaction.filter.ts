import { mayReach, mayReachEverybodys } from '../../identity/access/guard.js';
import { AccessError } from '../../identity/model/errors.js';
import { peopleMatching } from '../../identity/users/user-list.js';
import type { Viewer } from '../../identity/model/viewer.js';
import { LedgerError } from '../../ledger/errors.js';
import { parseAmountOrZero } from '../../ledger/money/money.js';
import type { Counterparty, TransactionFilter } from '../../ledger/queries/transaction-conditions.js';
import { idFilter } from '../types/id.filter.js';
import { parseSearchText } from '../../identity/access/text.js';
import type { TransactionFilterInput } from '../types/transaction.types.js';

type Input = TransactionFilterInput | null;

/**
 * Parses the filter of transactions that a viewer may use. A customer may not filter by another person's id: even among
 * their own payments, a match would tell whose wallet it is.
 *
 * @param listed Set for the transactions of one wallet, whose counterparties are on the other side of it.
 * @throws AccessError BAD_USER_INPUT
 */
export function transactionFilterFor(viewer: Viewer, input: Input, listed?: 'LISTED'): TransactionFilter {
  if (mayReachEverybodys('TransactionFilter.search', viewer)) return staffTransactionFilter(input, listed);
  const filter = transactionFilter(input, listed, viewer.userId);
  const { ownerId, counterparty: { userId: counterpartyId } = {} } = filter;
  const mayAsk =
    (ownerId === undefined || mayReach('TransactionFilter.ownerId', viewer, ownerId)) &&
    (counterpartyId === undefined || mayReach('TransactionFilter.counterpartyId', viewer, counterpartyId));
  return mayAsk ? filter : { nothing: true };
}

/**
 * Parses a filter for analysts and operators, who may also search for the people at either end.
 *
 * @throws AccessError BAD_USER_INPUT
 */
export function staffTransactionFilter(input: Input, listed?: 'LISTED'): TransactionFilter {
  const filter = transactionFilter(input, listed);
  return filter.search === undefined ? filter : { ...filter, searchOwners: peopleMatching(filter.search) };
}

/**
 * Parses the conditions that everybody may use. GraphQL's nulls mean "any"; the ledger's filters leave such a condition
 * out.
 */
function transactionFilter(input: Input, listed?: 'LISTED', ownId?: string): TransactionFilter {
  const walletId = idFilter(input?.walletId);
  const ownerId = idFilter(input?.ownerId);
  return {
    type: input?.type ?? undefined,
    status: input?.status ?? undefined,
    currency: input?.currency ?? undefined,
    walletId,
    ownerId,
    counterparty: counterpartyIn(input, listed ?? anchorOf(walletId, ownerId ?? ownId)),
    minAmount: amountIn(input, 'minAmount'),
    maxAmount: amountIn(input, 'maxAmount'),
    from: input?.from ?? undefined,
    to: input?.to ?? undefined,
    postedFrom: input?.postedFrom ?? undefined,
    postedTo: input?.postedTo ?? undefined,
    reference: parseSearchText('reference', input?.reference),
    search: parseSearchText('search', input?.search),
  };
}

function anchorOf(walletId: string | undefined, ownerId: string | undefined): Counterparty['acrossFrom'] {
  if (walletId !== undefined) return { walletId };
  return ownerId === undefined ? undefined : { ownerId };
}

function counterpartyIn(input: Input, acrossFrom: Counterparty['acrossFrom']): Counterparty | undefined {
  const walletId = idFilter(input?.counterpartyWalletId);
  const userId = idFilter(input?.counterpartyId);
  return walletId === undefined && userId === undefined ? undefined : { walletId, userId, acrossFrom };
}

/** Parses a bound on amounts. Currencies have different minor units, so that a bound means nothing without a currency. */
function amountIn(input: Input, field: 'minAmount' | 'maxAmount'): number | undefined {
  const amount = input?.[field] ?? undefined;
  if (amount === undefined) return undefined;
  const currency = input?.currency ?? undefined;
  if (currency === undefined) {
    throw new AccessError('BAD_USER_INPUT', `${field} needs a currency`, { field });
  }
  try {
    return parseAmountOrZero(amount, currency);
  } catch (error) {
    if (!(error instanceof LedgerError)) throw error;
    throw new AccessError('BAD_USER_INPUT', `${field}: ${error.message}`, { field });
  }
}
