import type { GraphQLSchema } from 'graphql';
import { ERROR_KINDS, isErrorCode } from '../../errors/error-codes.js';
import { endpointsOf, type Endpoint } from '../routes/endpoint.js';
import type { JsonObject } from '../handling/json.js';
import { operationOf } from './operation.js';
import { PROBLEM_SCHEMA, problemExample, problemResponses } from './responses.js';
import { SchemaWriter } from './schemas.js';
import { KEY_HEADER } from '../routes/parameters.js';
import { API, PREVIEW } from '../routes/routes.js';
import { TAGS } from '../routes/tags.js';
import { START_OPERATION, START_RESPONSES } from '../handling/start.js';

const DESCRIPTION = `
The same operations as GraphQL, by the same resolvers, under the same names.

**Signing in.** \`POST /api/auth/login\` returns a token for the header \`Authorization: Bearer …\`, and sets a cookie for
browsers. Either works on every route. A program that
works on its own has an API token instead, in the same header: it lasts for up to a year, may be for reading alone, and is
revoked when it is needed no longer. Who shares the cookie with others, as the tabs of a browser do, names in the header
\`Nissmart-User\` the id of the user it acts for: when the session is another user's, nothing happens but \`UNAUTHENTICATED\`.

**Money** is a decimal string with its currency, such as \`"12.50"\` \`KES\`. Numbers are refused, because they may have been
rounded before they arrive.

**Idempotency.** Every request that moves money carries the header \`${KEY_HEADER}\`; one with \`?${PREVIEW}=true\`, which moves
none, needs no key. The same key with the same request
again is answered with the first outcome, marked by \`Idempotency-Replayed: true\`, and moves nothing a second time. Keys are
the user's own, never expire, and are shared with GraphQL. So when an answer got lost, send the same request with the same
key again.

**Lists** come in pages of \`{ "data": […], "pageInfo": {…}, "totalCount": … }\`. Ask for the next one with \`after=\` and the page's
\`endCursor\`, as long as it says \`hasNextPage\`; \`last=\` and
\`before=\` read a list from its end, and \`orderBy=\` turns it round. Filters are query parameters; those that take a list may be repeated.

**Errors** are \`application/problem+json\` (RFC 9457). Programs go by \`code\`; its \`type\` leads to what it means.
`.trim();

interface OpenApi extends JsonObject {
  /** Operations by path, then by method. */
  readonly paths: Readonly<Record<string, Readonly<Record<string, JsonObject>>>>;
}

/** Builds the OpenAPI document of everything under `/api`, from the table of routes, its documents and the schema. */
export function buildOpenApi(
  schema: GraphQLSchema,
  endpoints: readonly Endpoint[] = endpointsOf(schema),
): OpenApi {
  const writer = new SchemaWriter();
  const paths: Record<string, Record<string, JsonObject>> = {};
  for (const endpoint of endpoints) {
    const path = (paths[API + endpoint.route.path] ??= {});
    path[endpoint.route.method.toLowerCase()] = operationOf(endpoint, schema, writer);
  }
  paths[API] = {
    get: {
      ...START_OPERATION,
      responses: { ...START_RESPONSES, ...problemResponses(['RATE_LIMITED', 'INTERNAL_SERVER_ERROR']) },
    },
  };
  paths[`${API}/errors/{code}`] = { get: ERROR_OPERATION };
  return {
    openapi: '3.1.1',
    info: {
      title: 'Nissmart',
      version: '1',
      summary: 'A micro-savings ledger.',
      description: DESCRIPTION,
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/', description: 'The server that this document came from.' }],
    security: [{ bearer: [] }, { cookie: [] }],
    tags: Object.entries(TAGS).map(([name, description]) => ({ name, description })),
    paths,
    components: {
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer', description: 'The token of a session, or an API token.' },
        cookie: {
          type: 'apiKey',
          in: 'cookie',
          name: 'nissmart_session',
          description: 'Set by signing in; over HTTPS its name is `__Host-nissmart_session`.',
        },
      },
      parameters: {
        Key: keyParameter(true),
        KeyUnlessPreview: keyParameter(false, `Must be there, unless \`${PREVIEW}=true\`. `),
        OptionalKey: keyParameter(false),
      },
      headers: {
        Replayed: {
          description: 'Only there when an earlier request with this key had the effect.',
          schema: { type: 'string', const: 'true' },
        },
      },
      schemas: { ...writer.named, Problem: PROBLEM_SCHEMA },
      examples: Object.fromEntries(
        Object.keys(ERROR_KINDS)
          .filter(isErrorCode)
          // Only GraphQL clients send documents; routes have their own.
          .filter((code) => code !== 'DOCUMENT_NOT_TRUSTED')
          .map((code) => [code, problemExample(code)]),
      ),
    },
  };
}

/** Describes the key. OpenAPI cannot say that a parameter is required where another one is absent, so that words have to. */
function keyParameter(required: boolean, when = ''): JsonObject {
  return {
    name: KEY_HEADER,
    in: 'header',
    required,
    description:
      when +
      'One for each thing you want done, and the same one for every attempt at it: 1 to 255 visible ASCII characters, ' +
      'either as they are or as a quoted string of RFC 8941.',
    schema: { type: 'string', minLength: 1 },
    examples: {
      bare: { value: '0b6b3a5c-6a1b-4c53-9d1f-0f2a4f7f2d11' },
      quoted: { value: '"0b6b3a5c-6a1b-4c53-9d1f-0f2a4f7f2d11"' },
    },
  };
}

const ERROR_OPERATION: JsonObject = {
  operationId: 'errorCode',
  tags: ['Errors'],
  summary: 'What an error code means',
  security: [],
  parameters: [
    { name: 'code', in: 'path', required: true, schema: { type: 'string' }, example: 'INSUFFICIENT_FUNDS' },
  ],
  responses: {
    200: {
      description: 'Done.',
      content: {
        'application/json': {
          schema: {
            type: 'object',
            required: ['type', 'code', 'status', 'title', 'meaning'],
            properties: {
              type: { type: 'string', format: 'uri-reference' },
              code: { type: 'string' },
              status: { type: 'integer', description: 'The HTTP status that it comes with.' },
              title: { type: 'string' },
              meaning: { type: 'string' },
            },
          },
        },
      },
    },
    ...problemResponses(['NOT_FOUND', 'RATE_LIMITED', 'INTERNAL_SERVER_ERROR']),
  },
};
