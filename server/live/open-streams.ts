import { AccessError } from '../identity/errors.js';
import type { Viewer } from '../identity/viewer.js';
import { unavailable } from '../ledger/unit-of-work.js';

/** Each tab of a browser has one; a browser opens six connections to a server at most, unless a proxy speaks HTTP/2. */
export const STREAMS_PER_USER_MAX = 16;
/** Each costs a socket and some kilobytes. */
export const STREAMS_MAX = 5_000;

/** Why a stream has ended, unless the client has simply gone. */
export type EndOfStream = 'signed out' | 'suspended' | 'stopping';

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
  readonly #byUser = new Map<string, number>();
  #stopping = false;

  get size(): number {
    return this.#open.size;
  }

  /** @throws AccessError RATE_LIMITED for too many of one user. LedgerError UNAVAILABLE for too many, or when the server stops */
  open({ userId }: Viewer): OpenStream {
    if (this.#stopping) throw unavailable('The server is shutting down; connect again in a moment');
    if (this.size >= STREAMS_MAX) throw unavailable('Too many streams are open; connect again later');
    const ofUser = this.#byUser.get(userId) ?? 0;
    if (ofUser >= STREAMS_PER_USER_MAX) {
      throw new AccessError('RATE_LIMITED', 'You have too many streams open', {
        streamsMax: STREAMS_PER_USER_MAX,
        retryAfterSeconds: 10,
      });
    }
    const stream = new Stream(() => {
      this.#open.delete(stream);
      this.#count(userId, -1);
    });
    this.#open.add(stream);
    this.#count(userId, 1);
    return stream;
  }

  /** Ends all of them, and opens no more: their clients come back to whoever serves them next. */
  end(): void {
    this.#stopping = true;
    for (const stream of this.#open) stream.close('stopping');
  }

  #count(userId: string, change: number): void {
    const count = (this.#byUser.get(userId) ?? 0) + change;
    if (count === 0) this.#byUser.delete(userId);
    else this.#byUser.set(userId, count);
  }
}

class Stream implements OpenStream {
  readonly #controller = new AbortController();
  ended: EndOfStream | undefined;

  constructor(private readonly forget: () => void) {}

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  close(reason?: EndOfStream): void {
    if (this.signal.aborted) return;
    this.ended = reason;
    this.forget();
    this.#controller.abort();
  }
}
