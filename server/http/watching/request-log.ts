import { LogController, type FastifyReply, type FastifyRequest } from 'fastify';
import { fastifyPlugin } from 'fastify-plugin';
import type { Viewer } from '../../identity/model/viewer.js';
import { clientAddress } from '../headers/client-address.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** Who is asking; null while nobody is signed in, and for routes that do not care. */
    viewer: Viewer | null;
  }
}

const PATH_LENGTH_MAX = 256;
/** An id that a client or a proxy made up, if it can do no harm in a log. */
const FOREIGN_ID = /^[\w.:-]{1,64}$/;
/** Probes and scrapes come every few seconds and say nothing while all is well. */
const ROUTINE = /^\/(health|metrics)\b/;

/** Our own lines take the place of Fastify's, which would log addresses with their query strings. */
export const logController = new LogController({
  disableRequestLogging: true,
  requestIdLogLabel: 'requestId',
});

/** One line a request, once it is answered, and the id of the request on every answer. */
export const requestLogPlugin = fastifyPlugin(async (fastify) => {
  fastify.decorateRequest('viewer', null);
  fastify.addHook('onRequest', (request, reply, done) => {
    reply.header('x-request-id', request.id);
    done();
  });
  fastify.addHook('onResponse', (request, reply, done) => {
    logRequest(request, reply);
    done();
  });
  return Promise.resolve();
});

function logRequest(request: FastifyRequest, reply: FastifyReply): void {
  const path = pathOf(request);
  const foreignId = request.headers['x-request-id'];
  request.log[levelOf(path, reply.statusCode)](
    {
      method: request.method,
      path: path.slice(0, PATH_LENGTH_MAX),
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime * 10) / 10,
      address: clientAddress(request),
      ...(request.viewer && whoIs(request.viewer)),
      ...(typeof foreignId === 'string' && FOREIGN_ID.test(foreignId) && { clientRequestId: foreignId }),
      // The client hung up before it had the whole answer.
      ...(!reply.raw.writableFinished && { aborted: true }),
    },
    'request',
  );
}

function whoIs({ userId, role, credential }: Viewer): object {
  return { viewerId: userId, role, ...(credential.kind === 'API_TOKEN' && { apiTokenId: credential.id }) };
}

function levelOf(path: string, status: number): 'debug' | 'info' | 'error' {
  if (status >= 500) return 'error';
  return ROUTINE.test(path) && status < 400 ? 'debug' : 'info';
}

/** The path without the query string, which may hold anything. */
export function pathOf(request: FastifyRequest): string {
  const [path = ''] = request.url.split(/[?#]/, 1);
  return path;
}
