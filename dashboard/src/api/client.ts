import { Client, fetchExchange, mapExchange, type CombinedError, type Operation } from '@urql/core';
import { refocusExchange } from '@urql/exchange-refocus';
import { retryExchange } from '@urql/exchange-retry';
import { makeCacheExchange } from './cache';
import { hasCode } from './errors';

/** After this long an answer counts as lost. */
const ANSWER_WITHIN_MS = 20_000;

/**
 * Talks to the server that served the page. The browser keeps the session in a cookie that no script can read, so there
 * is no token here.
 *
 * @param onSignedOut The server no longer knows who is asking.
 */
export function makeClient(onSignedOut: () => void): Client {
  return new Client({
    url: '/graphql',
    preferGetMethod: false,
    requestPolicy: 'cache-and-network',
    fetch: fetchInTime,
    fetchOptions: { credentials: 'same-origin' },
    exchanges: [
      refocusExchange(),
      makeCacheExchange(),
      mapExchange({
        onError(error, operation) {
          if (hasCode(error, 'UNAUTHENTICATED') && !asksForPassword(operation)) onSignedOut();
        },
      }),
      retryExchange({
        initialDelayMs: 400,
        maxDelayMs: 2_000,
        maxNumberAttempts: 3,
        retryIf: (error, operation) => noAnswerCame(error) && isSafeToRepeat(operation),
      }),
      fetchExchange,
    ],
  });
}

const fetchInTime: typeof fetch = async (input, init) => {
  const timeout = AbortSignal.timeout(ANSWER_WITHIN_MS);
  return fetch(input, { ...init, signal: init?.signal ? AbortSignal.any([init.signal, timeout]) : timeout });
};

/** The network failed; an answer that says no is an answer. */
function noAnswerCame(error: CombinedError): boolean {
  return error.networkError !== undefined && error.response === undefined;
}

/** Reading twice is harmless, and a command with an idempotency key happens once however often it is sent. */
function isSafeToRepeat({ kind, variables }: Operation): boolean {
  return kind === 'query' || (kind === 'mutation' && typeof variables?.idempotencyKey === 'string');
}

/** A wrong password is answered with UNAUTHENTICATED too, and ends no session. */
function asksForPassword({ variables }: Operation): boolean {
  const input: unknown = variables?.input;
  return typeof input === 'object' && input !== null && 'password' in input;
}
