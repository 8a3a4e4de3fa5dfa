import type { GraphQLSchema } from 'graphql';
import { DOCUMENTS, type StoredDocument } from './documents.js';
import { parametersOf, type Parameter } from './parameters.js';
import { ROUTES, type Route } from './routes.js';

/** A route with all that follows from it and the schema, worked out once at start. */
export interface Endpoint {
  readonly route: Route;
  readonly document: StoredDocument;
  readonly parameters: readonly Parameter[];
}

/** @throws Error when the table or a document contradicts the schema. */
export function endpointsOf(schema: GraphQLSchema): readonly Endpoint[] {
  return ROUTES.map((route) => {
    const document = DOCUMENTS.get(route.operation);
    if (!document) throw new Error(`There is no stored document ${route.operation}`);
    return { route, document, parameters: parametersOf(schema, route, document) };
  });
}
