import type { ReviewQueueQuery } from '../shared/decisions/review-queue.query';
import type { VariablesOf } from '../../shared/graphql/tada';
import { isCurrency } from '../../shared/money/currencies';
import { orUndefined, type Texts } from '../shared/filters/filters';
import { known } from '../shared/names';
import { TYPE_NAMES } from '../../shared/ledger/transaction-types';

export const REVIEW_FILTERS = { type: [] as Texts, currency: '', owner: '' };

export function reviewFilter({
  type,
  currency,
  owner,
}: typeof REVIEW_FILTERS): NonNullable<VariablesOf<typeof ReviewQueueQuery>['filter']> {
  return {
    status: ['PENDING'],
    type: orUndefined(known(TYPE_NAMES, type)),
    currency: isCurrency(currency) ? currency : undefined,
    ownerId: owner || undefined,
  };
}
