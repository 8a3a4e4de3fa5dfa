import type { CombinedError, OperationResult } from '@urql/core';
import type { JsonValue } from '../graphql/tada';

/** An error of the server; the codes are in the schema's documentation. */
export interface Problem {
  /** The server's code; `NETWORK` when no answer came. */
  readonly code: string;
  readonly message: string;
  readonly details: Readonly<Record<string, JsonValue>>;
  /** True when the answer is the outcome of an earlier request with the same key. */
  readonly replayed: boolean;
}

/** Turns urql's error into a single problem that can be shown to a person. */
export function problemOf(error: CombinedError): Problem {
  const [first] = error.graphQLErrors;
  if (!first) {
    return { code: 'NETWORK', message: 'The server could not be reached', details: {}, replayed: false };
  }
  const { code, details, replayed } = first.extensions;
  return {
    code: typeof code === 'string' ? code : 'INTERNAL_SERVER_ERROR',
    message: first.message,
    details: isRecord(details) ? details : {},
    replayed: replayed === true,
  };
}

/** The codes after which it is unknown whether the request was carried out. */
const UNCERTAIN = new Set(['NETWORK', 'OUTCOME_UNKNOWN', 'INTERNAL_SERVER_ERROR']);

/**
 * Returns true when the request may have been carried out although the answer is an error. Such an error is pinned to no
 * outcome. When a request was sent twice and the second one was turned away, that says nothing about the first one.
 */
export function mayHaveHappened({
  error,
  extensions,
}: Pick<OperationResult, 'error' | 'extensions'>): boolean {
  if (!error) return false;
  // An error on a field inside the answer comes after the command was carried out.
  const wasCarriedOut = error.graphQLErrors.some(({ path }) => path !== undefined && path.length > 1);
  return wasCarriedOut || extensions?.[REPEATED] === true || UNCERTAIN.has(problemOf(error).code);
}

/** The extension by which our client marks the result of a request that it has sent more than once. */
export const REPEATED = 'repeated';

/** The reason why a session has ended. */
export type SessionEnd = 'over' | 'suspended' | 'closed';

/** Returns the reason why the session has ended; undefined when the error does not say that it has. */
export function sessionEndIn(error: CombinedError): SessionEnd | undefined {
  const refusal = error.graphQLErrors.find(({ extensions }) => extensions.code === 'UNAUTHENTICATED');
  if (!refusal) return undefined;
  const { details } = refusal.extensions;
  return isRecord(details) && details.status === 'SUSPENDED' ? 'suspended' : 'over';
}

function isRecord(value: unknown): value is Record<string, JsonValue> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
