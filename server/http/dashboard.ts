import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { constants } from 'node:zlib';
import compress from '@fastify/compress';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { contentSecurityPolicy } from './security-headers.js';

/** Where pages of the dashboard are; which of them it is, the dashboard finds out in the browser. */
const PAGES = ['/', '/sign-in', '/register', '/wallets/*', '/pay/*', '/console', '/console/*'];

/** Good enough, and fast: what is compressed for one browser is kept by it for a year. */
const BROTLI_QUALITY = 5;

/** The folder of the built dashboard, beside the built server or in the dist/ of the sources; undefined when it is not built. */
export function findDashboard(): string | undefined {
  return ['../../dashboard/', '../../dist/dashboard/']
    .map((path) => fileURLToPath(new URL(path, import.meta.url)))
    .find((folder) => existsSync(`${folder}index.html`) && existsSync(`${folder}assets`));
}

/** Serves the built dashboard. Its files are named by their content, except for the page that names them. */
export async function dashboardPlugin(fastify: FastifyInstance, { root }: { root: string }): Promise<void> {
  // The components' library sets colours and positions by style elements and attributes. Scripts come from files only.
  const policy = contentSecurityPolicy({ 'style-src': ["'self'", "'unsafe-inline'"] });
  await fastify.register(compress, {
    brotliOptions: { params: { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY } },
  });
  await fastify.register(fastifyStatic, {
    root,
    index: false,
    cacheControl: false,
    setHeaders: ({ raw }, path) => {
      const named = path.startsWith(`${root}assets`);
      raw.setHeader('cache-control', named ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
  for (const page of PAGES) {
    fastify.get(page, (_request, reply) =>
      reply.header('content-security-policy', policy).sendFile('index.html'),
    );
  }
}
