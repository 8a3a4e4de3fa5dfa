import type { DocumentNode, OperationDefinitionNode } from 'graphql';
import { assertModest } from './document-shape.js';

/** Maximum number of fields of an operation that is compiled: code is made for each place that a fragment is spread at. */
export const COMPILED_FIELDS_MAX = 250;
/**
 * Maximum number of clients' operations that are compiled in a minute. To compile one takes as long as to interpret it some
 * ten times, and who sends new ones without end gets no more than this.
 */
export const COMPILED_A_MINUTE_MAX = 30;
const MINUTE_MS = 60_000;

/** Decides which of the operations that clients send are compiled: modest ones that come again, and not many a minute. */
export class CompileAllowance {
  readonly #seen = new WeakSet<OperationDefinitionNode>();
  #startedAt = -Infinity;
  #taken = 0;

  /** @param now Milliseconds since any moment. */
  constructor(private readonly now: () => number = () => performance.now()) {}

  /** Asked at each use of an operation that is not compiled yet. @returns True when it is to be compiled for this use. */
  take(document: DocumentNode, operation: OperationDefinitionNode): boolean {
    if (!this.#seen.has(operation)) {
      this.#seen.add(operation);
      return false;
    }
    if (assertModest(document) > COMPILED_FIELDS_MAX) return false;
    const now = this.now();
    if (now - this.#startedAt >= MINUTE_MS) {
      this.#startedAt = now;
      this.#taken = 0;
    }
    if (this.#taken >= COMPILED_A_MINUTE_MAX) return false;
    this.#taken += 1;
    return true;
  }
}
