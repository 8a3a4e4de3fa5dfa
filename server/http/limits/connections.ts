import { setTimeout as sleep } from 'node:timers/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FastifyInstance } from 'fastify';

/** Time that busy clients get to send their next request and to be told that it is the last one, in milliseconds. */
const DRAIN_MAX_MS = 2_000;
const PAUSE_MS = 10;
/**
 * Number of pauses without a request after which nobody is busy, and open connections are idle. They are counted, not
 * timed, because each lets the event loop accept and read once, and time also passes while it cannot.
 */
const QUIET_PAUSES = 10;

/**
 * Ends the connections of a stopping server. It answers requests that have arrived whole before it closes their
 * connections; it does not wait for incomplete requests or idle connections.
 */
export class Connections {
  readonly #underWay = new Map<IncomingMessage, ServerResponse>();
  #leaving = false;
  #quietPauses = 0;

  /** Must be made before any route is registered, so that it sees all requests. */
  constructor(private readonly fastify: FastifyInstance) {
    // A hook, because there are several servers behind it when HOST is a name with several addresses.
    fastify.addHook('onRequest', ({ raw: request }, { raw: response }, done) => {
      this.#quietPauses = 0;
      this.#underWay.set(request, response);
      response.once('close', () => this.#underWay.delete(request));
      if (this.#leaving) askToLeave(response);
      done();
    });
  }

  /**
   * Marks every answer as the last of its connection, while requests are still served. Otherwise a client that keeps its
   * connection busy would find it closed at the very moment when it sends its next request.
   */
  async drain(): Promise<void> {
    this.#askAllToLeave();
    const deadline = performance.now() + DRAIN_MAX_MS;
    while (this.#quietPauses < QUIET_PAUSES && performance.now() < deadline) await this.#pause();
  }

  /** Stops listening, and resolves once the last answer is sent and the last connection is gone. */
  async end(): Promise<void> {
    this.#askAllToLeave();
    const closed = this.fastify.close();
    for (let over = false; !over;) {
      // A connection may close a moment before its answer notices; the answer gets that moment.
      const ended = closed.then(async () => !this.#owesAnswers() || this.#pause());
      over = await Promise.race([ended, this.#pause()]);
      if (this.#quietPauses >= QUIET_PAUSES) this.fastify.server.closeAllConnections();
    }
  }

  #askAllToLeave(): void {
    this.#leaving = true;
    this.#quietPauses = 0;
    for (const response of this.#underWay.values()) askToLeave(response);
  }

  async #pause(): Promise<false> {
    await sleep(PAUSE_MS);
    this.#quietPauses = this.#owesAnswers() ? 0 : this.#quietPauses + 1;
    return false;
  }

  #owesAnswers(): boolean {
    return [...this.#underWay.keys()].some(({ complete }) => complete);
  }
}

function askToLeave(response: ServerResponse): void {
  if (!response.headersSent) response.setHeader('connection', 'close');
}
