import { useQuery, type AnyVariables, type TypedDocumentNode } from '@urql/vue';
import { computed, type ComputedRef } from 'vue';
import { stableComputed } from '../stableComputed';
import { offerRefresh } from '../useConsoleActions';

/** Reads the totals of a list, loaded or not; undefined until they are known. */
export function useTotals<Data, Variables extends AnyVariables, Totals>(source: {
  readonly query: TypedDocumentNode<Data, Variables>;
  readonly variables: () => Variables;
  readonly select: (data: Data) => Totals;
}): ComputedRef<Totals | undefined> {
  const variables = stableComputed(source.variables);
  const { data, executeQuery, operation } = useQuery<Data, Variables>({ query: source.query, variables });
  const isCurrent = computed(
    () => JSON.stringify(operation.value?.variables) === JSON.stringify(variables.value),
  );
  offerRefresh(() => {
    executeQuery({ requestPolicy: 'network-only' });
  });
  // Totals of the filters before would be wrong, and not merely old.
  return computed(() => (data.value && isCurrent.value ? source.select(data.value) : undefined));
}
