import type { TransactionTotalsQuery } from './transaction-totals.query';
import type { ResultOf, VariablesOf } from '../../../shared/graphql/tada';
import type { Amount } from '../../../shared/money/money';
import { TYPE_PLURALS, type TransactionType } from '../names';

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

type Filter = NonNullable<VariablesOf<typeof TransactionTotalsQuery>['deposits']>;
type Answer = ResultOf<typeof TransactionTotalsQuery>;

/** In the order in which they are told. */
const { DEPOSIT, WITHDRAWAL, TRANSFER, REVERSAL } = TYPE_PLURALS;
const LABELS: Readonly<Record<TransactionType, string>> = { DEPOSIT, WITHDRAWAL, TRANSFER, REVERSAL };
const KINDS = Object.keys(LABELS) as TransactionType[];

/** The variables that ask for the totals of a filter, for the kinds that it lets through. */
export function totalsVariables(filter: Filter): VariablesOf<typeof TransactionTotalsQuery> {
  const lets = (type: TransactionType) => filter.type?.includes(type) ?? true;
  const only = (type: TransactionType): Filter => ({ ...filter, type: [type] });
  return {
    deposits: only('DEPOSIT'),
    withDeposits: lets('DEPOSIT'),
    withdrawals: only('WITHDRAWAL'),
    withWithdrawals: lets('WITHDRAWAL'),
    transfers: only('TRANSFER'),
    withTransfers: lets('TRANSFER'),
    reversals: only('REVERSAL'),
    withReversals: lets('REVERSAL'),
  };
}

export function totalsOfKinds(answer: Answer): Totals {
  const kinds = KINDS.map((type) => ({ type, ...answer[type] }));
  return {
    complete: kinds.every(({ complete }) => complete !== false),
    count: kinds.flatMap(({ totals }) => totals ?? []).reduce((sum, { count }) => sum + count, 0),
    parts: kinds.flatMap(({ type, totals = [] }) =>
      totals.length > 0 ? [{ label: LABELS[type], amounts: totals.map(({ amount }) => amount) }] : [],
    ),
  };
}
