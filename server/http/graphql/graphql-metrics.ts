import type { ApolloServerPlugin } from '@apollo/server';
import { Kind, type DocumentNode, type SelectionSetNode } from 'graphql';
import type { Context } from '../../graphql/context/context.js';
import { wasFoundValid } from '../../graphql/engine/validity.js';
import type { Metrics } from '../observability/metrics.js';

/**
 * Measures GraphQL operations. It labels them with names from the schema, never with names that clients choose: anybody
 * could make up a million of those.
 */
export function graphqlMetrics(metrics: Metrics): ApolloServerPlugin<Context> {
  return {
    requestDidStart: async () => {
      const startedAt = performance.now();
      return Promise.resolve({
        willSendResponse: async ({ operation, document, response: { body } }) => {
          const known = operation && document && wasFoundValid(document) ? operation : undefined;
          const type = known?.operation ?? 'none';
          const field = known && document ? topLevelField(document, known.selectionSet) : 'none';
          const errors = body.kind === 'single' ? body.singleResult.errors : undefined;
          const code = errors?.length ? codeOf(errors[0]?.extensions) : 'OK';
          metrics.operationSeconds.observe({ type, field, code }, (performance.now() - startedAt) / 1000);
          return Promise.resolve();
        },
      });
    },
  };
}

function codeOf(extensions: Readonly<Record<string, unknown>> | undefined): string {
  return typeof extensions?.code === 'string' ? extensions.code : 'INTERNAL_SERVER_ERROR';
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
