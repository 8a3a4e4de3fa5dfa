import { randomBytes } from 'node:crypto';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { EXAMPLES } from './explorer-examples.js';
import { contentSecurityPolicy } from '../headers/security-headers.js';

const PATH = '/explorer';
const START_SCRIPT = 'start.js';
const STYLE_SCRIPT = 'style-nonces.js';

/** Folder of Altair's files, found without loading its code, which only the page needs. */
const FILES = join(dirname(createRequire(import.meta.url).resolve('altair-static')), 'dist');

/** Placeholder in the page for the nonce, which is new for each answer. */
const NONCE = 'nonce-of-the-answer';

/**
 * Builds the page's content security policy. Altair sets its base address in the page, and styles by elements that its
 * scripts make: those have the answer's nonce. It needs neither foreign hosts nor inline scripts.
 */
function policyFor(nonce: string): string {
  return contentSecurityPolicy({ 'base-uri': ["'self'"], 'style-src': ["'self'", `'nonce-${nonce}'`] });
}

const OPTIONS = {
  // Altair's own accounts and advertisements live on other hosts.
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

/** Serves a GraphQL explorer that needs no network: Altair, from its npm package. */
export async function explorerPlugin(fastify: FastifyInstance): Promise<void> {
  let page: Promise<string> | undefined;
  fastify.get(PATH, async (_request, reply) => {
    page ??= altairPage();
    const nonce = randomBytes(16).toString('base64url');
    return reply
      .headers({ 'content-security-policy': policyFor(nonce), 'cache-control': 'no-store' })
      .type('text/html; charset=utf-8')
      .send((await page).replaceAll(NONCE, nonce));
  });
  for (const [file, script] of [
    [START_SCRIPT, startScript()],
    [STYLE_SCRIPT, STYLE_NONCES],
  ] as const) {
    fastify.get(`${PATH}/${file}`, (_request, reply) =>
      reply.type('text/javascript; charset=utf-8').send(script),
    );
  }
  await fastify.register(fastifyStatic, {
    root: FILES,
    prefix: `${PATH}/`,
    index: false,
    maxAge: '1 hour',
  });
}

/** Builds Altair's page, with the nonce in the places that it has for one, and with a script before all others. */
async function altairPage(): Promise<string> {
  const { renderAltair } = await import('altair-static');
  const html = renderAltair({ baseURL: `${PATH}/`, serveInitialOptionsInSeperateRequest: START_SCRIPT });
  const script = `<script nonce="" src="${STYLE_SCRIPT}"></script>`;
  return (
    html
      // Behind the base address, which the script's own is relative to.
      .replace(/<base [^>]*>/, (base) => `${base}\n    ${script}`)
      .replaceAll('nonce=""', `nonce="${NONCE}"`)
  );
}

/**
 * Gives every style element the nonce as it is made: some of the libraries within Altair can be told a nonce, and some
 * cannot.
 */
const STYLE_NONCES = `const { nonce } = document.currentScript;
const create = Document.prototype.createElement;
Document.prototype.createElement = function (...args) {
  const element = create.apply(this, args);
  if (element instanceof HTMLStyleElement) element.nonce = nonce;
  return element;
};
`;

/**
 * Builds the start script. Altair's own would name the endpoint by its path, which Altair refuses; only the browser knows
 * the rest of it.
 */
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
