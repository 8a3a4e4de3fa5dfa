import { computed } from 'vue';
import { useRoute, type RouteLocationRaw } from 'vue-router';
import { UserCountQuery } from './user-count.query';
import { ConsoleUsersQuery } from './users.query';
import { USER_FILTERS, userFilter } from './user-filter';
import { useRouteFilters } from '../../shared/lists/useRouteFilters';
import { useConsoleList } from '../shared/lists/useConsoleList';
import { useTotals } from '../shared/lists/useTotals';

/** Reads the users that the URL's filters select, and their number. */
export function useUserList() {
  const route = useRoute();
  const { filters } = useRouteFilters(USER_FILTERS);
  const variables = computed(() => userFilter(filters.value));
  return {
    list: useConsoleList({
      query: ConsoleUsersQuery,
      variables: (after) => ({ after, ...variables.value }),
      select: ({ users }) => users,
    }),
    count: useTotals({
      query: UserCountQuery,
      variables: () => variables.value,
      select: ({ userCount }) => userCount,
    }),
    panelOf: ({ id }: { readonly id: string }): RouteLocationRaw => ({
      path: `/console/users/${id}`,
      query: route.query,
    }),
  };
}
