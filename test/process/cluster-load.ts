import { setTimeout as sleep } from 'node:timers/promises';
import type { SeededRandom } from '../../server/demo/seeded-random.js';
import { ask, newOrder, userOf, type Order, type Outcome, type Saver } from './kill-load.js';

/** Pause of a client between two requests, in milliseconds: whatever comes in the meantime is to meet some, not thousands. */
const PAUSE_MS = 50;
/** Codes after which a client sends the same key again. */
const COME_AGAIN = new Set<string | undefined>(['UNAVAILABLE', 'OUTCOME_UNKNOWN']);

/** Clients that send one order after the other, each with its key again and again until it is decided. */
export class ClusterLoad {
  /** Orders that were decided. */
  readonly decided: Order[] = [];
  #begun = 0;
  /** Number of each order that was decided, in the order in which they were begun. */
  readonly #numbers: number[] = [];
  #over = false;
  #running: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly server: { readonly url: string },
    private readonly savers: readonly Saver[],
    private readonly random: SeededRandom,
  ) {}

  start(clients: number): void {
    const client = async (): Promise<void> => {
      while (!this.#over) {
        await this.#send();
        await sleep(PAUSE_MS);
      }
    };
    this.#running = Promise.all(Array.from({ length: clients }, client));
    // Whoever waits for it is told.
    this.#running.catch(() => (this.#over = true));
  }

  /** Waits until so many orders are decided that were begun after this moment. */
  async more(count: number): Promise<void> {
    const from = this.#begun;
    while (this.#numbers.filter((number) => number > from).length < count) {
      if (this.#over) await this.#running;
      await sleep(PAUSE_MS);
    }
  }

  /** Begins no more orders, and waits until all are decided. */
  async end(): Promise<void> {
    this.#over = true;
    await this.#running;
  }

  async #send(): Promise<void> {
    const order = newOrder(this.savers, this.random);
    this.#begun += 1;
    const number = this.#begun;
    order.outcome = await this.#decisionOn(order);
    this.decided.push(order);
    this.#numbers.push(number);
  }

  /** @throws Error when the answer is none that a cluster may give. */
  async #decisionOn(order: Order): Promise<Outcome> {
    for (;;) {
      // A broken connection, and a balancer that has no node, are no answer.
      const heard = await ask(order, userOf(this.server, this.savers, order), this.random.chance(0.4)).catch(
        () => undefined,
      );
      if (heard?.id !== undefined) return { id: heard.id };
      if (heard?.code === 'INSUFFICIENT_FUNDS') return { code: heard.code };
      if (heard && !COME_AGAIN.has(heard.code))
        throw new Error(`${order.key} was answered ${String(heard.code)}`);
      await sleep(PAUSE_MS);
    }
  }
}
