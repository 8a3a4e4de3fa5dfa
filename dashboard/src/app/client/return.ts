import { mapExchange, type Client, type Exchange, type Operation } from '@urql/core';
import { look, onReturn } from '../../shared/api/reachability';

/** Asks again for everything that is shown as soon as the server can be reached again. */
export function makeReturnExchange(client: () => Client): Exchange {
  const active = new Map<number, Operation>();
  onReturn(() => {
    for (const operation of active.values()) {
      // Asks the network again in any case: a request from before may never be answered, and other policies wait for it.
      const context = { ...operation.context, requestPolicy: 'network-only' as const };
      client().reexecuteOperation(client().createRequestOperation('query', operation, context));
    }
  });
  return mapExchange({
    onOperation(operation) {
      if (operation.kind === 'query') active.set(operation.key, operation);
      else if (operation.kind === 'teardown') active.delete(operation.key);
    },
    onError({ networkError, response }) {
      if (networkError && response === undefined) look();
    },
  });
}
