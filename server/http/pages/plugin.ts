import { fastifyPlugin } from 'fastify-plugin';
import { landingPage } from './landing.js';
import { ICON, ICON_PATH, STYLE_PATH } from './layout.js';
import { STYLE } from './style.js';

/** What our plain pages are drawn with. */
export const pageFilesPlugin = fastifyPlugin(async (fastify) => {
  const maxAge = 'max-age=300';
  fastify.get(STYLE_PATH, (_request, reply) =>
    reply.type('text/css; charset=utf-8').header('cache-control', maxAge).send(STYLE),
  );
  fastify.get(ICON_PATH, (_request, reply) =>
    reply.type('image/svg+xml').header('cache-control', maxAge).send(ICON),
  );
  return Promise.resolve();
});

interface Options {
  /** Whether the page tells who can sign in. */
  readonly demo: boolean;
}

/** The page at `/` of a server without a dashboard. */
export const landingPlugin = fastifyPlugin<Options>(async (fastify, { demo }) => {
  const html = landingPage(demo);
  fastify.get('/', (_request, reply) =>
    reply.type('text/html; charset=utf-8').header('cache-control', 'no-cache').send(html),
  );
  return Promise.resolve();
});
