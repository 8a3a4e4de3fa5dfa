import { makeOperation, mapExchange, type Exchange } from '@urql/core';

/**
 * Lets a query be sent again that was answered with nothing but an error. The cache holds back what it has just heard of, and
 * has nothing to show for it here: whoever asks while others still show that error would wait for ever.
 */
export function makeAskAgainExchange(): Exchange {
  const failed = new Set<number>();
  return mapExchange({
    onOperation(operation) {
      const { kind, key, context } = operation;
      if (kind === 'teardown') failed.delete(key);
      if (kind !== 'query' || !failed.has(key)) return operation;
      return makeOperation(kind, operation, { ...context, requestPolicy: 'network-only' });
    },
    onResult({ operation: { key }, error, data }) {
      if (error && !data) failed.add(key);
      else failed.delete(key);
    },
  });
}
