import type { ConsoleUsersQuery } from './users.query';
import type { VariablesOf } from '../../shared/graphql/tada';
import { daysAsked, orUndefined, type Texts } from '../shared/filters/filters';
import { known, ROLES, USER_STATUSES } from '../shared/names';

export const USER_FILTERS = { q: '', role: [] as Texts, status: [] as Texts, from: '', to: '' };

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
