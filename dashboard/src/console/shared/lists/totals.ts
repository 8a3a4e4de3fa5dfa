import type { TransactionTotalsQuery } from './transaction-totals.query';
import type { ResultOf, VariablesOf } from '../../../shared/graphql/tada';
import type { Amount } from '../../../shared/money/money';
import {
  ofEachType,
  TYPES,
  TYPE_PLURALS,
  type TransactionType,
} from '../../../shared/ledger/transaction-types';

/** The count and the sums of a list. */
export interface Totals {
  /** False when there are too many to be added up. */
  readonly complete: boolean;
  readonly count: number;
  readonly parts: readonly TotalsPart[];
}

/** Amounts of one kind, which have a sum in each currency. */
export interface TotalsPart {
  /** None where there is but one kind. */
  readonly label?: string;
  readonly amounts: readonly Amount[];
}

type Filter = VariablesOf<typeof TransactionTotalsQuery>['DEPOSIT'];
type Answer = ResultOf<typeof TransactionTotalsQuery>;

/** The variables that ask for the totals of a filter, for the kinds that it lets through. */
export function totalsVariables(filter: Filter): VariablesOf<typeof TransactionTotalsQuery> {
  const included = TYPES.map((type) => [`with${type}`, filter.type?.includes(type) ?? true] as const);
  return {
    ...ofEachType((_kind, type): Filter => ({ ...filter, type: [type] })),
    ...(Object.fromEntries(included) as Record<`with${TransactionType}`, boolean>),
  };
}

export function totalsOfKinds(answer: Answer): Totals {
  const kinds = TYPES.map((type) => ({ type, ...answer[type] }));
  return {
    complete: kinds.every(({ complete }) => complete !== false),
    count: kinds.flatMap(({ totals }) => totals ?? []).reduce((sum, { count }) => sum + count, 0),
    parts: kinds.flatMap(({ type, totals = [] }) =>
      totals.length > 0 ? [{ label: TYPE_PLURALS[type], amounts: totals.map(({ amount }) => amount) }] : [],
    ),
  };
}
