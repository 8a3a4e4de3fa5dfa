import type { FastifyReply, FastifyRequest } from 'fastify';
import { RequestError } from '../../errors/problem.js';
import { prefersHtml } from '../headers/accept.js';
import { assertOwnSite, speaksByCookie } from '../session/session.js';

/** Headers that a browser sends to another site only after a preflight request, which we do not accept. */
const NEVER_FROM_ELSEWHERE = ['apollo-require-preflight', 'x-apollo-operation-name'];

/**
 * Refuses a query by GET that a page of another site may have made the browser send with the cookie: an image is enough for
 * that. Such a page cannot read the answer, but it could keep us busy in somebody's name. A bearer token is only sent on
 * purpose, and a client that sends neither asks as nobody.
 *
 * @throws AccessError FORBIDDEN when the browser says that it is so; RequestError BAD_USER_INPUT when nothing tells.
 */
export function assertOwnQuery(request: FastifyRequest): void {
  if (!speaksByCookie(request)) return;
  const { headers } = request;
  assertOwnSite(request);
  if (headers['sec-fetch-site'] !== undefined) return;
  const page = headers.origin ?? headers.referer;
  if (page !== undefined && URL.canParse(page) && new URL(page).host === request.host) return;
  if (page === undefined && wasAskedFor(request)) return;
  throw new RequestError(
    'BAD_USER_INPUT',
    'A query by GET with the session cookie must show that it comes from a page of this server. Send it by POST, with ' +
      'a bearer token instead of the cookie, or with the header Apollo-Require-Preflight: 1',
  );
}

function wasAskedFor({ headers }: FastifyRequest): boolean {
  const isJson = /^application\/json\s*(;|$)/i.test(headers['content-type'] ?? '');
  return isJson || NEVER_FROM_ELSEWHERE.some((name) => (headers[name] ?? '') !== '');
}

/** True when a browser opens the address of the API as a page. */
export function isVisit({ method, query, headers }: FastifyRequest): boolean {
  const asks =
    typeof query === 'object' &&
    query !== null &&
    ['query', 'documentId', 'extensions'].some((name) => name in query);
  return method === 'GET' && !asks && prefersHtml(headers.accept);
}

export function sendToExplorer(reply: FastifyReply): FastifyReply {
  return reply.headers({ vary: 'accept', 'cache-control': 'no-store' }).redirect('/explorer', 303);
}
