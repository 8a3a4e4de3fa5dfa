import { GraphQLEnumType, Kind, OperationTypeNode, type GraphQLSchema } from 'graphql';
import { rulesOfRoute } from '../../identity/access/table.js';
import { DOCUMENTS, type StoredDocument } from './documents.js';
import { parametersOf, type Parameter } from './parameters.js';
import { FORMAT_NAMES } from '../../reports/exports/format.js';
import { API, ROUTES, type DocumentRoute, type Route, type StreamRoute } from './routes.js';
import type { Stream } from './stream.js';
import { STREAMS } from './streams.js';

interface EndpointOf<Row extends Route> {
  readonly route: Row;
  readonly parameters: readonly Parameter[];
}

export interface DocumentEndpoint extends EndpointOf<DocumentRoute> {
  readonly document: StoredDocument;
  /** The endpoint that answers to `?preview=true` instead. */
  readonly preview?: DocumentEndpoint;
}

export interface StreamEndpoint extends EndpointOf<StreamRoute> {
  readonly stream: Stream;
}

/** A route with everything derived from it and the schema, once at start. */
export type Endpoint = DocumentEndpoint | StreamEndpoint;

/** @throws Error when the table or a document contradicts the schema. */
export function endpointsOf(schema: GraphQLSchema): readonly Endpoint[] {
  return ROUTES.map((row) => {
    if ('stream' in row) return streamEndpointOf(schema, row);
    const { preview, ...route } = row;
    const endpoint = endpointOf(schema, route);
    return preview === undefined ? endpoint : { ...endpoint, preview: previewOf(schema, route, preview) };
  });
}

/** Lists the coordinates of the root fields that an endpoint asks for. */
export function fieldsOf({ document: { operation }, preview }: DocumentEndpoint): string[] {
  const type = operation.operation === OperationTypeNode.QUERY ? 'Query' : 'Mutation';
  const fields = operation.selectionSet.selections.map((selection) => {
    if (selection.kind === Kind.FIELD) return `${type}.${selection.name.value}`;
    throw new Error(
      `The root fields of ${operation.name?.value ?? 'a stored document'} are hidden in a fragment`,
    );
  });
  return [...fields, ...(preview ? fieldsOf(preview) : [])];
}

/** True when its access rules let strangers use it. */
export function isOpen(endpoint: Endpoint): boolean {
  const { method, path } = endpoint.route;
  const fields = 'stream' in endpoint ? [] : fieldsOf(endpoint);
  return rulesOfRoute(`${method} ${API}${path}`, fields).every(({ who }) => who === 'ANYONE');
}

/** True when staff may use it before they have proved a second factor, see `AccessRule`. */
export function isBeforeFactor(endpoint: Endpoint): boolean {
  const { method, path } = endpoint.route;
  const fields = 'stream' in endpoint ? [] : fieldsOf(endpoint);
  const rules = rulesOfRoute(`${method} ${API}${path}`, fields);
  return rules.every(({ who, beforeFactor }) => who === 'ANYONE' || beforeFactor === true);
}

function endpointOf(schema: GraphQLSchema, route: DocumentRoute): DocumentEndpoint {
  const document = DOCUMENTS.get(route.operation);
  if (!document) throw new Error(`There is no stored document ${route.operation}`);
  return { route, document, parameters: parametersOf(schema, route, document) };
}

function previewOf(
  schema: GraphQLSchema,
  { location: _made, ...route }: DocumentRoute,
  operation: string,
): DocumentEndpoint {
  return endpointOf(schema, { ...route, operation, answer: operation, status: 200 });
}

function streamEndpointOf(schema: GraphQLSchema, route: StreamRoute): StreamEndpoint {
  const stream = STREAMS[route.stream];
  return { route, stream, parameters: [...parametersOf(schema, route, stream), ...formatOf(stream)] };
}

const EXPORT_FORMAT = new GraphQLEnumType({
  name: 'ExportFormat',
  description: 'How lines are written: as CSV (RFC 4180), or as one JSON object each.',
  values: Object.fromEntries(FORMAT_NAMES.map((name) => [name, {}])),
});

/** Adds a parameter for the format where there is a choice. It is about the answer, so that no schema has it. */
function formatOf(stream: Stream): Parameter[] {
  if (!('formats' in stream) || stream.formats.length === 1) return [];
  const description = 'Otherwise the header Accept decides; csv if it does not.';
  return [
    {
      ...{ in: 'query', name: 'format', variable: 'format', type: EXPORT_FORMAT, description },
      ...{ required: false, defaultValue: undefined, object: undefined },
    },
  ];
}
