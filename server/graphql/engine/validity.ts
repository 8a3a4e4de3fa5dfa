import {
  GraphQLError,
  NoSchemaIntrospectionCustomRule,
  specifiedRules,
  validate,
  type DocumentNode,
  type GraphQLSchema,
} from 'graphql';
import { CodedError } from '../../ledger/errors.js';
import { assertModest } from './document-shape.js';
import { causeOf } from './errors.js';

const CLOSED_RULES = [...specifiedRules, NoSchemaIntrospectionCustomRule];

/** Valid documents. Apollo keeps parsed documents, so that the same query is the same document. */
const found = new WeakSet<DocumentNode>();

/**
 * Validates a document, and stops at the first mistake: to print a hundred of them is work that anybody could ask for.
 *
 * @param introspection True when clients may ask for the schema itself.
 * @throws GraphQLError BAD_USER_INPUT, GRAPHQL_VALIDATION_FAILED
 */
export function assertValid(schema: GraphQLSchema, document: DocumentNode, introspection: boolean): void {
  if (found.has(document)) return;
  assertModest(document);
  const [mistake] = validate(schema, document, introspection ? specifiedRules : CLOSED_RULES, {
    maxErrors: 1,
  });
  if (mistake) throw coded(mistake, 'GRAPHQL_VALIDATION_FAILED');
  found.add(document);
}

/** True when a document was found valid: only then are its names those of the schema. */
export function wasFoundValid(document: DocumentNode): boolean {
  return found.has(document);
}

/** Adds a code to an error, unless its cause has one. */
export function coded(error: GraphQLError, code: string): GraphQLError {
  const { message, nodes, source, positions } = error;
  const cause = causeOf(error);
  return new GraphQLError(message, {
    nodes: nodes ?? null,
    source: source ?? null,
    positions: positions ?? null,
    ...(cause instanceof CodedError && { originalError: cause }),
    extensions: { code, http: { status: 400 } },
  });
}
