import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import type { FastifyInstance } from 'fastify';
import type { GraphQLSchema } from 'graphql';
import { answerNotFound, problemType } from '../../errors/problem.js';
import { ERROR_KINDS, isErrorCode } from '../../errors/error-codes.js';
import type { Endpoint } from '../routes/endpoint.js';
import { buildOpenApi } from './openapi.js';
import { API } from '../routes/routes.js';
import { START } from '../handling/start.js';

interface Options {
  readonly endpoints: readonly Endpoint[];
  readonly schema: GraphQLSchema;
  /** False leaves only the pages of error codes, which errors link to. */
  readonly served: boolean;
}

/** Serves `/api/openapi.json`, the documentation made from it at `/api/docs`, and the meaning of each error code. */
export async function docsPlugin(
  fastify: FastifyInstance,
  { endpoints, schema, served }: Options,
): Promise<void> {
  fastify.get<{ Params: { code: string } }>('/errors/:code', (request, reply) => {
    const { code } = request.params;
    if (!isErrorCode(code)) return answerNotFound(request, reply);
    return reply.send({ type: problemType(code), code, ...ERROR_KINDS[code] });
  });

  if (!served) return;
  const document = buildOpenApi(schema, endpoints);
  const text = JSON.stringify(document);
  fastify.get('/openapi.json', (_request, reply) => reply.type('application/json').send(text));

  fastify.get('/', (_request, reply) => reply.header('cache-control', 'no-cache').send(START));

  // The types of the plugin know OpenAPI up to 3.0, so the page gets the document through an option of any type.
  const outline = { openapi: '3.0.0', info: { title: 'Nissmart', version: '1' }, paths: {} };
  await fastify.register(swagger, { mode: 'static', specification: { document: outline } });
  await fastify.register(swaggerUi, {
    routePrefix: '/docs',
    indexPrefix: API,
    transformSpecification: () => document,
    transformSpecificationClone: false,
    theme: { title: 'Nissmart REST API' },
    uiConfig: {
      layout: 'BaseLayout',
      docExpansion: 'list',
      defaultModelsExpandDepth: 0,
      displayRequestDuration: true,
    },
  });
}
