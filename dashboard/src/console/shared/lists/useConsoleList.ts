import { useClientHandle, type AnyVariables, type TypedDocumentNode } from '@urql/vue';
import type { Connection } from '../../../shared/lists/connection-pages';
import { useConnection, type ConnectionList } from '../../../shared/lists/useConnection';
import { offerRefresh } from '../useConsoleActions';

/** A list of the console: a connection that the refresh key asks for again. */
export function useConsoleList<
  Data,
  Variables extends AnyVariables,
  Node extends { readonly id: string },
>(source: {
  readonly query: TypedDocumentNode<Data, Variables>;
  readonly variables: (after: string | null) => Variables;
  readonly select: (data: Data) => Connection<Node> | null | undefined;
}): ConnectionList<Node> {
  const { client } = useClientHandle();
  const list = useConnection(source);
  // The pages follow the cache, so it is enough to bring the first one up to date.
  offerRefresh(() => {
    void client.query(source.query, source.variables(null), { requestPolicy: 'network-only' }).toPromise();
  });
  return list;
}
