import {
  Client,
  fetchExchange,
  makeOperation,
  mapExchange,
  type CombinedError,
  type Operation,
} from '@urql/core';
import { refocusExchange } from '@urql/exchange-refocus';
import { retryExchange } from '@urql/exchange-retry';
import { makeAskAgainExchange } from './ask-again';
import { makeCacheExchange } from './cache';
import { REPEATED, sessionEndIn, type SessionEnd } from '../../shared/api/errors';
import { fetchInTime } from '../../shared/early/fetch-in-time';
import { makeLiveExchange } from './live';
import { makeReturnExchange } from './return';

/**
 * Talks to the server that served the page. The browser keeps the session in a cookie that no script can read, so there
 * is not a token here.
 *
 * @param userId The user of the client. The cookie belongs to all pages of the browser, and another page may have signed
 * somebody else in: each request names its user, and the server refuses it when the cookie stands for another one.
 * @param onSignedOut Called when the session of the user has ended.
 */
export function makeClient(userId: string | undefined, onSignedOut: (end: SessionEnd) => void): Client {
  const headers: Record<string, string> = userId === undefined ? {} : { 'nissmart-user': userId };
  const client: Client = new Client({
    url: '/graphql',
    preferGetMethod: false,
    requestPolicy: 'cache-and-network',
    fetch: fetchInTime,
    fetchOptions: { credentials: 'same-origin', headers },
    exchanges: [
      refocusExchange(),
      makeReturnExchange(() => client),
      makeAskAgainExchange(),
      makeCacheExchange(),
      mapExchange({
        onResult: (result) =>
          wasSentBefore(result.operation)
            ? { ...result, extensions: { ...result.extensions, [REPEATED]: true } }
            : result,
        onError(error, operation) {
          const end = sessionEndIn(error);
          if (end && !asksForPassword(operation)) onSignedOut(end);
        },
      }),
      retryExchange({
        initialDelayMs: 400,
        maxDelayMs: 2_000,
        maxNumberAttempts: 3,
        retryIf: (error, operation) => noAnswerCame(error) && isSafeToRepeat(operation),
        retryWith: (_error, operation) =>
          makeOperation(operation.kind, operation, { ...operation.context, [REPEATED]: true }),
      }),
      makeLiveExchange(headers),
      fetchExchange,
    ],
  });
  return client;
}

/** Returns true when the network failed. A refusal is an answer, too. */
function noAnswerCame(error: CombinedError): boolean {
  return error.networkError !== undefined && error.response === undefined;
}

/** Returns true for reads, and for commands with an idempotency key: they happen once however often they are sent. */
function isSafeToRepeat({ kind, variables }: Operation): boolean {
  return kind === 'query' || (kind === 'mutation' && typeof variables?.idempotencyKey === 'string');
}

function wasSentBefore({ context }: Operation): boolean {
  return context[REPEATED] === true;
}

/** Returns true for operations with a password. A wrong one is answered with UNAUTHENTICATED, and ends no session. */
function asksForPassword({ variables }: Operation): boolean {
  const input: unknown = variables?.input;
  return typeof input === 'object' && input !== null && 'password' in input;
}
