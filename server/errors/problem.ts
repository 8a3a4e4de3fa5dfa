import { STATUS_CODES } from 'node:http';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { GraphQLFormattedError } from 'graphql';
import { failedRead } from '../ledger/database/disk-failures.js';
import { CodedError, isRetryable, type ErrorDetails } from '../ledger/errors.js';
import { shortened } from './shortened.js';
import { ERROR_KINDS, FAULT, isErrorCode, type ErrorCode } from './error-codes.js';

/** An error as RFC 9457 writes it, with our own members `code`, `retryable`, `details` and `requestId`. */
export interface Problem {
  /** Link to the explanation of the code; `about:blank` when the status alone says everything. */
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: ErrorCode;
  readonly retryable: boolean;
  readonly details: object;
  /** Id to find an internal error by in the log. */
  readonly requestId?: string;
}

/** A mistake in a request, found before any resolver sees it. */
export class RequestError extends CodedError<ErrorCode> {
  constructor(
    code: ErrorCode,
    message: string,
    details: ErrorDetails = {},
    /** HTTP status, where it is more specific than that of the code. */
    readonly status?: number,
  ) {
    super(code, message, details);
  }
}

/** Default seconds after which a retry is worth while, by code: a server that restarts takes longer. */
const RETRY_AFTER_SECONDS: Partial<Record<ErrorCode, number>> = {
  RATE_LIMITED: 60,
  UNAVAILABLE: 1,
  OUTCOME_UNKNOWN: 5,
};

/** Maps HTTP statuses to our codes: for errors of the framework and its plugins. */
const CODES_BY_STATUS: Readonly<Partial<Record<number, ErrorCode>>> = {
  401: 'UNAUTHENTICATED',
  403: 'FORBIDDEN',
  404: 'NOT_FOUND',
  413: 'PAYLOAD_TOO_LARGE',
  429: 'RATE_LIMITED',
  503: 'UNAVAILABLE',
};

/** Returns the path under which a code is explained: the `type` of its problems. */
export function problemType(code: ErrorCode): string {
  return `/api/errors/${code}`;
}

/** @param error Anything thrown while a request was answered. An unknown one is internal, and answered only with its code. */
export function problemOf(error: unknown, requestId: string): Problem {
  const known = failedRead(error) ?? error;
  const code: unknown = known instanceof CodedError ? known.code : undefined;
  if (known instanceof CodedError && isErrorCode(code)) {
    return problem(code, known.message, known, known instanceof RequestError ? known.status : undefined);
  }
  const status = statusOf(error);
  if (error instanceof Error && status !== undefined && (status < 500 || status === 503)) {
    return problem(CODES_BY_STATUS[status] ?? 'BAD_USER_INPUT', error.message, {}, status);
  }
  return fault(requestId);
}

/** @param error As `formatError` left it for the client. */
export function problemOfGraphql(
  { message, extensions = {} }: GraphQLFormattedError,
  requestId: string,
): Problem {
  const { code, details } = extensions;
  // A stored document that does not parse or validate is our mistake, not the client's.
  if (!isErrorCode(code) || code === 'INTERNAL_SERVER_ERROR') return fault(requestId);
  return problem(code, message, {
    details: typeof details === 'object' && details !== null ? details : {},
  });
}

/** Answers with the problem, and with the headers that belong to it. */
export function sendProblem(reply: FastifyReply, problem: Problem): FastifyReply {
  const { status } = problem;
  tellWhenToRetry(reply, problem);
  if (status === 401) void reply.header('www-authenticate', 'Bearer');
  return reply
    .code(status)
    .header('cache-control', 'no-store')
    .type('application/problem+json')
    .send(problem);
}

/** Returns the seconds after which a retry is worth while; undefined after errors that none helps. */
export function retryAfterSeconds({ code, details }: Pick<Problem, 'code' | 'details'>): number | undefined {
  const given = 'retryAfterSeconds' in details ? Number(details.retryAfterSeconds) : undefined;
  return given ?? RETRY_AFTER_SECONDS[code];
}

/** Sets the header Retry-After where a retry is worth while. */
export function tellWhenToRetry(reply: FastifyReply, problem: Problem): void {
  const retryAfter = retryAfterSeconds(problem);
  // A limiter may have set the header already, and knows better.
  if (retryAfter !== undefined && !reply.hasHeader('retry-after'))
    void reply.header('retry-after', String(retryAfter));
}

/** Handles errors for `setErrorHandler`. It logs internal ones, because the client is told no more than their request id. */
export function answerError(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const problem = problemOf(error, request.id);
  if (isForTheLog(error, problem)) request.log.error({ err: error, requestId: request.id }, 'fault');
  return sendProblem(reply, problem);
}

/** True for what clients are told less of than the operator has to know. */
export function isForTheLog(error: unknown, { code }: Problem): boolean {
  return code === 'INTERNAL_SERVER_ERROR' || failedRead(error) !== undefined;
}

/** Handles unknown paths for `setNotFoundHandler`. */
export function answerNotFound(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const { pathname } = new URL(request.url, 'http://localhost');
  return sendProblem(
    reply,
    problem('NOT_FOUND', `There is nothing at ${shortened(pathname)}`, { details: { what: 'path' } }),
  );
}

function fault(requestId: string): Problem {
  return { ...problem('INTERNAL_SERVER_ERROR', FAULT), requestId };
}

/** Maximum length of the detail, in characters, whatever it repeats of the request. */
const DETAIL_LENGTH_MAX = 1_000;

function problem(
  code: ErrorCode,
  detail: string,
  { details = {} }: { readonly details?: object } = {},
  status = ERROR_KINDS[code].status,
): Problem {
  const kind = ERROR_KINDS[code];
  const known = status === kind.status;
  return {
    type: known ? problemType(code) : 'about:blank',
    title: known ? kind.title : (STATUS_CODES[status] ?? kind.title),
    status,
    detail: shortened(detail, DETAIL_LENGTH_MAX),
    code,
    retryable: isRetryable(code),
    details,
  };
}

function statusOf(error: unknown): number | undefined {
  if (typeof error !== 'object' || error === null || !('statusCode' in error)) return undefined;
  return typeof error.statusCode === 'number' && error.statusCode >= 400 ? error.statusCode : undefined;
}
