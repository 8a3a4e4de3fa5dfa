import { LogController, type FastifyReply, type FastifyRequest } from 'fastify';
import { fastifyPlugin } from 'fastify-plugin';
import type { Viewer } from '../../identity/model/viewer.js';
import { clientAddress } from '../headers/client-address.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** The user on whose behalf the request runs; null while nobody is signed in, and for routes that do not need to know. */
    viewer: Viewer | null;
  }
}

const PATH_LENGTH_MAX = 256;
/** Matches an id that a client or a proxy made up, if it can do no harm in a log. */
const FOREIGN_ID = /^[\w.:-]{1,64}$/;
/** Matches probes and scrapes, which come every few seconds and are not logged while all is well. */
const ROUTINE = /^\/(health|metrics)\b/;

/** Turns off Fastify's own lines, which would log addresses with their query strings. */
export const logController = new LogController({
  disableRequestLogging: true,
  requestIdLogLabel: 'requestId',
});

/** Logs one line a request, once it is answered, and sets the id of the request on every answer. */
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
  // A line each would make an overload worse; the plugin that refuses them says how many they were.
  if (request.refusedForLoad) return;
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

/** Returns the path without the query string, which may hold anything. */
export function pathOf(request: FastifyRequest): string {
  const [path = ''] = request.url.split(/[?#]/, 1);
  return path;
}
