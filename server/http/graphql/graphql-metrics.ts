import type { ApolloServerPlugin } from '@apollo/server';
import { Kind, type DocumentNode, type OperationDefinitionNode, type SelectionSetNode } from 'graphql';
import type { Context } from '../../graphql/context/context.js';
import type { StoredOperation } from '../../graphql/engine/stored-operations.js';
import { wasFoundValid } from '../../graphql/engine/validity.js';
import type { Metrics } from '../observability/metrics.js';

/**
 * Measures GraphQL operations of clients. It labels them with names from the schema, never with names that clients choose:
 * anybody could make up a million of those.
 */
export function graphqlMetrics(metrics: Metrics): ApolloServerPlugin<Context> {
  const observe = observingOperations(metrics);
  return {
    requestDidStart: async () => {
      const startedAt = performance.now();
      return Promise.resolve({
        willSendResponse: async ({ operation, document, response: { body } }) => {
          const isKnown = operation && document && wasFoundValid(document);
          const errors = body.kind === 'single' ? body.singleResult.errors : undefined;
          const code = errors?.length ? errors[0]?.extensions?.code : 'OK';
          observe(
            isKnown ? { document, operation } : undefined,
            code,
            (performance.now() - startedAt) / 1000,
          );
          return Promise.resolve();
        },
      });
    },
  };
}

/** Makes a function that measures operations; those of stored documents too, which Apollo does not execute. */
export function observingOperations(
  metrics: Metrics,
): (valid: StoredOperation | undefined, code: unknown, seconds: number) => void {
  const fields = new WeakMap<OperationDefinitionNode, string>();
  const fieldOf = ({ document, operation }: StoredOperation): string => {
    const field = fields.get(operation) ?? topLevelField(document, operation.selectionSet);
    fields.set(operation, field);
    return field;
  };
  return (valid, given, seconds) => {
    const type = valid?.operation.operation ?? 'none';
    const field = valid ? fieldOf(valid) : 'none';
    const code = typeof given === 'string' ? given : 'INTERNAL_SERVER_ERROR';
    metrics.operationSeconds.observe({ type, field, code }, seconds);
  };
}

/** Returns the one root field that a valid operation asks for, or `several`. */
export function topLevelField(document: DocumentNode, selectionSet: SelectionSetNode): string {
  const fragments = new Map(
    document.definitions.flatMap((node) =>
      node.kind === Kind.FRAGMENT_DEFINITION ? [[node.name.value, node] as const] : [],
    ),
  );
  const names = new Set<string>();
  const collect = ({ selections }: SelectionSetNode): void => {
    for (const selection of selections) {
      if (selection.kind === Kind.FIELD) names.add(selection.name.value);
      else if (selection.kind === Kind.INLINE_FRAGMENT) collect(selection.selectionSet);
      else {
        // Each fragment once: they may spread each other so often that following every spread would never end.
        const fragment = fragments.get(selection.name.value);
        fragments.delete(selection.name.value);
        if (fragment) collect(fragment.selectionSet);
      }
    }
  };
  collect(selectionSet);
  const [name = 'none'] = names;
  return names.size > 1 ? 'several' : name;
}
