import type { FastifyRequest } from 'fastify';
import { fastifyPlugin } from 'fastify-plugin';
import { parseExactJson } from './exact-json.js';
import { RequestError } from '../../errors/problem.js';
import { shortened } from '../../errors/shortened.js';

/**
 * Parses request bodies of JSON in UTF-8, and query strings in UTF-8, for both APIs. It refuses input that it could only
 * read by changing it, because nobody would notice the change.
 */
export const exactRequestsPlugin = fastifyPlugin(async (fastify) => {
  fastify.addHook('onRequest', (request, _reply, done) => {
    assertReadableQuery(request);
    done();
  });
  // Anything but JSON is answered with 415, since a browser lets other sites' forms send the rest.
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser<Buffer>('application/json', { parseAs: 'buffer' }, (request, body, done) => {
    try {
      assertUtf8Announced(request);
      // Some clients announce JSON with every request. The route decides if the body may be missing.
      done(null, body.length === 0 ? undefined : parseExactJson(textOf(body), 'The body'));
    } catch (error) {
      done(error instanceof Error ? error : new Error('The body cannot be read', { cause: error }));
    }
  });
  return Promise.resolve();
});

/** @throws RequestError BAD_USER_INPUT */
function assertReadableQuery({ url }: FastifyRequest): void {
  const start = url.indexOf('?');
  if (start < 0) return;
  const query = url.slice(start + 1);
  if (!ESCAPED.test(query) || !isUtf8(query))
    throw new RequestError('BAD_USER_INPUT', 'The query string is not UTF-8, with a % before each byte');
}

/** Matches a URL of plain ASCII, which leaves no bytes whose encoding would have to be guessed. */
const ESCAPED = /^[\x21-\x7e]*$/;

function isUtf8(query: string): boolean {
  try {
    decodeURIComponent(query);
    return true;
  } catch {
    return false;
  }
}

const CHARSET = /;\s*charset\s*=\s*"?([^";\s]*)/i;

/** @throws RequestError with status 415 */
function assertUtf8Announced({ headers }: FastifyRequest): void {
  const charset = CHARSET.exec(headers['content-type'] ?? '')?.[1];
  if (charset === undefined || /^utf-?8$/i.test(charset)) return;
  throw new RequestError('BAD_USER_INPUT', `JSON is sent in UTF-8, not in ${shortened(charset)}`, {}, 415);
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** @throws RequestError BAD_USER_INPUT */
function textOf(body: Buffer): string {
  try {
    return utf8.decode(body);
  } catch {
    throw new RequestError('BAD_USER_INPUT', 'The body is not UTF-8');
  }
}
