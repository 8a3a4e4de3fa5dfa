import { unavailable } from '../database/failures.js';
import { abandonment, type Caller } from '../model/caller.js';
import type { SuccessfulOutcome } from '../model/outcome.js';
import type { Accepted } from './accepted.js';

/**
 * Maximum number of transactions in one unit of work. A command costs a tenth less than with 128; 512 gain nothing
 * more.
 */
const BATCH_MAX = 256;

/** Maximum number of waiting commands, for as long as it is not known how long a transaction takes. */
const QUEUE_MAX = 10_000;

/** Number of waiting transactions up to which no command is refused, however long they take: a burst, and no more. */
const BURST_MAX = 2 * BATCH_MAX;

/** Maximum expected wait for a unit of work, in seconds; commands that would wait longer are refused at once. */
const WAIT_MAX_SECONDS = 2;

/** Share of what was known before in the pace after one more unit of work. */
const MEMORY = 0.7;

/** A command whose answer somebody waits for. */
export interface Waiting {
  readonly accepted: Accepted;
  readonly caller: Caller;
  readonly resolve: (outcome: SuccessfulOutcome) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Commands that wait for a unit of work, in the order in which they came. It is as long as can be worked off in a short
 * time, by what units of work took lately: whoever would have to wait longer is told so at once, and nobody waits for an
 * answer that comes when its caller has given up.
 */
export class CommandQueue {
  #waiting: Waiting[] = [];
  #transactions = 0;
  /** Transactions of full units of work, and the seconds that they took; older ones count for less. */
  readonly #pace = { transactions: 0, seconds: 0 };

  get length(): number {
    return this.#waiting.length;
  }

  /** @throws LedgerError UNAVAILABLE */
  add(waiting: Waiting): void {
    if (this.#isTooLong()) throw unavailable('The ledger has too much to do; nothing happened');
    this.#waiting.push(waiting);
    this.#transactions += transactionsOf(waiting);
  }

  /**
   * Takes as many commands as make up to `BATCH_MAX` transactions; one that makes more comes by itself. Those whose callers
   * have gone are dropped.
   */
  next(): readonly Waiting[] {
    this.#dropAbandoned();
    let transactions = 0;
    const end = this.#waiting.findIndex((waiting) => {
      transactions += transactionsOf(waiting);
      return transactions > BATCH_MAX;
    });
    const batch = this.#waiting.splice(0, end === -1 ? this.#waiting.length : Math.max(1, end));
    for (const waiting of batch) this.#transactions -= transactionsOf(waiting);
    return batch;
  }

  /** Refuses all commands for a reason that concerns each of them. */
  refuseAll(reason: unknown): void {
    this.#transactions = 0;
    for (const { reject } of this.#waiting.splice(0)) reject(reason);
  }

  /** Learns how long a unit of work took. Only those that are rather full say something of a long queue. */
  learn(batch: readonly Waiting[], seconds: number): void {
    const transactions = batch.reduce((sum, waiting) => sum + transactionsOf(waiting), 0);
    if (transactions < BATCH_MAX / 2) return;
    this.#pace.transactions = this.#pace.transactions * MEMORY + transactions;
    this.#pace.seconds = this.#pace.seconds * MEMORY + seconds;
  }

  #isTooLong(): boolean {
    if (this.#waiting.length >= QUEUE_MAX) return true;
    if (this.#transactions <= BURST_MAX || this.#pace.transactions === 0) return false;
    return (this.#transactions * this.#pace.seconds) / this.#pace.transactions > WAIT_MAX_SECONDS;
  }

  #dropAbandoned(): void {
    if (!this.#waiting.some(({ caller }) => caller.aborted)) return;
    const [abandoned, awaited] = partition(this.#waiting, ({ caller }) => caller.aborted);
    this.#waiting = awaited;
    for (const waiting of abandoned) {
      this.#transactions -= transactionsOf(waiting);
      waiting.reject(abandonment());
    }
  }
}

function transactionsOf({ accepted: { command } }: Waiting): number {
  return command.operation === 'transferBatch' ? command.items.length : 1;
}

function partition<Item>(items: readonly Item[], isFirst: (item: Item) => boolean): [Item[], Item[]] {
  const { first = [], second = [] } = Object.groupBy(items, (item) => (isFirst(item) ? 'first' : 'second'));
  return [first, second];
}
