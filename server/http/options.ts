import type { Server } from 'node:http';
import type { FastifyBaseLogger, FastifyHttpOptions } from 'fastify';
import { IdGenerator } from '../ledger/model/ids.js';
import { answerClientError } from './client-error.js';
import { answerError } from './errors.js';
import type { Timeouts } from './limits/timeouts.js';
import { logController } from './observability/request-log.js';
import { setSecurityHeaders } from './headers/security-headers.js';

/** Maximum size of a body, in bytes. A document of 2 000 tokens with its variables needs far less. */
const BODY_BYTES_MAX = 1024 * 1024;
/** Maximum length of a path parameter: an idempotency key of 255 characters, each of them written as %XX. */
const PATH_PARAMETER_LENGTH_MAX = 3 * 255;

interface Options {
  /** Number of reverse proxies in front of the server; only their headers are trusted to name the client. */
  readonly proxies: number;
  readonly timeouts: Timeouts;
  readonly logger?: FastifyBaseLogger | undefined;
}

export function serverOptions({ proxies, timeouts, logger }: Options): FastifyHttpOptions<Server> {
  const ids = new IdGenerator();
  return {
    ...(logger && { loggerInstance: logger }),
    logController,
    genReqId: () => ids.next(new Date()),
    trustProxy: (_address, hop) => hop < proxies,
    bodyLimit: BODY_BYTES_MAX,
    // A busy machine may take long to make the schema: it starts late, and not never.
    pluginTimeout: 0,
    routerOptions: { maxParamLength: PATH_PARAMETER_LENGTH_MAX },
    http: {
      headersTimeout: timeouts.headersMs,
      connectionsCheckingInterval: timeouts.checkMs,
      // A request without a host is refused all the same, but with a message.
      requireHostHeader: false,
    },
    requestTimeout: timeouts.requestMs,
    keepAliveTimeout: timeouts.idleMs,
    connectionTimeout: timeouts.unreadMs,
    forceCloseConnections: 'idle',
    return503OnClosing: false,
    frameworkErrors: (error, request, reply) => {
      setSecurityHeaders(request, reply);
      void answerError(error, request, reply);
    },
    clientErrorHandler: answerClientError,
  };
}
