import type { FastifyBaseLogger, FastifyServerOptions } from 'fastify';
import { v7 as uuidv7 } from 'uuid';
import { answerClientError } from './client-error.js';
import { answerError } from './errors.js';
import { logController } from './request-log.js';

/** A document of 2 000 tokens with its variables needs far less. */
const BODY_BYTES_MAX = 1024 * 1024;
/** An idempotency key of 255 characters in the path of a request, each of them written as %XX. */
const PATH_PARAMETER_LENGTH_MAX = 3 * 255;
/** For a request to arrive whole; whoever trickles it in byte by byte is cut off. */
const REQUEST_TIMEOUT_MS = 30_000;

/** @param proxies How many reverse proxies stand in front of us; their headers say who is asking, and nobody else's do. */
export function serverOptions(proxies: number, logger?: FastifyBaseLogger): FastifyServerOptions {
  return {
    ...(logger && { loggerInstance: logger }),
    logController,
    genReqId: () => uuidv7(),
    trustProxy: (_address, hop) => hop < proxies,
    bodyLimit: BODY_BYTES_MAX,
    // A busy machine may take long to make the schema: it starts late, and not never.
    pluginTimeout: 0,
    routerOptions: { maxParamLength: PATH_PARAMETER_LENGTH_MAX },
    requestTimeout: REQUEST_TIMEOUT_MS,
    forceCloseConnections: 'idle',
    return503OnClosing: false,
    frameworkErrors: (error, request, reply) => void answerError(error, request, reply),
    clientErrorHandler: answerClientError,
  };
}
