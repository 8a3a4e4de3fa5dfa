import fastifyStatic from '@fastify/static';
import { getDistDirectory, renderAltair, renderInitialOptions } from 'altair-static';
import type { FastifyInstance } from 'fastify';
import { EXAMPLES } from './explorer-examples.js';
import { contentSecurityPolicy } from './security-headers.js';

const PATH = '/explorer';
const OPTIONS_SCRIPT = 'initial_options.js';

/** Altair sets its base address in the page, and styles from scripts. It needs neither foreign hosts nor inline scripts. */
const POLICY = contentSecurityPolicy({
  'base-uri': ["'self'"],
  'style-src': ["'self'", "'unsafe-inline'"],
});

const OPTIONS = {
  baseURL: `${PATH}/`,
  endpointURL: '/graphql',
  // Inline, the options would be a script that the policy forbids.
  serveInitialOptionsInSeperateRequest: OPTIONS_SCRIPT,
  initialWindows: EXAMPLES.map(({ name, query, variables }) => ({
    initialName: name,
    endpointURL: '/graphql',
    initialQuery: query,
    initialVariables: JSON.stringify(variables, null, 2),
  })),
  // Accounts and advertisements of Altair's own live elsewhere.
  disableAccount: true,
  initialSettings: { theme: 'system', 'banners.disable': true },
} as const;

/** A GraphQL explorer that needs no network: Altair, from its npm package. */
export async function explorerPlugin(fastify: FastifyInstance): Promise<void> {
  fastify.addHook('onRequest', (_request, reply, done) => {
    reply.header('content-security-policy', POLICY);
    done();
  });
  const page = renderAltair(OPTIONS);
  const options = renderInitialOptions(OPTIONS);
  fastify.get(PATH, (_request, reply) => reply.type('text/html; charset=utf-8').send(page));
  fastify.get(`${PATH}/${OPTIONS_SCRIPT}`, (_request, reply) =>
    reply.type('text/javascript; charset=utf-8').send(options),
  );
  await fastify.register(fastifyStatic, {
    root: getDistDirectory(),
    prefix: `${PATH}/`,
    index: false,
    maxAge: '1 hour',
  });
}
