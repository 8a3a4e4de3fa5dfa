import { Readable } from 'node:stream';
import type { FastifyRequest } from 'fastify';
import type { GraphQLSchema } from 'graphql';
import type { Viewer } from '../../identity/model/viewer.js';
import type { Viewers } from '../../identity/sessions/viewers.js';
import type { Changes } from '../../ledger/database/changes.js';
import type { ResponseSlots, SlotLimits } from '../../live/response-slots.js';
import { closeWhenSignedOut } from '../../live/session-watch.js';
import type { StreamEndpoint } from '../routes/endpoint.js';
import type { Handler, Incoming, MakeContext } from './handler.js';
import { openAnswer } from './stream-answer.js';
import { streamVariableReader } from './stream-variables.js';

/** Maximum numbers of simultaneous downloads: each lasts for as long as its client takes to read it. */
export const EXPORT_LIMITS: SlotLimits = { perUser: 4, perAddress: 16, total: 64, reserve: 16 };

/** Answers that are being written; a stopping server breaks them off, because their readers can continue. */
export type OpenStreams = Set<Readable>;

/** Events that end an answer before it is complete. */
interface Endings {
  readonly open: OpenStreams;
  readonly slots: ResponseSlots;
  readonly viewers: Pick<Viewers, 'isSignedIn' | 'isSuspended'>;
  readonly changes: Changes;
}

/**
 * Answers a route with lines that are written while they are read. A client that reads slowly slows the reading down, and
 * one that hangs up ends it. So does the end of the session or the API token: open answers break off.
 */
export function streamHandler(
  endpoint: StreamEndpoint,
  schema: GraphQLSchema,
  makeContext: MakeContext,
  endings: Endings,
): Handler {
  const { stream } = endpoint;
  const readVariables = streamVariableReader(endpoint, schema);

  return async (request, reply) => {
    const context = await makeContext(request, reply);
    const viewer = context.known;
    const { variables, format: asked } = readVariables({ path: request.params, query: request.query });
    const { accept } = request.headers;
    const opened = await openAnswer(stream, context, { variables, format: asked, accept });
    void reply
      .type(opened.mediaType)
      .header('content-disposition', `attachment; filename="${opened.fileName}"`)
      .header('cache-control', 'no-store');
    // A stream, because an answer without one would say that its length is zero.
    if (request.method === 'HEAD') return reply.send(Readable.from([]));

    const holder = { userId: viewer.userId, address: context.transport.address };
    const evicted = new AbortController();
    // An evicted client can continue, as after any answer that breaks off.
    const leave = endings.slots.take(holder, () => evicted.abort());
    const texts = await opened.begin().catch((error: unknown) => {
      leave();
      throw error;
    });
    const answer = answerOf(texts, request, endings.open).once('close', leave);
    const end = () => answer.destroy();
    if (evicted.signal.aborted) end();
    evicted.signal.addEventListener('abort', end, { once: true });
    breakOffWhenSignedOut(answer, viewer, request, endings);
    return reply.send(answer);
  };
}

/** Streams one piece at a time, made when the one before has left. */
function answerOf(
  texts: AsyncIterable<string>,
  request: FastifyRequest<Incoming>,
  openStreams: OpenStreams,
): Readable {
  async function* reported(): AsyncGenerator<string> {
    try {
      yield* texts;
    } catch (error) {
      request.log.error({ err: error, requestId: request.id }, 'fault');
      throw error;
    }
  }
  const answer = Readable.from(reported(), { highWaterMark: 1 });
  openStreams.add(answer);
  return answer.once('close', () => openStreams.delete(answer));
}

function breakOffWhenSignedOut(
  answer: Readable,
  viewer: Viewer,
  request: FastifyRequest<Incoming>,
  { viewers, changes }: Endings,
): void {
  const ended = new AbortController();
  answer.once('close', () => ended.abort());
  const stream = { signal: ended.signal, close: () => void answer.destroy() };
  closeWhenSignedOut(stream, viewer, viewers, changes).catch((error: unknown) => {
    request.log.error({ err: error }, 'an answer whose session cannot be looked up is broken off');
    stream.close();
  });
}

export function breakOff(openStreams: OpenStreams): void {
  for (const answer of openStreams) answer.destroy();
}
