import type { Logger } from 'pino';

/** How long a graceful stop may take. */
const DEADLINE_MS = 30_000;
/** Ctrl-C reaches the process once from the terminal and once more from npm; within this time it is one wish. */
const SAME_WISH_MS = 1_000;

/**
 * Knows when the process has to end and why. What is asked to end gracefully (a signal, a COMMIT whose outcome nobody
 * knows) only begins it; a second signal, the deadline, and a fault that nobody caught end it at once.
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
    // The listener also takes rejections that nobody handles. What state such a fault leaves is unknown, so nothing more
    // is answered: whatever was stored is stored, and clients learn it by their keys.
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
      process.exit(1);
    }, DEADLINE_MS).unref();
  }

  #onSignal(name: string): void {
    if (this.signal.aborted) {
      if (performance.now() - this.#begunAt < SAME_WISH_MS) return;
      this.log.warn({ signal: name }, 'stopping at once');
      process.exit(1);
    }
    this.log.info({ signal: name }, 'stopping');
    this.begin(0);
  }
}
