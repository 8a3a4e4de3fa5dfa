import type { ConsoleTransactionsQuery } from './transactions.query';
import type { VariablesOf } from '../../shared/graphql/tada';
import { isCurrency } from '../../shared/money/currencies';
import { daysAsked, orUndefined, type Texts } from '../shared/filters/filters';
import { known, TRANSACTION_STATUSES } from '../shared/names';
import { TYPE_NAMES } from '../../shared/ledger/transaction-types';

export const TRANSACTION_FILTERS = {
  q: '',
  type: [] as Texts,
  status: [] as Texts,
  currency: '',
  /** The moment of a transaction that the days select: `created` or `posted`. */
  by: 'created',
  from: '',
  to: '',
  wallet: '',
  owner: '',
};

export function transactionFilter(
  filters: typeof TRANSACTION_FILTERS,
): NonNullable<VariablesOf<typeof ConsoleTransactionsQuery>['filter']> {
  const { from, to } = daysAsked(filters);
  return {
    search: filters.q || undefined,
    type: orUndefined(known(TYPE_NAMES, filters.type)),
    status: orUndefined(known(TRANSACTION_STATUSES, filters.status)),
    currency: isCurrency(filters.currency) ? filters.currency : undefined,
    walletId: filters.wallet || undefined,
    ownerId: filters.owner || undefined,
    ...(filters.by === 'posted' ? { postedFrom: from, postedTo: to } : { from, to }),
  };
}
