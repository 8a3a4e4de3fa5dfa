import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { constants } from 'node:zlib';
import compress from '@fastify/compress';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { keepHeadersOfParts } from '../headers/security-headers.js';

/**
 * Paths of the dashboard's pages, and the file for each: they differ only in what they have the browser load at once. The
 * dashboard picks the page in the browser.
 */
const PAGES = {
  '/': 'index.html',
  '/sign-in': 'sign-in.html',
  '/register': 'sign-in.html',
  '/open-account': 'sign-in.html',
  '/forgot-password': 'sign-in.html',
  '/reset-password': 'sign-in.html',
  '/verify-email': 'sign-in.html',
  '/second-factor': 'sign-in.html',
  '/wallets/*': 'wallet.html',
  '/wallets/:id/statement': 'statement.html',
  '/verify': 'verify.html',
  '/pay/*': 'pay.html',
  '/tokens': 'tokens.html',
  '/account': 'account.html',
  '/console': 'console.html',
  '/console/*': 'console-list.html',
};

/** Files that browsers show as no page of their own, unlike a drawing. */
const PART = /\.(js|css|woff2)(\.br|\.gz)?$/;

/** Compression level for answers that nobody could compress beforehand: good enough, and fast. */
const BROTLI_QUALITY = 5;

/**
 * Finds the folder of the built dashboard, beside the built server or in the dist/ of the sources; undefined when it is not
 * built.
 */
export function findDashboard(): string | undefined {
  return ['../../../dashboard/', '../../../dist/dashboard/']
    .map((path) => fileURLToPath(new URL(path, import.meta.url)))
    .find((folder) => existsSync(`${folder}index.html`) && existsSync(`${folder}assets`));
}

/** Serves the built dashboard. Its files are named by their content, except for the page that names them. */
export async function dashboardPlugin(fastify: FastifyInstance, { root }: { root: string }): Promise<void> {
  await fastify.register(compress, {
    brotliOptions: { params: { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY } },
  });
  await fastify.register(fastifyStatic, {
    root,
    index: false,
    preCompressed: true,
    cacheControl: false,
    setHeaders: (reply, path) => {
      const named = path.startsWith(`${root}assets`);
      reply.header('cache-control', named ? 'public, max-age=31536000, immutable' : 'no-cache');
      if (named && PART.test(path)) keepHeadersOfParts(reply);
      // Nobody asks whether it has changed, or for a half of it.
      if (named) for (const name of ['etag', 'last-modified', 'accept-ranges']) reply.removeHeader(name);
    },
  });
  for (const [path, file] of Object.entries(PAGES)) {
    fastify.get(path, (_request, reply) => reply.sendFile(file));
  }
}
