import type { Logger } from 'pino';

/** Maximum time of a graceful stop, in milliseconds. */
const DEADLINE_MS = 30_000;
/**
 * Time within which two signals count as one, in milliseconds: Ctrl-C reaches the process from the terminal and again from
 * npm.
 */
const SAME_WISH_MS = 1_000;

/**
 * Decides when and why the process ends. A signal, or a COMMIT with an unknown outcome, begins a graceful end; a second
 * signal, the deadline, and an uncaught error end it at once.
 */
export class Shutdown {
  /** Resolves with the exit code once the process is to end. */
  readonly begun: Promise<number>;
  /** Aborted at the same moment, for work that can be left. */
  readonly signal: AbortSignal;

  readonly #controller = new AbortController();
  readonly #resolve: (exitCode: number) => void;
  #begunAt = 0;

  constructor(private readonly log: Logger) {
    const { promise, resolve } = Promise.withResolvers<number>();
    this.begun = promise;
    this.#resolve = resolve;
    this.signal = this.#controller.signal;
    for (const name of ['SIGTERM', 'SIGINT'] as const) process.on(name, () => this.#onSignal(name));
    // The listener also takes unhandled rejections. The state after such an error is unknown, so nothing more is answered:
    // stored changes are kept, and clients learn of them by their keys.
    process.on('uncaughtException', (error) => {
      log.fatal({ err: error }, 'a fault that nobody caught');
      process.exit(1);
    });
  }

  begin(exitCode: number): void {
    this.#begunAt = performance.now();
    this.#controller.abort();
    this.#resolve(exitCode);
    setTimeout(() => {
      this.log.fatal('it took too long to stop');
      endAtOnce();
    }, DEADLINE_MS).unref();
  }

  #onSignal(name: string): void {
    if (this.signal.aborted) {
      if (performance.now() - this.#begunAt < SAME_WISH_MS) return;
      this.log.warn({ signal: name }, 'stopping at once');
      endAtOnce();
    }
    this.log.info({ signal: name }, 'stopping');
    this.begin(0);
  }
}

/**
 * Ends the process as a crash would, which loses nothing that was answered. `process.exit` waits for the thread of the
 * database, and with it for a disk that may never answer.
 */
function endAtOnce(): void {
  process.kill(process.pid, 'SIGKILL');
}
