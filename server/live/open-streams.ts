import { unavailable } from '../ledger/database/failures.js';
import { ResponseSlots, type Holder, type SlotLimits } from './response-slots.js';

/**
 * Maximum number of streams of one user. Each tab opens one; over HTTP/1.1 a browser opens six connections to a server
 * at most.
 */
export const STREAMS_PER_USER_MAX = 16;
/** Maximum number of streams from one address: enough for an office behind one address, with several tabs a person. */
export const STREAMS_PER_ADDRESS_MAX = 500;
/** Maximum number of streams in all. Each costs a socket and a few kilobytes of memory. */
export const STREAMS_MAX = 5_000;
const STREAMS_RESERVED = 500;

const STREAM_LIMITS: SlotLimits = {
  perUser: STREAMS_PER_USER_MAX,
  perAddress: STREAMS_PER_ADDRESS_MAX,
  total: STREAMS_MAX,
  reserve: STREAMS_RESERVED,
};

/** Reason for which the server ended a stream. A stream that the client closed has none. */
export type EndOfStream = 'signed out' | 'suspended' | 'stopping' | 'crowded out';

export interface OpenStream {
  /** Aborted when the stream ends: the client has gone, or the server has closed it. */
  readonly signal: AbortSignal;
  /** Undefined while the stream is open, and when the client closed it. */
  readonly ended: EndOfStream | undefined;
  /** May be called twice; the first reason counts. */
  close(reason?: EndOfStream): void;
}

/** Keeps the open streams of a server: limits their number, and ends them at shutdown. */
export class OpenStreams {
  readonly #open = new Set<OpenStream>();
  readonly #slots: ResponseSlots;
  #stopping = false;

  constructor(limits: SlotLimits = STREAM_LIMITS) {
    this.#slots = new ResponseSlots('streams', limits);
  }

  get size(): number {
    return this.#open.size;
  }

  /**
   * @throws AccessError RATE_LIMITED when the user or the address has too many; LedgerError UNAVAILABLE when the server
   * has too many or is stopping.
   */
  open(holder: Holder): OpenStream {
    if (this.#stopping) throw unavailable('The server is shutting down; connect again in a moment');
    const stream = new Stream();
    const leave = this.#slots.take(holder, () => stream.close('crowded out'));
    this.#open.add(stream);
    stream.signal.addEventListener('abort', () => {
      this.#open.delete(stream);
      leave();
    });
    return stream;
  }

  /** Ends all streams and opens no more; their clients reconnect to another server, or to this one after its restart. */
  end(): void {
    this.#stopping = true;
    for (const stream of this.#open) stream.close('stopping');
  }
}

class Stream implements OpenStream {
  readonly #controller = new AbortController();
  ended: EndOfStream | undefined;

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  close(reason?: EndOfStream): void {
    if (this.signal.aborted) return;
    this.ended = reason;
    this.#controller.abort();
  }
}
