import { unwrapResolverError } from '@apollo/server/errors';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { CodedError } from '../ledger/errors.js';

/** Codes of Apollo's own that clients know by the contract's names. */
const APOLLO_CODES: Readonly<Record<string, string>> = {
  BAD_REQUEST: 'BAD_USER_INPUT',
  OPERATION_RESOLUTION_FAILURE: 'BAD_USER_INPUT',
  PERSISTED_QUERY_NOT_FOUND: 'BAD_USER_INPUT',
  PERSISTED_QUERY_NOT_SUPPORTED: 'BAD_USER_INPUT',
};

/** True for a fault of ours: an exception that is neither a coded error nor a complaint of GraphQL about the request. */
export function isFault(error: unknown): boolean {
  const original = unwrapResolverError(error);
  return !(original instanceof CodedError) && !(original instanceof GraphQLError);
}

/** What a client hears of an error: a coded one in full, a fault of ours only by its code. */
export function formatError(formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError {
  const { message, locations, path } = formatted;
  const place = { ...(locations && { locations }), ...(path && { path }) };
  const original = unwrapResolverError(error);
  if (original instanceof CodedError) {
    const { code, retryable, details } = original;
    const replayed = 'replayed' in original && original.replayed === true;
    return { message: original.message, ...place, extensions: { code, retryable, details, ...(replayed && { replayed }) } };
  }
  if (isFault(error)) {
    return {
      message: 'Something went wrong on our side',
      ...place,
      extensions: { code: 'INTERNAL_SERVER_ERROR', retryable: false, details: {} },
    };
  }
  const given = formatted.extensions?.code;
  const code = typeof given === 'string' ? (APOLLO_CODES[given] ?? given) : 'BAD_USER_INPUT';
  return { message, ...place, extensions: { code, retryable: false, details: {} } };
}
