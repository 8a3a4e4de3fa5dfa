import type { CombinedError } from '@urql/core';
import type { JsonValue } from '../graphql/tada';

/** What the server's errors say about themselves; see the codes in the schema's documentation. */
export interface Problem {
  /** `NETWORK` when no answer came. */
  readonly code: string;
  readonly message: string;
  readonly details: Readonly<Record<string, JsonValue>>;
  /** The answer is the outcome of an earlier request with the same key. */
  readonly replayed: boolean;
}

/** Turns urql's error into one thing that a person can be told. */
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

export function hasCode(error: CombinedError, code: string): boolean {
  return error.graphQLErrors.some(({ extensions }) => extensions.code === code);
}

function isRecord(value: unknown): value is Record<string, JsonValue> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
