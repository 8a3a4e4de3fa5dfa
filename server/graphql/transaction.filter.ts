import { peopleMatching } from '../identity/user-list.js';
import type { TransactionFilter } from '../ledger/queries/transactions.js';
import type { TransactionFilterInput } from './transaction.types.js';

/** GraphQL's nulls mean "any"; the ledger's filters leave such a condition out. */
export function transactionFilter(input: TransactionFilterInput | null): TransactionFilter {
  return {
    type: input?.type ?? undefined,
    status: input?.status ?? undefined,
    currency: input?.currency ?? undefined,
    walletId: input?.walletId ?? undefined,
    from: input?.from ?? undefined,
    to: input?.to ?? undefined,
    postedFrom: input?.postedFrom ?? undefined,
    postedTo: input?.postedTo ?? undefined,
    reference: input?.reference ?? undefined,
    search: input?.search ?? undefined,
  };
}

/** Analysts and operators also search by the people at either end, whom a customer shall not find out about. */
export function staffTransactionFilter(input: TransactionFilterInput | null): TransactionFilter {
  const filter = transactionFilter(input);
  return filter.search === undefined ? filter : { ...filter, searchOwners: peopleMatching(filter.search) };
}
