import { peopleMatching } from '../identity/user-list.js';
import { isStaff, type Viewer } from '../identity/viewer.js';
import type { TransactionFilter } from '../ledger/queries/transactions.js';
import { idFilter } from './id.filter.js';
import type { TransactionFilterInput } from './transaction.types.js';

/** What a viewer may ask for. */
export function transactionFilterFor(
  viewer: Viewer,
  input: TransactionFilterInput | null,
): TransactionFilter {
  return isStaff(viewer) ? staffTransactionFilter(input) : transactionFilter(input);
}

/** GraphQL's nulls mean "any"; the ledger's filters leave such a condition out. */
function transactionFilter(input: TransactionFilterInput | null): TransactionFilter {
  return {
    type: input?.type ?? undefined,
    status: input?.status ?? undefined,
    currency: input?.currency ?? undefined,
    walletId: idFilter(input?.walletId),
    from: input?.from ?? undefined,
    to: input?.to ?? undefined,
    postedFrom: input?.postedFrom ?? undefined,
    postedTo: input?.postedTo ?? undefined,
    reference: input?.reference ?? undefined,
    search: input?.search ?? undefined,
  };
}

/** Analysts and operators also ask for the people at either end, whom a customer shall not find out about. */
export function staffTransactionFilter(input: TransactionFilterInput | null): TransactionFilter {
  const filter = { ...transactionFilter(input), ownerId: idFilter(input?.ownerId) };
  return filter.search === undefined ? filter : { ...filter, searchOwners: peopleMatching(filter.search) };
}
