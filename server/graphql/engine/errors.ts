import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { failedRead } from '../../ledger/database/disk-failures.js';
import { CodedError, isRetryable } from '../../ledger/errors.js';
import { FAULT } from '../../errors/error-codes.js';

/** Translates Apollo's own codes to those of the contract. */
const APOLLO_CODES: Readonly<Record<string, string>> = {
  BAD_REQUEST: 'BAD_USER_INPUT',
  OPERATION_RESOLUTION_FAILURE: 'BAD_USER_INPUT',
  PERSISTED_QUERY_NOT_FOUND: 'BAD_USER_INPUT',
  PERSISTED_QUERY_NOT_SUPPORTED: 'BAD_USER_INPUT',
};

const FAULT_CODE = 'INTERNAL_SERVER_ERROR';

/** Unwraps the exception behind an error: GraphQL wraps those of resolvers, Apollo those of plugins and the context. */
export function causeOf(error: unknown): unknown {
  let cause = error;
  while (cause instanceof GraphQLError && cause.originalError) cause = cause.originalError;
  return cause;
}

/**
 * True for an internal error: an exception that is neither a coded error nor a complaint of GraphQL about the request. A
 * complaint of GraphQL at a path of the answer is one too, because the request was valid before it ran.
 */
export function isFault(error: unknown): boolean {
  const cause = causeOf(error);
  if (cause instanceof CodedError) return false;
  return !(cause instanceof GraphQLError) || (error instanceof GraphQLError && error.path !== undefined);
}

/** Formats an error for the client: a coded one in full, an internal one only by its code. */
export function formatError(formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError {
  const { locations, path } = formatted;
  const message = cut(formatted.message);
  const place = { ...(locations && { locations: locations.slice(0, LOCATIONS_MAX) }), ...(path && { path }) };
  const cause = causeOf(error);
  const original = failedRead(cause) ?? cause;
  if (original instanceof CodedError) {
    const { retryable, details } = original;
    const code: unknown = original.code;
    const replayed = 'replayed' in original && original.replayed === true;
    return {
      message: cut(original.message),
      ...place,
      extensions: { code, retryable, details, ...(replayed && { replayed }) },
    };
  }
  if (isFault(error)) {
    return {
      message: FAULT,
      ...place,
      extensions: { code: FAULT_CODE, retryable: isRetryable(FAULT_CODE), details: {} },
    };
  }
  const given = formatted.extensions?.code;
  const code = typeof given === 'string' ? (APOLLO_CODES[given] ?? given) : 'BAD_USER_INPUT';
  return { message, ...place, extensions: { code, retryable: isRetryable(code), details: {} } };
}

/** Maximum length of a message, in characters: GraphQL repeats names and literals of any length. */
const MESSAGE_LENGTH_MAX = 500;
const LOCATIONS_MAX = 10;

function cut(message: string): string {
  return message.length > MESSAGE_LENGTH_MAX ? `${message.slice(0, MESSAGE_LENGTH_MAX)}…` : message;
}
