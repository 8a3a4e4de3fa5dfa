import type { DeclinesQuery } from './declines.query';
import type { VariablesOf } from '../../shared/graphql/tada';
import { daysAsked, orUndefined, type Texts } from '../shared/filters/filters';
import { DECLINE_CODES, known } from '../shared/names';

export const DECLINE_FILTERS = { code: [] as Texts, from: '', to: '', user: '' };

export function declineFilter(
  filters: typeof DECLINE_FILTERS,
): NonNullable<VariablesOf<typeof DeclinesQuery>['filter']> {
  return {
    code: orUndefined(known(DECLINE_CODES, filters.code)),
    userId: filters.user || undefined,
    ...daysAsked(filters),
  };
}
