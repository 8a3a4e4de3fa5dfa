import { peopleMatching } from '../identity/user-list.js';
import { isStaff, type Viewer } from '../identity/viewer.js';
import type { TransactionFilter } from '../ledger/queries/transactions.js';
import { idFilter, mayFindBy } from './id.filter.js';
import { parseSought } from './text.js';
import type { TransactionFilterInput } from './transaction.types.js';

/** What a viewer may ask for. @throws AccessError BAD_USER_INPUT */
export function transactionFilterFor(
  viewer: Viewer,
  input: TransactionFilterInput | null,
): TransactionFilter {
  if (isStaff(viewer)) return staffTransactionFilter(input);
  const { ownerId, ...filter } = transactionFilter(input);
  return mayFindBy(viewer, ownerId) ? { ...filter, ownerId } : { ...filter, nothing: true };
}

/**
 * Analysts and operators also search for the people at either end, whom a customer shall not find out about.
 *
 * @throws AccessError BAD_USER_INPUT
 */
export function staffTransactionFilter(input: TransactionFilterInput | null): TransactionFilter {
  const filter = transactionFilter(input);
  return filter.search === undefined ? filter : { ...filter, searchOwners: peopleMatching(filter.search) };
}

/** GraphQL's nulls mean "any"; the ledger's filters leave such a condition out. */
function transactionFilter(input: TransactionFilterInput | null): TransactionFilter {
  return {
    type: input?.type ?? undefined,
    status: input?.status ?? undefined,
    currency: input?.currency ?? undefined,
    walletId: idFilter(input?.walletId),
    ownerId: idFilter(input?.ownerId),
    from: input?.from ?? undefined,
    to: input?.to ?? undefined,
    postedFrom: input?.postedFrom ?? undefined,
    postedTo: input?.postedTo ?? undefined,
    reference: parseSought('reference', input?.reference),
    search: parseSought('search', input?.search),
  };
}
