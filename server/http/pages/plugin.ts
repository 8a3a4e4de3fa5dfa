import { fastifyPlugin } from 'fastify-plugin';
import { landingPage } from './landing.js';
import { ICON, ICON_PATH, STYLE_PATH } from './layout.js';
import { STYLE } from './style.js';

/** Serves the style sheet and the icon of our plain pages. */
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
  /** True when the page lists the demo users. */
  readonly demo: boolean;
}

/** Serves the page at `/` of a server without a dashboard. */
export const landingPlugin = fastifyPlugin<Options>(async (fastify, { demo }) => {
  const html = landingPage(demo);
  fastify.get('/', (_request, reply) =>
    reply.type('text/html; charset=utf-8').header('cache-control', 'no-cache').send(html),
  );
  return Promise.resolve();
});
