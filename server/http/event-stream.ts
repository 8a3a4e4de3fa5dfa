import { PassThrough, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** Interval between two beats, in milliseconds: proxies close a connection that is silent for a minute or less. */
const BEAT_MS = 15_000;
/** A comment: clients skip it. */
const BEAT = ':\n\n';
/** Maximum number of bytes made ahead of the client; whatever it has not taken beyond them lies in the system's buffers. */
const BUFFERED_BYTES_MAX = 16 * 1024;

/** Formats one message of an event stream, as the protocol of graphql-sse writes it. */
export function message(event: 'next' | 'complete', data?: object, id?: string): string {
  const payload = data ? ` ${JSON.stringify(data)}` : '';
  return `${id === undefined ? '' : `id: ${id}\n`}event: ${event}\ndata:${payload}\n\n`;
}

/**
 * Streams messages as bytes. It makes the next message only once the client has taken the last ones. A client that takes
 * nothing between two beats is cut off; it reconnects and continues where it was.
 */
export function eventStream(messages: AsyncIterable<string>, beatMs = BEAT_MS): Readable {
  const stream = new PassThrough({ highWaterMark: BUFFERED_BYTES_MAX });
  stream.write(BEAT);
  let taken = 0;
  let takenAtLastBeat = -1;
  stream.on('data', () => (taken += 1)).pause();
  const beating = setInterval(() => {
    const waiting = stream.readableLength + stream.writableLength;
    if (waiting === 0) stream.write(BEAT);
    else if (taken === takenAtLastBeat) stream.destroy();
    takenAtLastBeat = taken;
  }, beatMs).unref();
  stream.once('close', () => clearInterval(beating));
  // Errors reach the consumer through the stream itself.
  pipeline(messages, stream).catch(() => undefined);
  return stream;
}
