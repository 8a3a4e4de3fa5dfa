import { computed, type ComputedRef, type WritableComputedRef } from 'vue';
import { useRoute, useRouter, type LocationQuery } from 'vue-router';

/** Each filter's value is a text, or a list of texts that the URL repeats. */
type Filters = Readonly<Record<string, string | readonly string[]>>;

export interface RouteFilters<Values extends Filters> {
  readonly filters: WritableComputedRef<Values>;
  readonly isFiltered: ComputedRef<boolean>;
  set(changed: Partial<Values>): void;
  clear(): void;
}

/**
 * Keeps filters in the query of the URL, so that a reload, the back button and a shared link keep the view.
 *
 * @param defaults Every filter with the value it has when the URL does not say; the URL never shows a default.
 */
export function useRouteFilters<Values extends Filters>(defaults: Values): RouteFilters<Values> {
  const route = useRoute();
  const router = useRouter();

  const filters = computed({
    get: () => readFilters(defaults, route.query),
    set: (values) =>
      void router.replace({ query: writeFilters(defaults, values, route.query), hash: route.hash }),
  });
  return {
    filters,
    isFiltered: computed(() => JSON.stringify(filters.value) !== JSON.stringify(defaults)),
    set: (changed) => (filters.value = { ...filters.value, ...changed }),
    clear: () => (filters.value = defaults),
  };
}

export function readFilters<Values extends Filters>(defaults: Values, query: LocationQuery): Values {
  const values: Record<string, string | readonly string[]> = { ...defaults };
  for (const [name, initial] of Object.entries(defaults)) {
    const given = [query[name] ?? []].flat().filter((text) => text !== null);
    if (given.length > 0) values[name] = Array.isArray(initial) ? given : (given[0] ?? initial);
  }
  return hasShapeOf(defaults, values) ? values : defaults;
}

/** Writes filters into a URL's query and leaves its other parameters as they are. */
export function writeFilters<Values extends Filters>(
  defaults: Values,
  values: Values,
  query: LocationQuery,
): LocationQuery {
  const rest = Object.entries(query).filter(([name]) => !(name in defaults));
  const own = Object.entries(values)
    .filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(defaults[name]))
    .map(([name, value]) => [name, typeof value === 'string' ? value : [...value]] as const);
  return Object.fromEntries([...rest, ...own]);
}

function hasShapeOf<Values extends Filters>(
  defaults: Values,
  values: Record<string, string | readonly string[]>,
): values is Values {
  return Object.entries(defaults).every(([name, value]) => typeof value === typeof values[name]);
}
