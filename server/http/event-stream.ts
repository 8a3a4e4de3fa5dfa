import { PassThrough, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** Often enough for proxies, which close what is silent for a minute or less. */
const BEAT_MS = 15_000;
/** A comment: clients skip it. */
const BEAT = ':\n\n';
/** What is made before the client has taken what went before. What it has not taken lies in the system's buffers. */
const BUFFERED_BYTES_MAX = 16 * 1024;

/** One message of an event stream, as the protocol of graphql-sse writes it. */
export function message(event: 'next' | 'complete', data?: object, id?: string): string {
  const payload = data ? ` ${JSON.stringify(data)}` : '';
  return `${id === undefined ? '' : `id: ${id}\n`}event: ${event}\ndata:${payload}\n\n`;
}

/**
 * Messages as a stream of bytes. The next message is only made once the client has taken the last ones. One that takes
 * nothing between two beats is cut off; it comes back and goes on where it was.
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
  // However it ends, the consumer of the stream is told by the stream itself.
  pipeline(messages, stream).catch(() => undefined);
  return stream;
}
