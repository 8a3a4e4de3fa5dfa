import { useClientHandle, type AnyVariables, type CombinedError, type TypedDocumentNode } from '@urql/vue';
import { computed, onScopeDispose, shallowRef, watch, type ComputedRef } from 'vue';
import { ConnectionPages, type Connection, type ConnectionPage } from './connection-pages';

export interface ConnectionList<Node> {
  readonly nodes: ComputedRef<Node[]>;
  /** True while there is nothing to show yet. */
  readonly loading: ComputedRef<boolean>;
  readonly loadingMore: ComputedRef<boolean>;
  readonly hasMore: ComputedRef<boolean>;
  readonly error: ComputedRef<CombinedError | undefined>;
  loadMore(): void;
  retry(): void;
}

interface ConnectionSource<Data, Variables extends AnyVariables, Node> {
  readonly query: TypedDocumentNode<Data, Variables>;
  /** The variables of the page after a cursor; undefined while they are not known. */
  readonly variables: (after: string | null) => Variables | undefined;
  /** Picks the connection out of the answer. */
  readonly select: (data: Data) => Connection<Node> | null | undefined;
}

/** Returns true for a loaded page, unless it is empty and more pages follow. */
function isWhole({ connection }: ConnectionPage<unknown>): boolean {
  return connection !== undefined && !(connection.nodes.length === 0 && connection.pageInfo.hasNextPage);
}

/**
 * Reads a Relay connection as one growing list that stays up to date: each loaded page follows the cache. When the
 * variables change, the list starts again.
 */
export function useConnection<Data, Variables extends AnyVariables, Node extends { readonly id: string }>({
  query,
  variables,
  select,
}: ConnectionSource<Data, Variables, Node>): ConnectionList<Node> {
  const { client } = useClientHandle();
  const states = shallowRef<readonly ConnectionPage<Node>[]>([]);
  let pages: ConnectionPages<Node> | undefined;

  const restart = () => {
    pages?.stop();
    states.value = [];
    pages = new ConnectionPages(
      (after, onResult) => {
        const wanted = variables(after);
        if (!wanted) return () => undefined;
        return client.query(query, wanted).subscribe(({ data, error }) => {
          onResult({ connection: data ? (select(data) ?? undefined) : undefined, error });
        }).unsubscribe;
      },
      (changed) => (states.value = changed),
    );
    pages.loadMore();
  };

  watch(() => JSON.stringify(variables(null)), restart, { immediate: true });
  onScopeDispose(() => pages?.stop());

  const waiting = computed(() => {
    const last = states.value.at(-1);
    return !last?.connection && !last?.error;
  });
  const nodes = computed(() => {
    // While pages move on after a change, a row can be on two of them for a moment.
    const all = states.value.flatMap(({ connection }) => connection?.nodes ?? []);
    return [...new Map(all.map((node) => [node.id, node])).values()];
  });
  // The first pages may be empty when a filter finds little.
  const nothingYet = computed(() => nodes.value.length === 0 && !states.value.some(isWhole));
  return {
    nodes,
    loading: computed(() => nothingYet.value && waiting.value),
    loadingMore: computed(() => !nothingYet.value && waiting.value),
    hasMore: computed(() => states.value.at(-1)?.connection?.pageInfo.hasNextPage ?? false),
    error: computed(() => states.value.find(({ connection, error }) => error && !connection)?.error),
    loadMore: () => pages?.loadMore(),
    retry: () => pages?.retry(),
  };
}
