import { Writable } from 'node:stream';
import type { Logger } from 'pino';
import { createLogger } from '../../server/http/observability/logging.js';

/** A log at its most talkative that a test reads along. */
export class TestLog {
  readonly logger: Logger;
  #text = '';

  constructor() {
    const destination = new Writable({
      write: (chunk, _encoding, done) => {
        this.#text += String(chunk);
        done();
      },
    });
    this.logger = createLogger('trace', destination);
  }

  /** Everything, as it was written. */
  get text(): string {
    return this.#text;
  }

  get lines(): readonly Readonly<Record<string, unknown>>[] {
    return this.#text
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
  }

  /** The lines with this message. */
  named(message: string): readonly Readonly<Record<string, unknown>>[] {
    return this.lines.filter(({ msg }) => msg === message);
  }
}
