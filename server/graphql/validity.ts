import { GraphQLError, validate, type DocumentNode, type GraphQLSchema } from 'graphql';
import { assertModest } from './document-shape.js';

/** Apollo keeps parsed documents, so that the same query is the same document. */
const found = new WeakSet<DocumentNode>();

/**
 * Validates a document, and stops at the first mistake: to print a hundred of them is work that anybody could ask for.
 *
 * @throws GraphQLError BAD_USER_INPUT, GRAPHQL_VALIDATION_FAILED
 */
export function assertValid(schema: GraphQLSchema, document: DocumentNode): void {
  if (found.has(document)) return;
  assertModest(document);
  const [mistake] = validate(schema, document, undefined, { maxErrors: 1 });
  if (mistake) throw coded(mistake, 'GRAPHQL_VALIDATION_FAILED');
  found.add(document);
}

/** The same error with a code, and with nothing else of what it came from. */
export function coded({ message, nodes, source, positions }: GraphQLError, code: string): GraphQLError {
  return new GraphQLError(message, {
    nodes: nodes ?? null,
    source: source ?? null,
    positions: positions ?? null,
    extensions: { code, http: { status: 400 } },
  });
}
