import { unavailable } from '../ledger/database/unit-of-work.js';
import { Places, type Holder, type PlaceLimits } from './places.js';

/** Each tab of a browser has one; a browser opens six connections to a server at most, unless a proxy speaks HTTP/2. */
export const STREAMS_PER_USER_MAX = 16;
/** An office behind one address, each of whom has some tabs open. */
export const STREAMS_PER_ADDRESS_MAX = 500;
/** Each costs a socket and some kilobytes. */
export const STREAMS_MAX = 5_000;
const STREAMS_RESERVED = 500;

const STREAM_LIMITS: PlaceLimits = {
  perUser: STREAMS_PER_USER_MAX,
  perAddress: STREAMS_PER_ADDRESS_MAX,
  total: STREAMS_MAX,
  reserve: STREAMS_RESERVED,
};

/** Why a stream has ended, unless the client has simply gone. */
export type EndOfStream = 'signed out' | 'suspended' | 'stopping' | 'crowded out';

export interface OpenStream {
  /** Aborted when nobody listens any more, or nobody may. */
  readonly signal: AbortSignal;
  /** Undefined while it is open, and when the client has gone. */
  readonly ended: EndOfStream | undefined;
  /** May be called twice; the first reason counts. */
  close(reason?: EndOfStream): void;
}

/** The live streams of a server: bounds how many there are, and ends them when it stops. */
export class OpenStreams {
  readonly #open = new Set<OpenStream>();
  readonly #places: Places;
  #stopping = false;

  constructor(limits: PlaceLimits = STREAM_LIMITS) {
    this.#places = new Places('streams', limits);
  }

  get size(): number {
    return this.#open.size;
  }

  /** @throws AccessError RATE_LIMITED for too many. LedgerError UNAVAILABLE for too many in all, or when the server stops */
  open(holder: Holder): OpenStream {
    if (this.#stopping) throw unavailable('The server is shutting down; connect again in a moment');
    const stream = new Stream();
    const leave = this.#places.take(holder, () => stream.close('crowded out'));
    this.#open.add(stream);
    stream.signal.addEventListener('abort', () => {
      this.#open.delete(stream);
      leave();
    });
    return stream;
  }

  /** Ends all of them, and opens no more: their clients come back to whoever serves them next. */
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
