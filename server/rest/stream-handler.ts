import { Readable } from 'node:stream';
import type { FastifyRequest } from 'fastify';
import type { GraphQLSchema } from 'graphql';
import { requireViewer, type Viewer } from '../identity/viewer.js';
import type { Viewers } from '../identity/viewers.js';
import type { Changes } from '../ledger/changes.js';
import type { Places, PlaceLimits } from '../live/places.js';
import { closeWhenSignedOut } from '../live/session-watch.js';
import { FORMATS, type FormatName } from '../reports/exports/format.js';
import { writeExport } from '../reports/exports/write.js';
import type { StreamEndpoint } from './endpoint.js';
import type { Handler, Incoming, MakeContext } from './handler.js';
import type { Stream } from './stream.js';
import { streamVariableReader } from './stream-variables.js';

/** Files that are downloaded at once: each goes on for as long as its client takes to read it. */
export const EXPORT_LIMITS: PlaceLimits = { perUser: 4, perAddress: 16, total: 64, reserve: 16 };

/** The answers that are being written; a server that stops breaks them off, because whoever reads them can continue. */
export type OpenStreams = Set<Readable>;

/** What ends an answer before it is complete. */
interface Endings {
  readonly open: OpenStreams;
  readonly places: Places;
  readonly viewers: Pick<Viewers, 'isSignedIn' | 'isSuspended'>;
  readonly changes: Changes;
}

/**
 * Answers a route with lines that are written while they are read. A client that reads slowly slows the reading down, and
 * one that hangs up ends it. So does the end of the session or the API token: what is open then is broken off.
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
    const viewer = requireViewer(context.viewer);
    const { variables, format: asked } = readVariables({ path: request.params, query: request.query });
    const opened = await stream.open(context, variables);
    const format = asked ?? acceptedFormat(stream, request.headers.accept);
    void reply
      .type(FORMATS[format].mediaType)
      .header('content-disposition', `attachment; filename="${opened.name}.${format}"`)
      .header('cache-control', 'no-store');
    // A stream, because an answer without one would say that its length is zero.
    if (request.method === 'HEAD') return reply.send(Readable.from([]));

    const holder = { userId: viewer.userId, address: context.transport.address };
    // Whoever is evicted can continue, as after any answer that breaks off.
    const leave = endings.places.take(holder, () => answer.destroy());
    const pieces = writeExport(context.services.reader.fork(), opened.source, {
      format,
      after: opened.after,
    });
    const answer = answerOf(pieces, request, endings.open);
    answer.once('close', leave);
    breakOffWhenSignedOut(answer, viewer, request, endings);
    return reply.send(answer);
  };
}

/** One piece at a time, made when the one before has left. */
function answerOf(
  pieces: ReturnType<typeof writeExport>,
  request: FastifyRequest<Incoming>,
  openStreams: OpenStreams,
): Readable {
  async function* texts(): AsyncGenerator<string> {
    try {
      for await (const { text } of pieces) if (text !== '') yield text;
    } catch (error) {
      request.log.error({ err: error, requestId: request.id }, 'fault');
      throw error;
    }
  }
  const answer = Readable.from(texts(), { highWaterMark: 1 });
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

/** What the client accepts, else the first one. */
function acceptedFormat({ formats }: Stream, accept = ''): FormatName {
  const mediaType = mediaTypeIn(accept);
  return formats.find((name) => FORMATS[name].mediaType.split(';', 1)[0] === mediaType) ?? formats[0];
}

/** The first media type of the header: a client that has a wish names it first. */
function mediaTypeIn(accept: string): string {
  const [first = ''] = accept.split(/[,;]/, 1);
  return first.trim().toLowerCase();
}

export function breakOff(openStreams: OpenStreams): void {
  for (const answer of openStreams) answer.destroy();
}
