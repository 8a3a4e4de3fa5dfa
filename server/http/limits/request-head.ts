import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FastifyRequest } from 'fastify';
import { fastifyPlugin } from 'fastify-plugin';
import { problemOf, RequestError } from '../../errors/problem.js';
import { shortened } from '../../errors/shortened.js';

/** Headers that may come only once: Node silently keeps the first of several, where a proxy may have used another one. */
const GIVEN_ONCE = ['host', 'authorization', 'content-type'];

/**
 * Refuses requests with an ambiguous head, or with a body in an encoding that we do not support: a proxy between the client
 * and us could read them differently.
 */
export const requestHeadPlugin = fastifyPlugin(async (fastify) => {
  fastify.addHook('onRequest', (request, reply, done) => {
    assertHost(request);
    assertGivenOnce(request);
    assertPlainBody(request, () => void reply.header('accept-encoding', 'identity'));
    done();
  });
  fastify.server.on('checkExpectation', refuseExpectation);
  return Promise.resolve();
});

/** @throws RequestError BAD_USER_INPUT */
function assertHost({ raw: { headers, httpVersion } }: FastifyRequest): void {
  if (headers.host === undefined && httpVersion !== '1.0')
    throw new RequestError('BAD_USER_INPUT', 'The header Host is missing');
}

/** @throws RequestError BAD_USER_INPUT */
function assertGivenOnce({ raw: { rawHeaders } }: FastifyRequest): void {
  const seen = new Set<string>();
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index]?.toLowerCase() ?? '';
    if (!GIVEN_ONCE.includes(name)) continue;
    if (seen.has(name))
      throw new RequestError('BAD_USER_INPUT', `The header ${name} is given more than once`);
    seen.add(name);
  }
}

/** @throws RequestError BAD_USER_INPUT with status 415 */
function assertPlainBody({ headers }: FastifyRequest, sayWhatIsAccepted: () => void): void {
  const encoding = headers['content-encoding'] ?? 'identity';
  const transfer = headers['transfer-encoding'] ?? 'chunked';
  if (transfer.toLowerCase() !== 'chunked')
    throw new RequestError('BAD_USER_INPUT', 'A body may only be sent as it is, or in chunks');
  if (encoding.toLowerCase() === 'identity') return;
  sayWhatIsAccepted();
  const message = `A body is sent as it is, not as ${shortened(encoding)}`;
  throw new RequestError('BAD_USER_INPUT', message, {}, 415);
}

/** Answers an unsupported `Expect` with a reason; Node would refuse it without one. */
function refuseExpectation(_request: IncomingMessage, response: ServerResponse): void {
  const refusal = new RequestError('BAD_USER_INPUT', 'This server does not do what Expect asks for', {}, 417);
  response
    .writeHead(417, { 'content-type': 'application/problem+json', connection: 'close' })
    .end(JSON.stringify(problemOf(refusal, '')));
}
