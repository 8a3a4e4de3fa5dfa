import fastifyStatic from '@fastify/static';
import { getDistDirectory, renderAltair } from 'altair-static';
import type { FastifyInstance } from 'fastify';
import { EXAMPLES } from './explorer-examples.js';
import { contentSecurityPolicy } from './security-headers.js';

const PATH = '/explorer';
const START_SCRIPT = 'start.js';

/** Altair sets its base address in the page, and styles from scripts. It needs neither foreign hosts nor inline scripts. */
const POLICY = contentSecurityPolicy({
  'base-uri': ["'self'"],
  'style-src': ["'self'", "'unsafe-inline'"],
});

const OPTIONS = {
  // Accounts and advertisements of Altair's own live elsewhere.
  disableAccount: true,
  initialSubscriptionRequestHandlerId: 'graphql-sse',
  initialSettings: { theme: 'system', 'banners.disable': true, 'schema.reloadOnStart': true },
};

const WINDOWS = EXAMPLES.map(({ name, query, variables }) => ({
  initialName: name,
  initialQuery: query,
  initialVariables: JSON.stringify(variables, null, 2),
  initialSubscriptionRequestHandlerId: 'graphql-sse',
}));

/** A GraphQL explorer that needs no network: Altair, from its npm package. */
export async function explorerPlugin(fastify: FastifyInstance): Promise<void> {
  fastify.addHook('onRequest', (_request, reply, done) => {
    reply.header('content-security-policy', POLICY);
    done();
  });
  const page = renderAltair({ baseURL: `${PATH}/`, serveInitialOptionsInSeperateRequest: START_SCRIPT });
  fastify.get(PATH, (_request, reply) => reply.type('text/html; charset=utf-8').send(page));
  fastify.get(`${PATH}/${START_SCRIPT}`, (_request, reply) =>
    reply.type('text/javascript; charset=utf-8').send(startScript()),
  );
  await fastify.register(fastifyStatic, {
    root: getDistDirectory(),
    prefix: `${PATH}/`,
    index: false,
    maxAge: '1 hour',
  });
}

/** Altair's own script would name the endpoint by its path, which Altair refuses; only the browser knows the rest of it. */
function startScript(): string {
  return `const endpointURL = new URL('/graphql', location.href).href;
const subscriptionsEndpoint = endpointURL + '/stream';
const windows = ${JSON.stringify(WINDOWS)};
AltairGraphQL.init({
  ...${JSON.stringify(OPTIONS)},
  endpointURL,
  subscriptionsEndpoint,
  initialWindows: windows.map((window) => ({ ...window, endpointURL, subscriptionsEndpoint })),
});
`;
}
