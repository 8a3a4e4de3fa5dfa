import { ERROR_KINDS, type ErrorCode } from '../../errors/error-codes.js';
import { problemType } from '../../errors/problem.js';
import { isRetryable } from '../../ledger/errors.js';
import { isBeforeFactor, isOpen, type Endpoint } from '../routes/endpoint.js';
import type { JsonObject } from '../handling/json.js';

export const PROBLEM_SCHEMA: JsonObject = {
  type: 'object',
  description: 'An error, as RFC 9457 describes it. Programs go by `code`.',
  required: ['type', 'title', 'status', 'detail', 'code', 'retryable', 'details'],
  properties: {
    type: { type: 'string', format: 'uri-reference', description: 'Where the code is explained.' },
    title: { type: 'string', description: 'What the code means, in the same words every time.' },
    status: { type: 'integer', description: 'The status of the answer.' },
    detail: { type: 'string', description: 'What is wrong this time.' },
    code: { type: 'string', enum: Object.keys(ERROR_KINDS) },
    retryable: {
      type: 'boolean',
      description: 'Whether the very same request, with the same key, may succeed later.',
    },
    details: { type: 'object', additionalProperties: true, description: 'Figures that explain the code.' },
    requestId: { type: 'string', description: 'Of a fault of ours: what to look for in the log.' },
  },
};

/** Lists every code that the endpoint can answer with: those in its row, and those that follow from its parts. */
export function errorCodesOf(endpoint: Endpoint): readonly ErrorCode[] {
  const { route, parameters } = endpoint;
  const open = isOpen(endpoint);
  const codes: ErrorCode[] = [
    ...route.errors,
    ...(route.absent ? [route.absent] : []),
    'RATE_LIMITED',
    'INTERNAL_SERVER_ERROR',
  ];
  const places = new Set(parameters.map((parameter) => parameter.in));
  if (!open) codes.push('UNAUTHENTICATED');
  // Staff set their missing factor up on the routes of their own account.
  if (!open && !isBeforeFactor(endpoint)) codes.push('SECOND_FACTOR_REQUIRED');
  if (places.has('query') || places.has('body')) codes.push('BAD_USER_INPUT');
  if (places.has('body')) codes.push('PAYLOAD_TOO_LARGE');
  const key = parameters.find((parameter) => parameter.in === 'header');
  if (key) codes.push('IDEMPOTENCY_KEY_INVALID', 'IDEMPOTENCY_KEY_REUSED');
  if (key?.required) codes.push('IDEMPOTENCY_KEY_MISSING');
  if (route.method !== 'GET') codes.push('UNAVAILABLE', 'OUTCOME_UNKNOWN');
  // A browser that another site made send its cookie is refused every change, and so is a token that may only read.
  if (route.method !== 'GET' && !open) codes.push('FORBIDDEN');
  return [...new Set(codes)];
}

/** Builds the responses for these codes, one a status. */
export function problemResponses(codes: readonly ErrorCode[]): JsonObject {
  const byStatus = Map.groupBy(codes, (code) => ERROR_KINDS[code].status);
  return Object.fromEntries(
    [...byStatus]
      .sort(([a], [b]) => a - b)
      .map(([status, some]) => [String(status), problemResponse(status, some)]),
  );
}

function problemResponse(status: number, codes: readonly ErrorCode[]): JsonObject {
  const headers = codes.includes('NOT_READY') ? RETRY_AFTER : HEADERS[status];
  return {
    description: codes.map((code) => `\`${code}\`: ${ERROR_KINDS[code].meaning}`).join('\n\n'),
    ...(headers && { headers }),
    content: {
      'application/problem+json': {
        schema: { $ref: '#/components/schemas/Problem' },
        examples: Object.fromEntries(codes.map((code) => [code, { $ref: `#/components/examples/${code}` }])),
      },
    },
  };
}

const RETRY_AFTER = {
  'Retry-After': { description: 'Seconds to wait.', schema: { type: 'integer' } },
};

const HEADERS: Readonly<Partial<Record<number, JsonObject>>> = {
  401: {
    'WWW-Authenticate': { description: 'How to sign in.', schema: { type: 'string', const: 'Bearer' } },
  },
  429: RETRY_AFTER,
  503: RETRY_AFTER,
};

/** Example details of error codes. */
const DETAILS: Readonly<Partial<Record<ErrorCode, JsonObject>>> = {
  BAD_USER_INPUT: { field: 'walletId' },
  NOT_FOUND: { what: 'wallet', field: 'walletId' },
  INVALID_AMOUNT: { currency: 'KES', fractionDigits: 2 },
  INSUFFICIENT_FUNDS: { available: '5.00', requested: '12.50', currency: 'KES' },
  IDEMPOTENCY_KEY_REUSED: { operation: 'deposit', firstSeenAt: '2026-01-15T09:00:00.000Z' },
  RATE_LIMITED: { retryAfterSeconds: 60 },
  SECOND_FACTOR_REQUIRED: { methods: ['TOTP', 'RECOVERY_CODE', 'PASSKEY'] },
};

export function problemExample(code: ErrorCode): JsonObject {
  const { title, status, meaning } = ERROR_KINDS[code];
  const retryable = isRetryable(code);
  return {
    summary: title,
    value: {
      ...{ type: problemType(code), title, status, detail: meaning, code, retryable },
      details: DETAILS[code] ?? {},
      ...(status === 500 && { requestId: '019bc0de-7c1a-7d2e-9a53-0b1f6c2d3e4f' }),
    },
  };
}
