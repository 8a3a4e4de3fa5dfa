import type { FastifyReply, FastifyRequest } from 'fastify';
import { fastifyPlugin } from 'fastify-plugin';
import type { FormattedExecutionResult, GraphQLFormattedError } from 'graphql';
import type { Listener } from '../../graphql/context/context.js';
import { RequestError } from '../../errors/problem.js';
import type { TrustedDocuments } from './trusted-documents.js';
import type { AcceptedSubscription, Subscriptions } from '../../graphql/engine/subscriptions.js';
import type { Viewers } from '../../identity/sessions/viewers.js';
import type { Changes } from '../../ledger/database/changes.js';
import type { ErrorDetails } from '../../ledger/errors.js';
import type { OpenStream, OpenStreams } from '../../live/open-streams.js';
import { closeWhenSignedOut } from '../../live/session-watch.js';
import { clientNetwork } from '../headers/client-address.js';
import { eventStream, message } from '../event-stream.js';
import { topLevelField } from './graphql-metrics.js';
import type { Metrics } from '../observability/metrics.js';
import { assertOwnSite, bearerOf, type MakeContext } from '../session/session.js';
import { subscriptionRequest } from './subscription-request.js';
import { isRetryable } from '../../ledger/errors.js';
import { SENTENCES } from '../../identity/model/errors.js';

const PATH = '/graphql/stream';

interface Options {
  readonly subscriptions: Subscriptions;
  readonly streams: OpenStreams;
  /** Documents that clients may send; undefined for any. */
  readonly documents: TrustedDocuments | undefined;
  readonly makeContext: MakeContext;
  readonly viewers: Pick<Viewers, 'isSignedIn' | 'isSuspended'>;
  readonly changes: Changes;
  readonly metrics: Metrics;
}

/**
 * Serves subscriptions as server-sent events, by the protocol of graphql-sse in its "distinct connections mode": a request
 * has one subscription, and its answer the events. That package's own handler reads a subscription as fast as it can and
 * buffers what the client has not taken; this one reads only as fast as its client does.
 */
export const graphqlStreamPlugin = fastifyPlugin<Options>(async (fastify, options) => {
  fastify.route({
    url: PATH,
    method: ['GET', 'POST'],
    exposeHeadRoute: false,
    config: { lasts: true },
    onRequest: (request, _reply, done) => {
      // A stream changes nothing, but another site could use up the number that a user may have.
      if (bearerOf(request) === undefined) assertOwnSite(request);
      done();
    },
    handler: async (request, reply) => answer(request, reply, options),
  });

  fastify.route({
    url: PATH,
    method: ['HEAD', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'],
    config: { refuses: true },
    onRequest: ({ method }, reply, done) => {
      void reply.header('allow', 'GET, POST');
      done(new RequestError('BAD_USER_INPUT', `Streams answer to GET and POST, not to ${method}`, {}, 405));
    },
    handler: () => undefined,
  });
  return Promise.resolve();
});

async function answer(request: FastifyRequest, reply: FastifyReply, options: Options): Promise<FastifyReply> {
  const { streams, subscriptions, documents, makeContext, viewers, changes, metrics } = options;
  const asked = subscriptionRequest(request, documents);
  const { viewer } = request;
  // A client who is not signed in is granted nothing, so its stream ends with the first message.
  const stream = viewer
    ? streams.open({ userId: viewer.userId, address: clientNetwork(request) })
    : undefined;
  try {
    const listener: Listener = {
      signal: stream?.signal ?? AbortSignal.abort(),
      lastEventId: lastEventId(request),
      eventId: undefined,
    };
    const granted = await subscriptions.open(asked, await makeContext(request, reply, listener));
    if (stream && viewer && 'results' in granted) {
      closeWhenSignedOut(stream, viewer, viewers, changes).catch((error: unknown) => {
        request.log.error({ err: error }, 'a stream whose session cannot be looked up is closed');
        stream.close();
      });
    }
    const field = 'results' in granted ? topLevelField(granted.document, granted.operation.selectionSet) : '';
    const body = eventStream(
      messagesOf(granted, stream, listener, () => metrics.streamEvents.inc({ field })),
    );
    body.once('close', () => stream?.close());
    return await reply
      .type('text/event-stream; charset=utf-8')
      // The second tells nginx not to collect events until its buffer is full.
      .headers({ 'cache-control': 'no-store', 'x-accel-buffering': 'no' })
      .send(body);
  } catch (error) {
    stream?.close();
    throw error;
  }
}

/** Yields the messages of a stream. `complete` tells the client not to come back; without it, it reconnects and continues. */
async function* messagesOf(
  granted: AcceptedSubscription | FormattedExecutionResult,
  stream: OpenStream | undefined,
  listener: Listener,
  onEvent: () => void,
): AsyncGenerator<string, void, void> {
  if (!('results' in granted)) {
    yield message('next', granted);
    yield message('complete');
    return;
  }
  for await (const result of granted.results) {
    onEvent();
    yield message('next', result, listener.eventId);
  }
  if (stream?.ended !== 'signed out' && stream?.ended !== 'suspended') return;
  yield message('next', { errors: [FAREWELLS[stream.ended]] });
  yield message('complete');
}

const FAREWELLS = {
  'signed out': farewell('The session or the API token has ended', {}),
  suspended: farewell(SENTENCES.suspended, { status: 'SUSPENDED' }),
} as const;

function farewell(text: string, details: ErrorDetails): GraphQLFormattedError {
  return {
    message: text,
    extensions: { code: 'UNAUTHENTICATED', retryable: isRetryable('UNAUTHENTICATED'), details },
  };
}

function lastEventId({ headers }: FastifyRequest): string | undefined {
  const id = headers['last-event-id'];
  return typeof id === 'string' && id !== '' ? id : undefined;
}
